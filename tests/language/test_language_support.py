import pytest

from briefing.language.language_support import PARTS, missing


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ()),
        ("fr", ("outcomes that differ",)),
        ("sw", PARTS),
        ("th", PARTS),
    ],
)
def test_what_a_language_lacks_is_off(language, expected):
    assert missing(language) == expected


def test_number_words_alone_do_not_make_conflicts_or_cuts():
    off = missing("ar")
    assert "numbers in words" not in off
    assert {"shortening", "figures that differ"} <= set(off)
