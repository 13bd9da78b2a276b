import dataclasses
import datetime as dt
import email
import re
from email.policy import default

import editions
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sendings import settings as make_settings

from briefing.records import Subscriber
from briefing.render.email import Composer, Links, as_bytes, confirmation, digest, render

ANN = Subscriber("ann@example.org", name="Ann Lee")
LINKS = Links(
    "https://harbour.example/leave?unsubscribe=abc&x=1", "mailto:news@harbour.example?subject=unsubscribe%20abc"
)
SETTINGS = make_settings()


def sent(edition=None, reader=ANN, links=LINKS, **changes):
    """A message as its receiver's program parses it, and its bytes."""
    content = as_bytes(render(edition or editions.sample(), reader, make_settings(**changes), links=links))
    return email.message_from_bytes(content, policy=default), content


def body(message, kind="plain"):
    return message.get_body((kind,)).get_content()


def big(stories, points=4, text="The council voted on the harbour wall and the ferry. " * 6):
    """An edition with many long stories, the first the highest ranked."""
    sample = editions.sample()
    model = sample.sections[0].stories[0]
    point = dataclasses.replace(model.points[0], text=text)
    made = tuple(
        dataclasses.replace(
            model, id=f"s{n}", headline=f"Story {n} of the day", points=(point,) * points, rank=100.0 - n
        )
        for n in range(stories)
    )
    half = stories // 2
    sections = (
        dataclasses.replace(sample.sections[0], stories=made[half:]),
        dataclasses.replace(sample.sections[1], stories=made[:half]),
    )
    return dataclasses.replace(sample, sections=sections)


def test_the_headers_a_postmaster_looks_for():
    message, content = sent()
    assert message["From"] == "The Harbour Briefing <news@harbour.example>"
    assert message["To"] == "Ann Lee <ann@example.org>"
    assert message["Subject"].startswith("The Harbour Briefing: Skerry Island ferry runs aground")
    assert message["Date"].datetime == editions.sample().published
    assert re.fullmatch(r"<digest\.2026-03-12\.[0-9a-f]{24}@harbour\.example>", message["Message-ID"])
    assert message["List-Id"] == '"The Harbour Briefing" <daily.harbour.example>'
    assert message["List-Unsubscribe"] == f"<{LINKS.url}>, <{LINKS.mailto}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Precedence"] == "bulk"
    assert message["MIME-Version"] == "1.0"
    assert not message.defects
    assert all(len(line) <= 998 for line in content.split(b"\r\n"))
    assert content.isascii()
    assert b"\n" not in content.replace(b"\r\n", b"")


def test_the_same_edition_and_reader_give_the_same_bytes():
    assert sent()[1] == sent()[1]
    assert sent()[1] != sent(reader=Subscriber("bob@example.org"))[1]


def test_text_and_html_say_the_same():
    message, _ = sent()
    text, html = " ".join(body(message).split()), body(message, "html")
    for story in editions.sample().stories:
        assert story.headline in text
        assert story.headline in html.replace("&#39;", "'")
        for point in story.points:
            assert point.text in text
    for page in (text, html):
        assert LINKS.url in page.replace("&amp;", "&")
        assert "https://harbour.example/news/2026-03-12/" in page
        assert "did not answer in 20 seconds" in page


def test_the_html_needs_nothing_from_outside():
    html = body(sent()[0], "html").lower()
    for tag in ("<script", "<img", "<link", "<iframe", "<form", "@import", "url(", "javascript:"):
        assert tag not in html
    assert "prefers-color-scheme: dark" in html
    assert 'style="' in html


def test_a_reader_of_plain_text_gets_one_part():
    message, _ = sent(reader=Subscriber("ann@example.org", format="text"))
    assert message.get_content_type() == "text/plain"
    assert "SKERRY" not in message.get_content()


def test_points_stand_close_together_in_plain_text():
    text = body(sent()[0]).replace("\r\n", "\n")
    assert re.search(r"\n      — The Alder Gazette[^\n]*\n    \* ", text)
    assert "\n\n\n    " not in text


def test_plain_text_lines_are_short_but_for_links():
    for line in body(sent()[0]).splitlines():
        assert len(line) <= 78 or "https://" in line


def test_only_the_sections_asked_for():
    message, _ = sent(reader=Subscriber("ann@example.org", sections=("SPORT",)))
    assert "United go top" in message["Subject"]
    assert "ferry" not in body(message)


