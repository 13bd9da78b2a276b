"""Damaged inputs for every parser of foreign bytes: `python -m benchmarks.fuzz [--minutes 5] [--only NAME] [--seed N]`.

Each input is a sound one that has been cut, repeated, spliced with another or with marks that parsers trip over. What a
parser may do is return, or raise one of the program's own errors; any other exception, and any that takes longer than
ten seconds, is a fault. Faults are told once for each place in the code, and the input is kept in `--keep` so that it
can be given to a test. Parsers take turns until the time is over.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import random
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from benchmarks import fuzz_samples
from briefing import config
from briefing.config import SourceSettings
from briefing.deliver import classify_replies, read_subscriber_table, sign_links_and_bounces
from briefing.edition import edition_json
from briefing.errors import BriefingError
from briefing.extract import extract
from briefing.ingest import (
    content_encoding,
    discover_feeds,
    feed_entries_to_articles_and_ids,
    files,
    jsonfeed,
    jsonl_articles_and_claims,
    mail_to_articles,
    opml,
    parse_rss_and_atom,
    read_pdf_and_docx,
    robots_txt,
)
from briefing.records import Article
from briefing.rewrite import parse_replies
from briefing.text import canonical_urls_and_article_ids, decode_and_clean, email_addresses, page_metadata, parse_dates

ROOT = Path(__file__).resolve().parent.parent
SOURCE = SourceSettings(url="fuzz")
# Seconds that one small input may take.
SLOW = 10
LONGEST = 60_000
MARKS = [
    b"<", b">", b"&", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"<![CDATA[", b"]]>", b"<!--", b"-->", b"<!ENTITY a 'b'>",
    b"&#x110000;", b"&#55296;", b"\xed\xa0\x80", b'"', b"'", b"{", b"}", b"[", b"]", b"---\n", b"\r", b"\n\n",
    b"=?utf-8?B?",
    b"?=", b"=?x?Q?=FF?=", b"http://[::1", b"http://\xc3\xbc..example/", b"99999999999999999999", b"-1", b"1e999",
    b"NaN",
    b"0001-01-01T00:00:00Z", b"9999-12-31T23:59:59-23:59", b"\xe2\x80\xae", b"%00", b"Content-Type: multipart/mixed\n",
    b"<<: *a\n", b"&a [*a]", b"/Length 99999999", b"obj", b"xref", b"null", b"true", b"{" * 3_000, b"[" * 3_000,
    b"<a>" * 1_000, b" " * 2_000, b"\t", b"\x1b]0;", b"\x85", b"\xe2\x80\xa8",
]  # fmt: skip


class SlowError(BaseException):
    """An input took longer than it may."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--only", default="", help="only parsers whose name has this in it")
    parser.add_argument("--seed", type=int, default=None, help="another run with the same inputs")
    parser.add_argument("--keep", type=Path, default=Path("fuzz-faults"), help="folder for inputs that showed a fault")
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else time.time_ns() % 1_000_000
    chosen = {name: work for name, work in parsers().items() if options.only in name}
    print(f"seed {seed}: {', '.join(chosen)}", file=sys.stderr)
    tried, faults = fuzz(chosen, random.Random(seed), options.minutes * 60, options.keep)
    print("| parser | tried | faults |\n|---|---:|---:|")
    for name in chosen:
        print(f"| {name} | {tried[name]:,} | {len(faults.get(name, ()))} |")
    if faults:
        sys.exit(1)


def fuzz(
    chosen: dict[str, tuple[Callable[[bytes], object], list[bytes]]], chance: random.Random, seconds: float, keep: Path
) -> tuple[Counter[str], dict[str, set[str]]]:
    """Give damaged inputs to the parsers in turn; how many each had, and the places where they failed."""
    tried: Counter[str] = Counter()
    faults: dict[str, set[str]] = {}
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for name, (parse, samples) in chosen.items():
            data = damaged(chance, samples)
            tried[name] += 1
            place = attempt(parse, data)
            if place and place not in faults.setdefault(name, set()):
                faults[name].add(place)
                keep.mkdir(exist_ok=True)
                path = keep / f"{name.replace(' ', '-')}-{len(faults[name])}"
                path.write_bytes(data)
                print(f"{name}: {place} ({path})", file=sys.stderr)
    return tried, {name: places for name, places in faults.items() if places}


def attempt(parse: Callable[[bytes], object], data: bytes) -> str:
    """Where `parse` fails with `data`, in words; nothing where it does not."""
    signal.signal(signal.SIGALRM, _ring)
    signal.alarm(SLOW)
    try:
        with contextlib.redirect_stderr(io.StringIO()):
            parse(data)
    except BriefingError:
        return ""
    except SlowError as error:
        return f"took more than {SLOW} s {_place(error)}"
    except Exception as error:  # noqa: BLE001 - finding them is what this is for
        return f"{type(error).__name__}: {str(error)[:100]} {_place(error)}"
    finally:
        signal.alarm(0)
    return ""


def _ring(*_: object) -> None:
    raise SlowError


