"""Golden files: what a person has read and found right, and what the program must give again.

`UPDATE_GOLDEN=1 python3 dev.py test -m golden` writes all of them anew; the diff is then what a reviewer reads.
"""

from __future__ import annotations

import os
from pathlib import Path


def golden(path: Path, content: str) -> str:
    """The text of the golden file at `path`, which is replaced by `content` first where an update is asked for."""
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return path.read_text(encoding="utf-8")
