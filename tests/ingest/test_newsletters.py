import datetime as dt
import mailbox
from contextlib import suppress
from email.message import EmailMessage

import pytest

from briefing import ingest
from briefing.config import SourceSettings
from briefing.errors import ArticleError, FormatError
from briefing.ingest.newsletters import parse
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
