import datetime as dt
import mailbox
from contextlib import suppress
from email.message import EmailMessage

import pytest

from briefing import ingest
from briefing.config import SourceSettings
from briefing.errors import ArticleError, FormatError
from briefing.ingest.mail_to_articles import articles, parse
from briefing.records import Article, Failure

TEXT = "The council voted on Monday to close the iron bridge until the spring of next year."
SOURCE = SourceSettings(url="in")


def letter(**headers):
    message = EmailMessage()
    given = {"From": "The Round <letters@round.example>", "Subject": "Tide news",
             "Date": "Thu, 23 Oct 2025 06:30:00 +0200", "Message-ID": "<1@round.example>", **headers}  # fmt: skip
    for name, value in given.items():
        message[name] = value
    return message


def read(message):
    return parse(bytes(message), name="a.eml", source=SOURCE)


def test_a_plain_letter():
    message = letter()
    message.set_content(
        f"Hello.\n\n{TEXT}\n\n-- \nThe Round, Quay 1\nUnsubscribe: https://round.example/u\n", cte="quoted-printable"
    )
    article = read(message)
    assert (article.title, article.outlet, article.author) == ("Tide news", "The Round", "The Round")
    assert article.published == dt.datetime(2025, 10, 23, 4, 30, tzinfo=dt.UTC)
    assert article.content == f"Hello.\n\n{TEXT}"
    assert article.guid == "<1@round.example>"


def test_the_html_part_is_preferred_without_its_frame():
    message = letter(**{"List-Id": "Tide <tide.round.example>"})
    message.set_content("View this in a browser.")
    message.add_alternative(
        "<html><body><div style='display:none'>Preheader</div>"
        "<a href='https://round.example/v'>View in your browser</a>"
        f"<table><tr><td><h2>Bridge</h2><p>{TEXT}</p></td></tr></table>"
        "<p>You are receiving this because you signed up.</p>"
        "<p>The Round, Quay 1</p><img src='https://round.example/open.gif'></body></html>",
        subtype="html",
    )
    article = read(message)
    assert article.content == f"Bridge\n\n{TEXT}"
    assert article.outlet == "Tide"


def test_a_letter_of_nothing_but_html():
    message = EmailMessage()
    message["Subject"], message["From"], message["Message-ID"] = "Bridge", "Post <post@a.example>", "<7@a.example>"
    message.set_content(f"<h1>Bridge</h1><p>{TEXT}</p><p><a href='x'>Unsubscribe</a></p>", subtype="html")
    article = parse(message.as_bytes(), name="x.eml", source=SourceSettings(url="x"))
    assert TEXT in article.content
    assert "<" not in article.content
    assert "Unsubscribe" not in article.content


def test_nested_parts_and_attachments():
    message = letter()
    message.set_content("short")
    message.add_alternative(f"<p>{TEXT}</p>", subtype="html")
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="a.pdf")
    message.add_attachment("<p>attached page</p>", subtype="html", filename="b.html")
    assert read(message).content == TEXT


def test_encodings_of_header_and_body():
    message = letter(Subject="Éclat à Besançon")
    message.set_content("Le café ferme à l’été.", charset="utf-8", cte="base64")
    data = bytes(message)
    assert b"caf\xc3\xa9" not in data
    article = parse(data, name="a.eml", source=SOURCE)
    assert (article.title, article.content) == ("Éclat à Besançon", "Le café ferme à l’été.")


@pytest.mark.parametrize(
    "headers", ["Subject: x\n", "Content-Type: text/html\nSubject: x\n", "Content-Type: multipart/mixed; boundary=b\n"]
)
def test_a_letter_without_text_is_an_error(headers):
    with pytest.raises(ArticleError):
        parse(f"{headers}\n".encode(), name="a.eml", source=SOURCE)


def test_what_is_no_letter_is_an_error():
    with pytest.raises(FormatError):
        parse(b"\n\njust words", name="a.eml", source=SOURCE)


@pytest.mark.parametrize(
    "data",
    [b"Date: nonsense\nFrom: <<>>@@\nSubject: =?x?q?=\n\n" + TEXT.encode(),
     b"Content-Type: text/plain; charset=no-such\nContent-Transfer-Encoding: base64\n\n!!!!" + TEXT.encode(),
     b"Content-Type: multipart/alternative; boundary=\n\n" + TEXT.encode(),
     b"From: a\nContent-Type: ;;;\n\n" + TEXT.encode()],
)  # fmt: skip
def test_malformed_letters_are_read_or_refused(data):
    with suppress(ArticleError, FormatError):
        assert isinstance(parse(data, name="a.eml", source=SOURCE), Article)


def test_a_mailbox_and_a_maildir_give_one_article_a_letter(tmp_path):
    one, two = letter(Subject="One", **{"Message-ID": "<a@x>"}), letter(Subject="Two", **{"Message-ID": "<b@x>"})
    one.set_content(f"{TEXT}\n\nFrom here on it is quiet. {TEXT}")
    two.set_content(TEXT)
    empty = letter(Subject="Empty", **{"Message-ID": "<c@x>"})
    mbox = mailbox.mbox(tmp_path / "all.mbox")
    folder = mailbox.Maildir(tmp_path / "box")
    for message in (one, two, empty):
        mbox.add(message)
        folder.add(message)
    mbox.close()
    for name in ("all.mbox", "box"):
        found = list(ingest.read(SourceSettings(url=str(tmp_path / name))))
        assert sorted(item.title for item in found if isinstance(item, Article)) == ["One", "Two"]
        assert [item.message for item in found if isinstance(item, Failure)] == ["has no text"]


