"""Main text of web pages: ours beside plain trafilatura and readability-lxml, on the same pages in the same run.

Two sets have the whole gold text: F1 over multisets of four-word shingles, averaged over pages, as in the article
extraction benchmark of Zyte. One has snippets that must and must not be there: precision, recall and F1 over snippets,
as in trafilatura's own evaluation. Run: python benchmarks/extraction.py DATA [--set NAME] [--write]
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import statistics
import tarfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from briefing.errors import ArticleError
from briefing.extract import extract
from briefing.records import Article
from briefing.text import decode

SHINGLE = 4
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


def measure(rows: list[dict], pages: dict[str, bytes], system: Callable, details: list | None) -> dict[str, float]:
    scores, hits, misses, wrong, right, seconds = [], 0, 0, 0, 0, 0.0
    for row in rows:
        html = decode(pages[row["page"]])
        started = time.perf_counter()
        text = system(html, row.get("url"))
        seconds += time.perf_counter() - started
        if "text" in row:
            scores.append(overlap(text, row["text"]))
            if details is not None:
                details.append((row["id"], *scores[-1]))
            continue
        flat = " ".join(text.split())
        for snippet in row["must_contain"]:
            hits, misses = (hits + 1, misses) if " ".join(snippet.split()) in flat else (hits, misses + 1)
        for snippet in row["must_not_contain"]:
            wrong, right = (wrong + 1, right) if " ".join(snippet.split()) in flat else (wrong, right + 1)
        if details is not None:
            kept = [s for s in row["must_contain"] if " ".join(s.split()) not in flat]
            bad = [s for s in row["must_not_contain"] if " ".join(s.split()) in flat]
            details.append((row["id"], len(kept), len(bad), kept, bad))
    if scores:
        precision, recall, f1 = (statistics.fmean(column) for column in zip(*scores, strict=True))
    else:
        precision, recall = hits / max(1, hits + wrong), hits / (hits + misses)
        f1 = 2 * precision * recall / (precision + recall)
    return {"precision": precision, "recall": recall, "f1": f1, "ms": 1000 * seconds / len(rows)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder with the page sets and their gold")
    parser.add_argument("--set", action="append", choices=("aeb", "trafilatura", "readability"))
    parser.add_argument("--system", action="append", choices=list(SYSTEMS))
    parser.add_argument("--details", type=Path, help="write the result of every page here")
    parser.add_argument("--write", action="store_true", help=f"write the table to {PAGE}")
    options = parser.parse_args()
    lines = ["| set | pages | system | precision | recall | F1 | ms a page |", "|---|---|---|---|---|---|---|"]
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


def write(lines: list[str]) -> None:
    text = PAGE.read_text(encoding="utf-8")
    head, _, rest = text.partition("<!-- table -->")
    tail = rest.partition("<!-- end -->")[2]
    PAGE.write_text(f"{head}<!-- table -->\n" + "\n".join(lines) + f"\n<!-- end -->{tail}", encoding="utf-8")


if __name__ == "__main__":
    main()
