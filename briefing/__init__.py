"""A news briefing from your own sources, in which every key point carries the sentence it came from."""

from __future__ import annotations

__version__ = "0.1.0"