def test_the_labels_speak_the_readers_language():
    german = sent(reader=Subscriber("a@example.org", language="de"))[0]
    assert "Donnerstag, 12. März 2026" in body(german)
    assert "Abbestellen" in body(german, "html")
    assert "Thursday, March 12, 2026" in body(sent(reader=Subscriber("a@example.org", language="sv"))[0])


@pytest.mark.parametrize("stories", [1, 40, 200])
def test_no_message_is_larger_than_its_limit_and_what_is_missing_is_counted(stories):
    message, content = sent(big(stories))
    assert len(content) <= 95_000
    shown = [n for n in range(stories) if f"Story {n} of the day" in body(message)]
    assert shown == list(range(len(shown)))  # the lowest ranked are left out
    if len(shown) < stories:
        for kind in ("plain", "html"):
            page = " ".join(body(message, kind).split())
            assert f"{stories - len(shown)} more stories did not fit" in page
    else:
        assert "did not fit" not in body(message)


@pytest.mark.parametrize(
    "text", ["Рада ухвалила рішення про порт. " * 40, "議会は港の壁について投票した。" * 60, "🚢" * 900]
)
def test_the_limit_holds_in_every_script(text):
    _, content = sent(big(120, points=10, text=text))
    assert len(content) <= 95_000


def test_as_much_is_shown_as_fits():
    message, content = sent(big(200))
    assert len(content) > 80_000
    assert "Story 9 of the day" in body(message)


def test_hostile_text_stays_text():
    hostile = editions.hostile()
    message, content = sent(hostile)
    head = content.split(b"\r\n\r\n", 1)[0]
    assert not message.defects
    assert b"\r\nBcc" not in head
    html = body(message, "html").lower()
    assert "<script" not in html
    assert 'href="javascript' not in html
    assert "<img" not in html


@pytest.mark.parametrize("field", ["title", "headline"])
def test_a_line_break_in_a_title_makes_no_header(field):
    evil = "News\r\nBcc: everybody@example.org\r\n\r\n<b>body</b>"
    edition = editions.sample()
    story = dataclasses.replace(edition.sections[0].stories[0], headline=evil)
    edition = dataclasses.replace(
        edition,
        sections=(dataclasses.replace(edition.sections[0], stories=(story,)),),
        **{field: evil},
    )
    message, _ = sent(edition)
    assert "Bcc" not in message
    assert message["To"] == "Ann Lee <ann@example.org>"


