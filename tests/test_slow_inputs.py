"""No small input takes long: doubling it may double the time, and not more than that by much."""

import importlib
import pkgutil
import re
import signal
import time
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from functools import lru_cache

import pytest

import briefing
from briefing import ingest
from briefing.config import SourceSettings
from briefing.extract.extraction_cache import documents
from briefing.ingest import files, sniff_format
from briefing.language import CODES, of
from briefing.records import Article, Document

# What they see is at most 500 characters long: the start of a paragraph, a domain, a title on one line,
# the mark of a note, the words in front of a raised digit, the end of a sentence.
BOUNDED = {
    "briefing.extract.datelines_and_boilerplate._DATELINE",
    "briefing.language.split_sentences._LAST_WORD",
    "briefing.text.email_addresses._PRIVATE",
    "briefing.text.superscripts_and_strikeouts._NOTE",
    "briefing.text.superscripts_and_strikeouts._SYMBOL",
    "briefing.text.page_metadata._SEPARATORS",
}
READ = ("briefing.ingest", "briefing.extract", "briefing.text", "briefing.language.split_sentences")
ATTACKS = [
    " ", "\n", "\t", "a", "A", "1", "(", "[", "<", "&", "“", "«", "„", '"', "*", "#", "_", "-", ".", ",", ":", "=", "{",
    "a ", "A ", "1 ", "1,", "a.", "- ", "\n\n", " \n", "<a ", "<!--", "<link ", "<meta ", "<script>", "<![CDATA[",
    "[a](", "<!ENTITY ", "<feed ", "# ", "a@", "«a", "“a ", "漢", "и ", "Mr. ", "http://", "&#1;", "=?a?b?", "From: ",
]  # fmt: skip
SIZE, ALLOWED_SECONDS = 6_000, 0.06
PROSE = (
    "The harbour master of Vell closed the north quay on Monday after a crane lost its hook above two fishing boats."
)


@lru_cache(maxsize=1)
def _patterns():
    found = {}
    for module in pkgutil.walk_packages(briefing.__path__, "briefing."):
        if module.name.startswith(READ):
            for name, value in vars(importlib.import_module(module.name)).items():
                if isinstance(value, re.Pattern):
                    found[f"{module.name}.{name}"] = value
    for code in CODES:
        for part in fields(of(code)):
            value = getattr(of(code), part.name)
            if is_dataclass(value):
                named = {each.name: getattr(value, each.name) for each in fields(value)}
                found |= {f"{code}.{part.name}.{key}": p for key, p in named.items() if isinstance(p, re.Pattern)}
    return {name: pattern for name, pattern in found.items() if name not in BOUNDED}


def _seconds(pattern, text):
    given = text.encode() if isinstance(pattern.pattern, bytes) else text
    began = time.process_time()
    for _ in pattern.finditer(given):
        pass
    return time.process_time() - began


