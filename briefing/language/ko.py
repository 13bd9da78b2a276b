"""Korean: its scales and denials. No function that needs other words works yet."""

from __future__ import annotations

import re

from briefing.language.language_words import Language, NumberWords, forms

__all__ = ["LANGUAGE"]

LANGUAGE = Language(
    code="ko",
    numbers=NumberWords(scales=forms(("백", 1e2), ("천", 1e3), ("만", 1e4), ("억", 1e8), ("조", 1e12))),
    # Not "not only".
    denial=re.compile(r"않|못(?:하|했|한|할|해)|(?<!뿐만 )(?<!뿐 )아니(?!라\s*[가-힣]+도)|없(?!이도)|(?<![가-힣])안\s"),
)
