"""docs/languages.md says of each language what the program says."""

import re
from pathlib import Path

from briefing.language.language_support import PARTS, missing
from briefing.render.translations import offered

PAGE = (Path(__file__).parents[1] / "docs" / "languages.md").read_text(encoding="utf-8")
# The first table of the page; the others have what was measured.
TABLE = re.search(r"(?:^\|.*\n)+", PAGE, re.MULTILINE)[0]
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in TABLE.splitlines() if line.startswith("| ")]


def test_the_table_says_what_works():
    head, *rows = ROWS
    assert tuple(head[2:-1]) == PARTS
    for name, _, *works, labels in rows:
        code = re.search(r"`(\w+)`", name)[1]
        assert works == ["no" if part in missing(code) else "yes" for part in PARTS], name
        assert labels == ("yes" if code in offered() else "no"), name


def test_every_language_with_words_or_labels_is_in_the_table():
    from briefing.language import CODES

    listed = {re.search(r"`(\w+)`", row[0])[1] for row in ROWS[1:]}
    assert listed >= {*CODES, *offered()}
