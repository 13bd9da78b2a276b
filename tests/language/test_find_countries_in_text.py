from __future__ import annotations

import pytest

from briefing.language.find_countries_in_text import countries


@pytest.mark.parametrize(
    ("text", "language", "codes"),
    [
        ("The U.S. has more ferries than Norway.", "en", {"US", "NO"}),
        ("US ferries", "en", {"US"}),
        ("a UK ferry", "en", {"GB"}),
        ("La Norvège et les États-Unis", "fr", {"NO", "US"}),
        ("The ferry of Tarn", "en", set()),
        ("let us go, IT people", "en", set()),
    ],
)
def test_countries_are_known_by_name_and_abbreviation(text, language, codes):
    assert countries(text, language) == codes