@given(title=st.text(max_size=80), name=st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_title_and_name_make_a_sound_header(title, name):
    empty = dataclasses.replace(editions.empty(), title=title)
    made = Composer(empty, SETTINGS).message(Subscriber("ann@example.org", name=name, format="text"), LINKS)
    parsed = email.message_from_bytes(as_bytes(made), policy=default)
    assert parsed["To"].addresses[0].addr_spec == "ann@example.org"
    assert parsed["From"].addresses[0].addr_spec == "news@harbour.example"
    assert set(parsed.keys()) <= {
        "From", "To", "Subject", "MIME-Version", "Content-Language", "Date", "Message-ID", "List-Id",
        "List-Unsubscribe",
        "List-Unsubscribe-Post", "Auto-Submitted", "Precedence", "Content-Type", "Content-Transfer-Encoding",
    }  # fmt: skip


def test_an_international_reader_and_subject():
    edition = dataclasses.replace(editions.sample(), title="Вечірній порт")
    message, content = sent(edition, Subscriber("jörg@münchen.example", name="Jörg Ü"))
    assert "To: Jörg Ü <jörg@münchen.example>\r\n" in content.decode()
    assert "Subject: Вечірній порт: Skerry" in content.decode()
    message, content = sent(edition, Subscriber("ann@münchen.example", name="Jörg Ü"))
    assert content.isascii()
    assert message["To"].addresses[0].domain == "xn--mnchen-3ya.example"
    assert message["To"].addresses[0].display_name == "Jörg Ü"


@pytest.mark.parametrize(
    ("thread", "same_month", "next_month"),
    [("none", False, False), ("month", True, False), ("all", True, True)],
)
def test_threads(thread, same_month, next_month):
    def root(day):
        edition = dataclasses.replace(editions.sample(), date=day)
        return sent(edition, email={"thread": thread})[0]["References"]

    first = root(dt.date(2026, 3, 1))
    assert (first is not None and first == root(dt.date(2026, 3, 31))) == same_month
    assert (first is not None and first == root(dt.date(2026, 4, 1))) == next_month


def test_without_a_link_to_unsubscribe_none_is_promised():
    message, _ = sent(links=Links())
    assert "List-Unsubscribe" not in message
    assert "unsubscribe" not in body(message).lower()
    assert "unsubscribe" not in body(message, "html").lower()


def test_the_file_of_a_build_opens_in_a_mail_program():
    rendering = digest(editions.sample(), SETTINGS)
    assert rendering.path == "2026-03-12/digest.eml"
    message = email.message_from_bytes(rendering.content, policy=default)
    assert message["To"] == "The Harbour Briefing:;"
    assert "Skerry" in body(message, "html")


def test_the_editors_note_is_in_both_parts_and_harmless():
    note = "<p>Good <em>morning</em><script>x()</script></p><p>More tomorrow.</p>"
    message, _ = sent(dataclasses.replace(editions.sample(), note_html=note))
    assert "Good morning" in body(message)
    assert "| More tomorrow." in body(message)
    assert "Good <em>morning</em>" in body(message, "html")
    assert "script" not in body(message, "html")


def test_a_day_without_news_says_so():
    message, _ = sent(editions.empty())
    assert "There is no story in this edition" in body(message)


def test_a_long_day_begins_with_its_top_headlines_and_the_subject_is_the_first():
    message, _ = sent(big(10, points=1))
    assert message["Subject"].endswith("Story 0 of the day")
    told = body(message)
    assert told.index(" 1. Story 0") < told.index(" 5. Story 4") < told.index("What changed")
    assert "At a glance" in body(message, "html")
    assert "At a glance" not in body(sent()[0])


def test_one_of_a_thing_is_not_many():
    edition = big(1)
    one = dataclasses.replace(edition.coverage, sources=1, read=1, used=1, outlets=edition.coverage.outlets[:1])
    assert "1 story · 1 article · 1 outlet · " in body(sent(dataclasses.replace(edition, coverage=one))[0])


def test_the_question_to_a_new_reader_speaks_the_language_asked_for():
    reader = Subscriber("ann@example.org", language="de")
    message = confirmation(reader, SETTINGS, LINKS, editions.sample().published, "<a@b>")
    assert message["Subject"] == "Bitte bestätigen: The Briefing"
    text = message.get_content()
    assert "The Briefing an ann@example.org" in text
    assert LINKS.url in text
    assert LINKS.mailto in text


def test_a_template_of_the_users_comes_first(tmp_path):
    (tmp_path / "digest.txt.j2").write_text("Ours: {{ digest.title }}\n")
    message, _ = sent(output={"templates": str(tmp_path)})
    assert body(message).strip() == "Ours: The Harbour Briefing"
    assert "Skerry" in body(message, "html")


@pytest.mark.parametrize(
    "title",
    ["Überland am Morgen", "Île de Skerry, le matin", "Вечірній порт", "朝のニュース", "Ñandú: «hoy»", "É" * 80],
)
def test_the_name_of_the_list_keeps_its_letters(title):
    edition = dataclasses.replace(editions.sample(), title=title)
    message, content = sent(edition)
    phrase, _, label = message["List-Id"].rpartition(" ")
    assert (phrase, label) == (title[:50], "<daily.harbour.example>")
    head = content.split(b"\r\n\r\n")[0]
    assert head.isascii()
    assert max(map(len, head.split(b"\r\n"))) <= 90


@pytest.mark.parametrize("title", ["Harbour News", "News (all of it)", '"Quoted"'])
def test_a_plain_name_of_the_list_is_quoted(title):
    _, content = sent(dataclasses.replace(editions.sample(), title=title))
    line = content[content.index(b"List-Id: ") :].split(b"\r\n")[0]
    assert re.fullmatch(rb'List-Id: "[A-Za-z ]+"', line)


def test_a_sender_with_a_colon_keeps_its_name():
    message, _ = sent(email={"sender": "The Courier: Lindow <desk@courier.example>"})
    assert message["From"].addresses[0].display_name == "The Courier: Lindow"
    assert message["From"].addresses[0].addr_spec == "desk@courier.example"
