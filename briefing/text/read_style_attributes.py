"""What an element's `style` says, for the few properties that decide whether its words are seen.

Declarations are read whole: `font-size:0.9em` is small, `font-size:0` is hidden.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

__all__ = ["declarations", "hides", "is_struck", "is_zero", "shrinks", "vertical_shift"]

_DECLARATION = re.compile(r"(?<![\w-])([\w-]++)\s*:\s*([^;]+)")
_ZERO = re.compile(r"[+-]?(?:0+(?:\.0*)?|\.0+)(?:[a-z]{1,4}|%)?")
_RELATIVE = re.compile(r"(?<![\d.])[\d.]++\s*(?:em|ex|ch|%)|smaller|larger|inherit")


def declarations(style: str | None) -> dict[str, str]:
    """The declarations of a style, lower case and without `!important`."""
    if not style:
        return {}
    return {
        name: value.partition("!")[0].strip() for name, value in _DECLARATION.findall(style.lower()) if value.strip()
    }


def is_zero(value: str | None) -> bool:
    """Whether a length is nothing: `0`, `0px`, `0.0em`, but not `0.9em`."""
    return bool(value and _ZERO.fullmatch(value))


def hides(style: Mapping[str, str]) -> bool:
    """Whether a style hides an element with all that is in it."""
    return (
        style.get("display") == "none"
        or style.get("visibility") in ("hidden", "collapse")
        or style.get("mso-hide") == "all"
        or (is_zero(style.get("max-height")) and style.get("overflow") != "visible")
    )


def shrinks(style: Mapping[str, str]) -> bool | None:
    """Whether a style makes letters vanish (True) or gives them a size again (False); None where it says nothing."""
    size = style.get("font-size")
    if size is None or _RELATIVE.fullmatch(size):
        return True if is_zero(size) else None
    return is_zero(size)


def is_struck(style: Mapping[str, str]) -> bool:
    """Whether a style draws a line through the words."""
    return "line-through" in f"{style.get('text-decoration', '')} {style.get('text-decoration-line', '')}"


def vertical_shift(style: Mapping[str, str]) -> str | None:
    """`sup` or `sub` where a style raises or lowers letters."""
    return {"super": "sup", "sub": "sub"}.get(style.get("vertical-align", ""))
