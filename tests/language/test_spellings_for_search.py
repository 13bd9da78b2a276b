import pytest

from briefing.language.spellings_for_search import other_spellings


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("L'inflation recule", "inflation"),
        ("Qu’attend l’État ?", "etat"),
        ("dell'acqua potabile", "acqua"),
        ("Ørsted verkauft", "orsted"),
        ("Ankara'daki köprü", "ankara"),
        ("Профессор Семёнов", "семенов"),
        ("أعلنت البلدية", "اعلنت"),
        ("Łódź się zmienia", "lodz"),
        ("Die Straße nach Köln", "strasse"),
        ("Þingvellir", "thingvellir"),
        ("水库的水位", "水位"),
        ("古い橋を閉鎖", "閉鎖"),
    ],
)
def test_a_text_is_found_by_what_a_reader_types(text, typed):
    assert typed in other_spellings(text)


@pytest.mark.parametrize(
    "text",
    [
        "The council's bridge is shut.",
        "Aujourd'hui le maire part.",
        "O'Neill came",
        "Президент оголосив",
        "다리 수리를 승인했다",
    ],
)
def test_what_is_found_anyway_gets_no_other_spelling(text):
    assert other_spellings(text) == ()
