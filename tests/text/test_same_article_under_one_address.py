import pytest

from briefing.text.same_article_under_one_address import is_same, is_version

BRIDGE = "The council of Tarn shut the iron bridge on Monday, after engineers had found cracks in two of its piers. "
BREAD = "A baker from Ode won the prize of the county for rye bread, which her mother had won three times before her. "
MORE = "Buses take the road along the lake until the repairs are done in May, the town hall says. "


@pytest.mark.parametrize(
    ("one", "other", "full", "expected"),
    [
        (("Bridge shut", BRIDGE), ("Bridge shut", BRIDGE + MORE), True, True),
        (("Bridge shut", BRIDGE), ("Iron bridge closed", BRIDGE + MORE), True, True),
        (("Bridge shut", BRIDGE), ("Bridge shut", MORE), False, True),
        (("Bridge shut", BRIDGE), ("Rye bread wins", BREAD), True, False),
        (("Bridge shut", BRIDGE), ("Rye bread wins", BREAD), False, False),
        (("Notices", BRIDGE), ("Notices", BREAD), True, False),
        ((None, BRIDGE), (None, BREAD), True, False),
        ((None, BRIDGE), (None, BRIDGE.upper()), True, True),
    ],
)
def test_a_version_keeps_its_title_or_runs_of_its_words(one, other, full, expected):
    assert is_version(*one, *other, full=full) is expected
    assert is_version(*other, *one, full=full) is expected


def test_the_same_words_are_the_same_article():
    assert is_same("A", BRIDGE, "B", BRIDGE.replace(",", ";"))
    assert not is_same("A", BRIDGE, "A", BREAD)