@contextmanager
def _interrupted(seconds):
    """Ends what goes on for longer: `re` looks for signals."""

    def stop(*_):
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@pytest.mark.parametrize("name", sorted(_patterns()))
def test_no_pattern_takes_more_than_twice_as_long_over_twice_as_much(name):
    pattern = _patterns()[name]
    for attack in ATTACKS:
        for start in ("", "# ", "a"):
            text = start + attack * (SIZE // len(attack))
            try:
                with _interrupted(5):
                    slow = _seconds(pattern, text) > ALLOWED_SECONDS and (
                        _seconds(pattern, text + text) > 3 * min(_seconds(pattern, text) for _ in range(3))
                    )
            except TimeoutError:
                slow = True
            assert not slow, f"{name} over {attack!r}"


SOURCE = SourceSettings(url="x")


def _page(junk):
    return f"<!doctype html><html><head><title>Quay</title>{junk}</head><body><p>{PROSE}</p></body></html>".encode()


def _feed(junk):
    return f"<rss version='2.0'><channel><title>T</title><item><title>Quay</title><description>{junk}".encode()


MERGES = "a0: &a0 {k: v}\n" + "".join(
    f"a{n}: &a{n} {{<<: [{','.join([f'*a{n - 1}'] * 9)}], k{n}: v}}\n" for n in range(1, 12)
)


def _mail(headers):
    return b"From: a@b.example\nTo: c@d.example\n" + headers + b"\n\n" + PROSE.encode()


PART = b"Content-Type: multipart/mixed; boundary=b\n\n--b\n"
SLOW = {
    "blanks in a heading": ("a.md", f"# Quay{' ' * 6000}x\n\n{PROSE}\n".encode()),
    "tabs in a heading": ("a.md", f"# Quay{chr(9) * 6000}x\n\n{PROSE}\n".encode()),
    "brackets in a heading": ("a.md", f"# {'[' * 60_000}\n\n{PROSE}\n".encode()),
    "stars in Markdown": ("a.md", f"# Quay\n\n{'*a ' * 20_000}\n\n{PROSE}\n".encode()),
    "brackets in Markdown": ("a.md", f"# Quay\n\n{'[' * 20_000}\n\n{PROSE}\n".encode()),
    "quotes in Markdown": ("a.md", f"# Quay\n\n{'>' * 3_000}\n\n{PROSE}\n".encode()),
    "merged mappings": ("a.md", f"---\ntitle: Quay\n{MERGES}---\n\n{PROSE}\n".encode()),
    "nested lists in front matter": ("a.md", f"---\ntitle: {'[' * 9_000}\n---\n\n{PROSE}\n".encode()),
    "unfinished links": ("a.html", _page("<link " * 20_000)),
    "unfinished metas": ("a.html", _page("<meta property=og:url " * 8_000)),
    "unfinished comments": ("a.html", _page("<!--" * 30_000)),
    "open elements": ("a.html", _page("<b>" * 40_000)),
    "comments in CDATA": ("a.xml", _feed("<![CDATA[" + "<!--" * 20_000)),
    "scripts in CDATA": ("a.xml", _feed("<![CDATA[" + "<script>" * 10_000 + "]]></description>")),
    "unfinished elements in a feed": ("a.xml", _feed("&lt;" * 20_000)),
    "a long subject": ("a.eml", _mail(b"Subject: " + b"=?utf-8?q?a " * 30_000)),
    "a long reply address": ("a.eml", _mail(b"Subject: Q\nReply-To: " + b"<a@b," * 60_000)),
    "a long sender": ("a.eml", b"From: " + b"<a@b," * 60_000 + b"\nTo: c@d\nSubject: Q\n\n" + PROSE.encode()),
    "nested parts": ("a.eml", _mail(b"Subject: Q\nMIME-Version: 1.0\n" + PART * 2_000)),
    "a text of brackets": ("a.txt", f"{'(' * 60_000}\n\n{PROSE}\n".encode()),
    "a text of one word": ("a.txt", ("a" * 90_000).encode()),
    "a text of quotes": ("a.txt", f"{'“a ' * 25_000}\n\n{PROSE}".encode()),
    "a text of blanks": ("a.txt", f"Quay{' ' * 60_000}closed\n\n{PROSE}".encode()),
    "a text of letters of two scripts": ("a.txt", ("аa" * 20_000 + f"\n\n{PROSE}").encode()),
    "outlines": ("a.opml", b"<opml><body>" + b"<outline text='a'>" * 30_000),
}  # fmt: skip


@pytest.mark.parametrize("name", SLOW)
def test_a_crafted_file_is_read_or_left_out_within_seconds(tmp_path, name):
    file, content = SLOW[name]
    (tmp_path / file).write_bytes(content)
    (tmp_path / "good.txt").write_text(
        f"Quay closed\n\n{PROSE} Nobody was hurt. Boats use the south quay until Friday.\n"
    )
    began = time.process_time()
    found = list(ingest.read(SourceSettings(url=str(tmp_path))))
    read = [item for item in documents(found) if isinstance(item, Document)]
    assert any("south quay" in item.text for item in read)
    # What runs in a child is limited there, and waited for.
    assert time.process_time() - began < 4


def test_what_is_read_in_a_child_is_what_is_read_here(tmp_path):
    given = {
        "a.md": f"---\ntitle: Quay\n---\n\n# Quay\n\n{PROSE}\n".encode(),
        "b.html": _page(""),
        "c.eml": b"From: a@b.example\nTo: c@d.example\nSubject: Q\n\n" + PROSE.encode(),
    }
    for name, content in given.items():
        (tmp_path / name).write_bytes(content)
    found = list(ingest.read(SourceSettings(url=str(tmp_path))))
    here = [
        article
        for name, content in given.items()
        for article in files._parsed(content, sniff_format.sniff(content, name), f"{tmp_path.name}/{name}", SOURCE)
    ]
    assert found == here
    assert all(isinstance(item, Article) for item in found)
