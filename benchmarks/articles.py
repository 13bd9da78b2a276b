"""Invented news in any number: `python benchmarks/articles.py COUNT FOLDER [--words 600] [--days 1] [--html]`.

Every article is about one event (a place, a trouble, who says so, figures), and an event is told by one to six outlets
in sentences that differ, so that grouping has something to do. The same arguments give the same bytes. Sentences are
put together from parts; with their names and figures hardly one is the same as another, so that none is encoded once
for many, unless `pool` asks for sentences that repeat.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DAY = dt.date(2025, 10, 23)
_FIRST = [
    "Al",
    "Bren",
    "Cal",
    "Dor",
    "Es",
    "Fen",
    "Gal",
    "Hal",
    "Ist",
    "Jor",
    "Kel",
    "Lum",
    "Mar",
    "Nor",
    "Os",
    "Pel",
    "Quill",
    "Ros",
    "Sten",
    "Tor",
    "Ul",
    "Ver",
    "Wes",
    "Yar",
    "Zel",
]
_LAST = [
    "avia",
    "borough",
    "combe",
    "dale",
    "ester",
    "ford",
    "grund",
    "haven",
    "ingen",
    "kirk",
    "lund",
    "mere",
    "ness",
    "orra",
    "port",
    "quay",
    "stad",
    "thorpe",
    "wick",
]
_ROLES = [
    "the mayor",
    "a union leader",
    "the harbour master",
    "a minister",
    "the head of the regional court",
    "a professor of engineering",
    "the chief of the fire service",
    "a spokesman for the railway",
]
_TROUBLES = [
    ("flood", "the river rose over its banks", "volunteers filled sandbags through the night"),
    ("strike", "drivers walked out over pay", "buses stayed in their depots until noon"),
    ("fire", "a warehouse by the canal burned down", "smoke could be seen from the next valley"),
    ("vote", "the council voted on the new budget", "opponents left the hall before the count"),
    ("bridge", "cracks were found in the old bridge", "traffic was sent along the ring road"),
    ("trial", "the trial of a former banker began", "the first witness spoke for two hours"),
    ("launch", "a small satellite was launched", "engineers lost its signal for eleven minutes"),
    ("match", "the home side came from behind to win", "supporters sang in the square until late"),
    ("merger", "two mills agreed to become one company", "shares rose before trading was halted"),
    ("storm", "a storm tore the roofs off forty houses", "the power was cut in six villages"),
]
_OPENINGS = [
    "{what} in {place} on {weekday}, and {then}, {who} said.",
    "{who} told reporters in {place} that {what}, {figure} days after the first warning.",
    "In {place}, where {what}, some {figure} people were affected, according to {who}.",
]
_FOLLOWING = [
    "{who} put the cost at {figure} million crowns, of which the city of {place} would pay about a third.",
    "Residents of {place} said that they had waited {figure} hours before anybody came to help them.",
    "“We have not seen anything like this in {place} for {figure} years,” said {name}, who lives near the station.",
    "The work is expected to take {figure} weeks, and the road towards {other} will stay closed until it is done.",
    "By the evening {figure} families had been given rooms in schools and hotels on the edge of {place}.",
    "A report that was published last year had named {figure} places in the region where the same could happen.",
    "Officials in {other} offered to send {figure} more crews, but {who} said that they were not needed yet.",
    "{name} denied that the warning had been ignored and promised that each of the {figure} letters would be read.",
    "The ministry said it would answer the {figure} questions put to it by members of the assembly in {other}.",
    "Trade between {place} and {other} fell by {figure} per cent in the same month, figures from the chamber show.",
    "Neither {name} nor the company answered requests for comment, and its office in {other} was shut.",
    "It was the {figure}th such case since records began, said {who}, who asked for patience and for new money.",
]
_PLAIN = [
    "Nobody was hurt, and {figure} people were on their way home again before it was dark.",
    "Similar things have been tried {figure} times elsewhere, with results that nobody could agree on.",
    "The weather office expects {figure} millimetres of rain by the end of the week.",
    "More than {figure} letters about it have reached the editors since the spring.",
    "A decision is expected in {figure} days at the earliest, after all sides have been heard.",
    "About {figure} crowns had been collected by the evening, in coins for the most part.",
    "There was room for {figure} visitors, but twice as many had come and were waiting outside.",
    "It took {figure} minutes to read the statement, and no questions were allowed.",
]
_ENDINGS = ["a", "e", "i", "o", "u", "an", "el", "is", "or", "un", "ar", "en", "il", "os", "ur", "am", "et", "in"]
_THINGS = ["works", "chapel", "canal", "archive", "ferry", "reservoir", "market", "observatory", "orchard", "viaduct"]
_OUTLETS = [f"{name} {kind}" for name in _FIRST[:12] for kind in ("Post", "Ledger", "Wire", "Herald")]


@dataclass(frozen=True)
class Piece:
    """One article: what the generator knows of it."""

    id: str
    title: str
    outlet: str
    published: dt.datetime
    sentences: tuple[str, ...]

    @property
    def paragraphs(self) -> list[str]:
        return [" ".join(self.sentences[start : start + 3]) for start in range(0, len(self.sentences), 3)]


def pieces(count: int, *, words: int = 600, days: int = 1, seed: int = 1, pool: int = 0) -> Iterator[Piece]:
    """`count` articles of about `words` words over `days` days up to DAY.

    With `pool` all sentences after the first two are taken from that many, so that most are known after a while.
    """
    chance = random.Random(seed)
    shared = [_sentence(chance, _PLAIN, _event(chance)) for _ in range(pool)]
    number = 0
    while number < count:
        event = _event(chance)
        day = DAY - dt.timedelta(days=chance.randrange(days))
        for _ in range(min(chance.choice((1, 1, 1, 2, 3, 6)), count - number)):
            yield _piece(chance, number, event, day, words, shared)
            number += 1


def write(folder: Path, found: Iterator[Piece], *, html: bool = False) -> None:
    """One file for each article, a thousand to a folder."""
    for number, piece in enumerate(found):
        place = folder / f"{number // 1000:04}"
        if number % 1000 == 0:
            place.mkdir(parents=True, exist_ok=True)
        content = _page(piece) if html else _text(piece)
        (place / f"{piece.id}.{'html' if html else 'txt'}").write_text(content, encoding="utf-8")


def write_lines(path: Path, found: Iterator[Piece]) -> None:
    """The same as one file of JSON lines."""
    with path.open("w", encoding="utf-8") as stream:
        for piece in found:
            fields = {"id": piece.id, "title": piece.title, "outlet": piece.outlet}
            text = "\n\n".join(piece.paragraphs)
            stream.write(json.dumps({**fields, "published": piece.published.isoformat(), "text": text}) + "\n")


def _event(chance: random.Random) -> dict[str, Any]:
    kind, what, then = chance.choice(_TROUBLES)
    place, other, firm = (_name(chance) for _ in range(3))
    cast = [f"{chance.choice(_FIRST)}{chance.choice(_ENDINGS)} {_name(chance)}" for _ in range(3)]
    what = f"{what} near the {firm} {chance.choice(_THINGS)}"
    return {"kind": kind, "what": what, "then": then, "place": place, "other": other, "cast": cast}


def _name(chance: random.Random) -> str:
    """One of several thousand invented names."""
    return chance.choice(_FIRST) + chance.choice(_ENDINGS) + chance.choice(_LAST)


def _sentence(chance: random.Random, forms: list[str], event: dict[str, Any]) -> str:
    name = chance.choice(event["cast"])
    values = {**event, "name": name, "who": f"{chance.choice(_ROLES)}, {name},", "figure": chance.randrange(2, 9000)}
    weekday = chance.choice(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"))
    text = chance.choice(forms).format(weekday=weekday, **values)
    return text[0].upper() + text[1:].replace(",.", ".").replace(",,", ",")


def _piece(
    chance: random.Random, number: int, event: dict[str, Any], day: dt.date, words: int, shared: list[str]
) -> Piece:
    sentences = [_sentence(chance, _OPENINGS, event), _sentence(chance, _FOLLOWING, event)]
    total = sum(len(sentence.split()) for sentence in sentences)
    while total < words:
        sentences.append(chance.choice(shared) if shared else _sentence(chance, _FOLLOWING, event))
        total += len(sentences[-1].split())
    instant = dt.datetime.combine(day, dt.time(chance.randrange(24), chance.randrange(60)), tzinfo=dt.UTC)
    title = f"{event['kind'].capitalize()} in {event['place']}: {chance.choice(event['cast'])} asks for answers"
    return Piece(f"{number:06}", title, chance.choice(_OUTLETS), instant, tuple(sentences))


def _text(piece: Piece) -> str:
    front = f"---\ntitle: '{piece.title}'\noutlet: {piece.outlet}\npublished: {piece.published.isoformat()}\n---\n\n"
    return front + "\n\n".join(piece.paragraphs) + "\n"


def _page(piece: Piece) -> str:
    """A page with the menus and boxes that surround an article on the web."""
    menu = "".join(f'<li><a href="/{name.lower()}">{name}</a></li>' for name in _LAST)
    body = "".join(f"<p>{paragraph}</p>" for paragraph in piece.paragraphs)
    date = f'<meta property="article:published_time" content="{piece.published.isoformat()}">'
    site = f'<meta property="og:site_name" content="{piece.outlet}">'
    return (
        f"<!doctype html><html lang=en><head><title>{piece.title}</title>{date}{site}</head><body><nav><ul>{menu}</ul>"
        f"</nav><aside>Subscribe to our newsletter</aside><article><h1>{piece.title}</h1>{body}</article>"
        f"<footer><ul>{menu}</ul></footer></body></html>"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path, help="folder, or the name of a .jsonl file")
    parser.add_argument("--words", type=int, default=600)
    parser.add_argument("--days", type=int, default=1)
    parser.add_argument("--pool", type=int, default=0, help="take sentences from this many, so that they repeat")
    parser.add_argument("--html", action="store_true", help="pages instead of plain text")
    options = parser.parse_args()
    found = pieces(options.count, words=options.words, days=options.days, pool=options.pool)
    if options.folder.suffix == ".jsonl":
        write_lines(options.folder, found)
    else:
        write(options.folder, found, html=options.html)


if __name__ == "__main__":
    main()