MORE = "The ferry will carry cars from Monday, the harbour office said, and it will run until midnight."


def pieces(data, name="a.eml"):
    return list(articles(bytes(data), name=name, source=SOURCE))


def test_text_goes_on_after_a_picture():
    message = letter()
    message.set_content(TEXT)
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", disposition="inline")
    message.add_attachment(MORE, disposition="inline")
    (article,) = pieces(message)
    assert article.content == f"{TEXT}\n\n{MORE}"


def test_html_sent_after_the_same_plain_text_is_read_once():
    message = letter()
    message.set_content(TEXT)
    message.add_attachment(f"<p>{TEXT}</p>", subtype="html", disposition="inline")
    (article,) = pieces(message)
    assert article.content == TEXT


def test_a_forwarded_letter_is_an_article_of_its_own():
    inner = letter(Subject="Ferry", From="Quay Post <q@quay.example>", **{"Message-ID": "<2@quay.example>"})
    inner.set_content(MORE)
    outer = letter(Subject="Fwd: Ferry")
    outer.set_content("For you.")
    outer.add_attachment(inner)
    note, article = pieces(outer)
    assert (article.title, article.outlet, article.content, article.source) == ("Ferry", "Quay Post", MORE, "a.eml/1")
    assert note.message == "the note above the letters within it is left out"
    assert not note.is_error


def test_a_digest_gives_one_article_a_letter():
    inner = "".join(
        f"--in\n\nSubject: {name}\nMessage-ID: <{name}@x>\nFrom: a@x.example\n\n{text}\n"
        for name, text in (("One", TEXT), ("Two", MORE))
    )
    data = (
        "Subject: Digest\nFrom: list@x.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=out\n\n"
        f"--out\n\nToday: One, Two\n--out\nContent-Type: multipart/digest; boundary=in\n\n{inner}--in--\n--out--\n"
    )
    found = [item for item in pieces(data.encode()) if isinstance(item, Article)]
    assert [(item.title, item.content) for item in found] == [("One", TEXT), ("Two", MORE)]


def test_an_attached_document_is_named():
    message = letter()
    message.set_content(TEXT)
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="plan.pdf")
    article, note = pieces(message)
    assert article.content == TEXT
    assert note.message == "attachments are not read: plan.pdf"
    assert not note.is_error


@pytest.mark.parametrize(
    "middle",
    ["--", "-- ", "Forward this plan to the minister, the council said on Monday.",
     "Unsubscribe rates have doubled since the spring, the post office said on Friday in its report.",
     "This message was sent by the pilot at nine, the harbour office said on Monday evening."],
)  # fmt: skip
def test_what_follows_dashes_or_words_like_a_footers_stays(middle):
    message = letter()
    message.set_content(f"{TEXT}\n\n{middle}\n\n{TEXT}\n\n{MORE}\n\n{TEXT}\n\n{MORE} It ends here.\n", cte="base64")
    (article,) = pieces(message)
    assert article.content.endswith("It ends here.")
    if not middle.startswith("--"):
        assert middle in article.content


@pytest.mark.parametrize(
    "end",
    ["-- \nMoss, Quay Street 5", "--\nMoss\nQuay Street 5", "You are receiving this because you signed up.\n\nQuay 5",
     "Unsubscribe: https://round.example/u", f"{'_' * 47}\nTide mailing list\nhttps://x.example/list"],
)  # fmt: skip
def test_signature_and_footer_stay_out(end):
    message = letter()
    message.set_content(f"{TEXT}\n\n{MORE}\n\n{end}\n", cte="quoted-printable")
    assert pieces(message)[0].content == f"{TEXT}\n\n{MORE}"


@pytest.mark.parametrize("line", ["From Monday, cars may cross.", "From 9:30 on cars may cross.", "From us: cheers."])
def test_a_paragraph_that_begins_with_from_does_not_end_a_letter(line, tmp_path):
    head = "From a@x.example Thu Oct 23 06:30:00 2025\nSubject: {}\nMessage-ID: <{}@x>\n\n"
    text = f"{head.format('One', 1)}{TEXT}\n\n{line}\n\n{MORE}\n\n{head.format('Two', 2)}{TEXT}\n"
    (tmp_path / "a.mbox").write_text(text)
    one, two = ingest.read(SourceSettings(url=str(tmp_path / "a.mbox")))
    assert one.content == f"{TEXT}\n\n{line}\n\n{MORE}"
    assert two.title == "Two"


@pytest.mark.parametrize("day", ["9" * 30, "-" + "9" * 30, "1" * 400])
def test_a_date_beyond_all_numbers_is_no_date(day):
    data = f"From: Ann <ann@post.example>\nDate: Tue, {day} Oct 2025 08:00:00 +0100\n\nThe bridge of Orlin is closed.\n"
    (found,) = articles(data.encode(), name="a.eml", source=SourceSettings(url="a.eml"))
    assert isinstance(found, Article)
    assert found.published is None
