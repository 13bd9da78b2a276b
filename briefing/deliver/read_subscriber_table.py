"""A table of subscribers as office programs write it -> its rows as plain values, each with its line.

Commas, semicolons, tabs and bars separate columns; the heading says which. It may be in any of the languages that
labels are offered in, or missing: then the column with the addresses is found by them.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefing.errors import DeliveryError
from briefing.language.subscriber_table_headings import column_of
from briefing.text.email_addresses import mailbox, one_line

__all__ = ["Row", "decode", "rows"]

_SEPARATORS = ",;\t|"
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True, slots=True)
class Row:
    """The values of one reader by column (`address`, `name`, `hour`, …), and the line they end on.

    `unknown` is the heading of a column that stands for nothing; such a row has no values.
    """

    line: int
    values: dict[str, str]
    unknown: str = ""


def decode(path: Path) -> str:
    """The text of a table, in UTF-8 or (with its mark) UTF-16. Raises DeliveryError."""
    try:
        content = path.read_bytes()
        encoding = next((name for mark, name in _BOMS if content.startswith(mark)), "utf-8")
        return content.decode(encoding)
    except (OSError, UnicodeDecodeError) as error:
        raise DeliveryError(
            "the list of readers cannot be read as UTF-8 text", subject=str(path), hint="Save it as CSV in UTF-8."
        ) from error


def rows(text: str) -> Iterator[Row]:
    """The readers of a table, in order; first the headings that are not understood. Blank lines and `#` are skipped."""
    text, skipped = _without_separator_line(text)
    table = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), skipinitialspace=True)
    columns: list[str] | None = None
    for cells in _cells(table):
        line = table.line_num + skipped
        if not any(cell.strip() for cell in cells) or cells[0].lstrip().startswith("#"):
            continue
        if columns is None:
            columns = _heading(cells)
            if columns is not None:
                yield from (Row(line, {}, name) for name in columns if name not in _KNOWN)
                continue
            columns = _by_position(cells)
        yield Row(line, _values(columns, cells))


_KNOWN = (
    "address",
    "name",
    "first_name",
    "last_name",
    "format",
    "language",
    "sections",
    "weekdays",
    "hour",
    "interests",
    "mutes",
    "alerts",
)


def _cells(table: Iterator[list[str]]) -> Iterator[list[str]]:
    """The cells of each row. Raises DeliveryError for what is no table, such as a field that does not end."""
    try:
        yield from table
    except csv.Error as error:
        raise DeliveryError("the list of readers is not a table", hint="Save it as CSV in UTF-8.") from error


def _without_separator_line(text: str) -> tuple[str, int]:
    """The text without the `sep=;` that spreadsheets put before a table, and how many lines that were."""
    found = re.match(r"sep=.\r?\n", text, re.IGNORECASE)
    return (text[found.end() :], 1) if found else (text, 0)


def _separator(text: str) -> str:
    """The sign that separates the columns: the one that the first line that says something has most of."""
    lines = (line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#"))
    first = re.sub(r'"[^"]*"', "", next(lines, ""))
    return max(_SEPARATORS, key=first.count)


def _heading(cells: Sequence[str]) -> list[str] | None:
    """The columns that a first row names; None where it is a reader already."""
    columns = [column_of(cell) or cell.strip() for cell in cells]
    return columns if "address" in columns and not any("@" in cell for cell in cells) else None


def _by_position(cells: Sequence[str]) -> list[str]:
    """The columns of a table without a heading: the first address, and beside it a name."""
    place = next((number for number, cell in enumerate(cells) if "@" in cell), 0)
    others = iter(["name"])
    return ["address" if number == place else next(others, "") for number in range(len(cells))]


def _values(columns: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    values = {name: cell for name, cell in zip(columns, cells, strict=False) if name in _KNOWN and cell.strip()}
    first, last = values.pop("first_name", "").strip(), values.pop("last_name", "").strip()
    if "name" not in values and (first or last):
        values["name"] = f"{first} {last}".strip()
    return values | _mailbox(values.get("address", ""), values.get("name", ""))


def _mailbox(address: str, name: str) -> dict[str, str]:
    """`Ann Lee <ann@example.org>` in the column of addresses is an address with a name; else nothing."""
    if "<" not in address:
        return {}
    try:
        found = mailbox(one_line(address))
    except DeliveryError:
        return {}
    return {"address": f"{found.username}@{found.domain}", "name": name or found.display_name}
