import pytest

from briefing.stories.repeated_words import parts, repeated


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("洛恩市，桥", ["洛恩", "恩市"]),
        ("オルランの橋が", ["oruran"]),
        ("로른시는 다리를", ["로른", "다리"]),
        ("สะพาน", ["สะพ", "ะพา", "พาน"]),
        ("בלורן נפל", ["לורן", "נפל"]),
        ("लोर्न में पुल", ["लोर्न", "पुल"]),
        ("Orlan公司", ["orlan", "公司"]),
        ("в Лорне упал Пётр", ["lorne", "upal", "petr"]),
        ("Lorn'daki köprü", ["lorn", "kopru"]),
    ],
)
def test_what_may_be_a_part_of_a_name_depends_on_the_script(text, expected):
    assert list(parts(text)) == expected


def test_what_comes_again_counts_by_how_often():
    opening = "洛恩的桥塌了。"
    text = opening + "洛恩市长说，桥是旧的。洛恩封路。洛恩停课。周二开会。"
    assert repeated(opening, text) == {"洛恩": 2.0}


def test_nothing_of_an_opening_that_is_not_said_again_counts():
    assert repeated("洛恩的桥塌了。", "洛恩的桥塌了。市长去了。") == {}
