"""Main text of web pages: ours beside plain trafilatura and readability-lxml, on the same pages in the same run.

Two sets have the whole gold text: F1 over multisets of four-word shingles, averaged over pages, as in the article
extraction benchmark of Zyte. One has snippets that must and must not be there: precision, recall and F1 over snippets,
as in trafilatura's own evaluation. Times are of the processor.
Run: python benchmarks/extraction.py DATA/pages [--set NAME] [--write | --gate]
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import statistics
import sys
import tarfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from briefing.errors import ArticleError
from briefing.extract import extract
from briefing.records import Article
from briefing.text.decode_and_clean import decode

SHINGLE = 4
# For the gate: every second or sixth page by id, the hash of those pages, and the least F1.
FLOORS = {
    "aeb": (2, "479ac231ea08079a", 0.953),
    "trafilatura": (6, "19c3cd5110285c08", 0.944),
    "readability": (2, "70726432cc41d3e3", 0.973),
}
PAGE = Path(__file__).resolve().parent.parent / "docs" / "benchmarks" / "extraction.md"


def ours(html: str, url: str | None) -> str:
    try:
        return extract(Article(id="x", source="x", content=html, markup="html", url=url)).text
    except ArticleError:
        return ""


def plain_trafilatura(html: str, url: str | None) -> str:
    import trafilatura

    return trafilatura.extract(html, url=url) or ""


def trafilatura_no_comments(html: str, url: str | None) -> str:
    import trafilatura

    return trafilatura.extract(html, url=url, include_comments=False) or ""


def readability(html: str, _: str | None) -> str:
    from lxml.html import fromstring
    from readability import Document

    try:
        return fromstring(Document(html).summary()).text_content()
    except Exception:  # noqa: BLE001 - a tool that fails on a page scores zero there
        return ""


SYSTEMS: dict[str, Callable[[str, str | None], str]] = {
    "briefing": ours,
    "trafilatura": plain_trafilatura,
    "trafilatura, no comments": trafilatura_no_comments,
    "readability-lxml": readability,
}


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    if len(words) < SHINGLE:
        return Counter([tuple(words)]) if words else Counter()
    return Counter(zip(*(words[start:] for start in range(SHINGLE)), strict=False))


def overlap(found: str, gold: str) -> tuple[float, float, float]:
    left, right = shingles(found), shingles(gold)
    common = sum((left & right).values())
    precision = common / sum(left.values()) if left else float(not right)
    recall = common / sum(right.values()) if right else float(not left)
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def load(folder: Path, name: str) -> tuple[list[dict], dict[str, bytes]]:
    with gzip.open(folder / f"{name}_gold.jsonl.gz", "rt", encoding="utf-8") as stream:
        rows = [json.loads(line) for line in stream]
    with tarfile.open(folder / f"{name}.tar.gz") as archive:
        pages = {member.name: archive.extractfile(member).read() for member in archive.getmembers() if member.isfile()}
    return rows, pages


def judge(text: str, row: dict) -> tuple[float, float, float] | tuple[int, int, int, list[str], list[str]]:
    """One page: precision, recall and F1; or the snippets found, those wrongly there, those asked for, and which."""
    if "text" in row:
        return overlap(text, row["text"])
    flat = " ".join(text.split())
    missing = [snippet for snippet in row["must_contain"] if " ".join(snippet.split()) not in flat]
    wrong = [snippet for snippet in row["must_not_contain"] if " ".join(snippet.split()) in flat]
    asked = len(row["must_contain"])
    return asked - len(missing), len(wrong), asked, missing, wrong


def summarise(judged: list[tuple]) -> dict[str, float]:
    """Averages over pages; over snippets where the gold is snippets."""
    if len(judged[0]) == len(("precision", "recall", "f1")):
        precision, recall, f1 = (statistics.fmean(column) for column in zip(*judged, strict=True))
        return {"precision": precision, "recall": recall, "f1": f1}
    hits, wrong, asked = (sum(row[column] for row in judged) for column in range(3))
    precision, recall = hits / max(1, hits + wrong), hits / asked
    return {"precision": precision, "recall": recall, "f1": 2 * precision * recall / (precision + recall)}


def measure(rows: list[dict], pages: dict[str, bytes], system: Callable, details: list | None = None) -> dict:
    judged, seconds = [], 0.0
    for row in rows:
        html = decode(pages[row["page"]])
        started = time.process_time()
        text = system(html, row.get("url"))
        seconds += time.process_time() - started
        judged.append(judge(text, row))
        if details is not None:
            details.append((row["id"], *judged[-1]))
    return {**summarise(judged), "ms": 1000 * seconds / len(rows)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder with the page sets and their gold")
    parser.add_argument("--set", action="append", choices=("aeb", "trafilatura", "readability"))
    parser.add_argument("--system", action="append", choices=list(SYSTEMS))
    parser.add_argument("--details", type=Path, help="write the result of every page here")
    parser.add_argument(
        "--gate", action="store_true", help="measure a sample only, and fail where it is below its floor"
    )
    parser.add_argument("--write", action="store_true", help=f"write the table to {PAGE}")
    options = parser.parse_args()
    if options.gate:
        sys.exit(gate(options.data))
    lines = ["| set | pages | system | precision | recall | F1 | CPU ms a page |", "|---|---|---|---|---|---|---|"]
    print("\n".join(lines))
    for name in options.set or ("aeb", "trafilatura", "readability"):
        rows, pages = load(options.data, name)
        for label in options.system or SYSTEMS:
            details: list | None = [] if options.details else None
            found = measure(rows, pages, SYSTEMS[label], details)
            lines.append(
                f"| {name} | {len(rows)} | {label} | {found['precision']:.4f} | {found['recall']:.4f} | "
                f"{found['f1']:.4f} | {found['ms']:.0f} |"
            )
            print(lines[-1], flush=True)
            if options.details:
                path = options.details / f"{name}-{label.split(',')[0].replace(' ', '_')}.json"
                path.write_text(json.dumps(details, ensure_ascii=False, indent=0))
    if options.write:
        write(lines)


def gate(folder: Path) -> int:
    """0 where a fixed sample of every set is extracted at least as well as FLOORS says; else 1, and what is wrong.

    The floors belong to the very pages they were measured on. Lower one only for a reason that the commit tells.
    """
    failed = 0
    for name, (step, digest, floor) in FLOORS.items():
        rows, pages = load(folder, name)
        sample = sorted(rows, key=lambda row: row["id"])[::step]
        found = hashlib.sha256(b"".join(pages[row["page"]] for row in sample)).hexdigest()[:16]
        f1 = measure(sample, pages, ours)["f1"]
        verdict = "ok" if f1 >= floor else "BELOW"
        if found != digest:
            verdict = f"OTHER PAGES ({found}, the floor is for {digest})"
        failed |= verdict != "ok"
        print(f"{name:12} {len(sample):3} pages  F1 {f1:.4f}  floor {floor:.4f}  {verdict}", flush=True)
    return int(failed)


def write(lines: list[str]) -> None:
    text = PAGE.read_text(encoding="utf-8")
    head, _, rest = text.partition("<!-- table -->")
    tail = rest.partition("<!-- end -->")[2]
    PAGE.write_text(f"{head}<!-- table -->\n" + "\n".join(lines) + f"\n<!-- end -->{tail}", encoding="utf-8")


if __name__ == "__main__":
    main()