def _place(error: BaseException) -> str:
    """The innermost line of our own code."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "/briefing/" in frame.filename]
    return f"at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""


def damaged(chance: random.Random, samples: list[bytes]) -> bytes:
    """One of the `samples` with some damage done to it."""
    data = bytearray(chance.choice(samples))
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        start = chance.randrange(len(data) + 1)
        end = min(len(data), start + chance.choice((0, 1, 4, 30, 300)))
        kind = chance.randrange(6)
        if kind == 0:
            data[start:end] = chance.choice(MARKS)
        elif kind == 1:
            del data[start:end]
        elif kind == 2:
            data[start:start] = data[start:end] * chance.choice((1, 2, 50))
        elif kind == 3:
            other = chance.choice(samples)
            place = chance.randrange(len(other) + 1)
            data[start:end] = other[place : place + 300]
        elif kind == 4:
            data[start:end] = chance.randbytes(end - start)
        else:
            data = data[:start] if chance.random() < 0.3 else data
    return bytes(data[:LONGEST])


def parsers() -> dict[str, tuple[Callable[[bytes], object], list[bytes]]]:
    """Each parser of foreign bytes with sound inputs."""
    pages = [path.read_bytes()[:20_000] for path in sorted((ROOT / "seeds").rglob("*.html"))[:12]]
    notes = [path.read_bytes() for path in sorted((ROOT / "seeds").rglob("*.md"))[:12]]
    mails = [path.read_bytes() for path in sorted((ROOT / "seeds").rglob("*.eml"))]
    feed = [path.read_bytes() for path in sorted((ROOT / "seeds").rglob("*.xml"))]
    editions = [(ROOT / "benchmarks" / "data" / "edition.json").read_bytes()]
    return {
        "feed": (_feed, [*feed, fuzz_samples.ATOM]),
        "JSON feed": (lambda data: jsonfeed.parse(data, subject="x"), [fuzz_samples.JSON_FEED]),
        "page": (lambda data: extract(_page(data)), pages),
        "text": (lambda data: list(files.from_bytes(data, "a.md", SOURCE)), [*notes, fuzz_samples.FRONT]),
        "page facts": (lambda data: page_metadata.facts(_text(data), "https://x.example/a"), pages),
        "feeds of a page": (lambda data: discover_feeds.candidates(_text(data), "https://x.example/"), pages),
        "mail": (
            lambda data: list(mail_to_articles.articles(data, name="a.eml", source=SOURCE)),
            [*mails, fuzz_samples.letter()],
        ),
        "mailbox": (lambda data: list(mail_to_articles.mbox_bytes(data, "a", SOURCE)), [b"From a b\n" + mails[0]]),
        "delivery report": (classify_replies.read, [fuzz_samples.DSN, fuzz_samples.letter()]),
        "PDF": (_document("pdf"), [fuzz_samples.PDF]),
        "Word document": (_document("docx"), [fuzz_samples.word_document()]),
        "OPML": (lambda data: opml.parse(data, subject="x"), [fuzz_samples.OPML]),
        "JSON lines": (
            lambda data: list(jsonl_articles_and_claims.parse(data.split(b"\n"))),
            [fuzz_samples.JSON_LINES],
        ),
        "readers": (_readers, [fuzz_samples.READERS]),
        "configuration": (_settings, [(ROOT / "seeds" / "briefing.toml").read_bytes(), fuzz_samples.CONFIG]),
        "edition": (edition_json.load, editions),
        "any file": (
            lambda data: list(files.from_bytes(data, "a", SOURCE)),
            [
                *pages,
                *notes,
                *mails,
                *feed,
                fuzz_samples.OPML,
                fuzz_samples.JSON_FEED,
                fuzz_samples.JSON_LINES,
                fuzz_samples.PDF,
                fuzz_samples.word_document(),
            ],
        ),
        "robots.txt": (_robots, [fuzz_samples.ROBOTS]),
        "compressed": (_compressed, [fuzz_samples.compressed()]),
        "address": (_address, [b"https://news.example/a?utm_source=b&c=%C3%BC#d", b"http://\xc3\xbc.example:80/../x"]),
        "mail address": (_mail_address, [b"Ann B <ann@news.example>", b'"a b"@xn--bcher-kva.example']),
        "date": (
            lambda data: parse_dates.parse(_text(data)),
            [b"Tue, 21 Oct 2025 08:00:00 +0100", b"21. Oktober 2025"],
        ),
        "token": (
            lambda data: sign_links_and_bounces.read(b"k", "unsubscribe", _text(data)),
            [fuzz_samples.TOKEN],
        ),
        "reply of a model": (
            lambda data: parse_replies.read_point(_text(data), [_text(notes[0])]),
            [*notes, fuzz_samples.MODEL],
        ),
    }


def _text(data: bytes) -> str:
    return decode_and_clean.decode(data)


def _page(data: bytes) -> Article:
    return Article(id="a", source="x", content=_text(data), markup="html")


def _feed(data: bytes) -> object:
    found = parse_rss_and_atom.parse(data, subject="x", url="https://x.example/feed")
    return [feed_entries_to_articles_and_ids.is_full(entry) for entry in found.entries]


def _document(kind: read_pdf_and_docx.Kind) -> Callable[[bytes], object]:
    return lambda data: read_pdf_and_docx.parse(data, kind, name="a", source=SOURCE)


def _readers(data: bytes) -> object:
    with tempfile.NamedTemporaryFile() as file:
        Path(file.name).write_bytes(data)
        return list(read_subscriber_table.rows(read_subscriber_table.decode(Path(file.name))))


def _settings(data: bytes) -> object:
    with tempfile.NamedTemporaryFile() as file:
        Path(file.name).write_bytes(data)
        return config.load(Path(file.name))


def _robots(data: bytes) -> object:
    return robots_txt._allows(data, "https://x.example/ab")


def _compressed(data: bytes) -> None:
    # It says so itself; the client makes a failure of it.
    with contextlib.suppress(ValueError):
        content_encoding.expand(data, "gzip", LONGEST)


def _address(data: bytes) -> object:
    text = _text(data)
    return [
        canonical_urls_and_article_ids.article_url(text),
        canonical_urls_and_article_ids.canonical_url(text),
        canonical_urls_and_article_ids.typed_url(text),
    ]


def _mail_address(data: bytes) -> object:
    return email_addresses.mailbox(_text(data))


if __name__ == "__main__":
    main()
