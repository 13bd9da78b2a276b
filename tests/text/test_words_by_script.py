import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.text.words_by_script import count, has_spaces, is_plain, words


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("港务局周五关闭了旧码头。", 6, 9),
        ("港は金曜日に閉鎖された。", 5, 8),
        ("ท่าเรือเก่าปิดเมื่อวันศุกร์", 4, 8),
        ("បន្ទាយចាស់ត្រូវបានបិទ", 3, 8),
        # Scripts with spaces have as many words as they show, marks and all.
        ("बंदरगाह शुक्रवार को बंद हुआ।", 5, 5),
        ("أغلق الميناء القديم يوم الجمعة.", 5, 5),
        ("항구는 금요일에 문을 닫았다.", 4, 4),
        ("The port's old quay closed on Friday.", 7, 7),
        ("", 0, 0),
        # Both in one text.
        ("ACME公司周五关闭了旧码头 in Port Ellery", 8, 12),
    ],
)
def test_words_are_counted_in_any_script(text, least, most):
    assert least <= count(text) <= most


def test_words_without_spaces_are_pairs_of_characters_and_words_with_marks_stay_whole():
    assert words("旧码头关闭") == ["旧码", "码头", "头关", "关闭"]
    assert words("iPhone的价格涨了3.5元")[:2] == ["iPhone", "的价"]
    assert "3.5" in words("价格涨了3.5元")
    assert words("बंदरगाह बंद हुआ") == ["बंदरगाह", "बंद", "हुआ"]
    assert words("the port's 3.5 million") == ["the", "port's", "3.5", "million"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("旧码头关闭 (Port Ellery)", True), ("Port Ellery closed its old quay (旧码头)", False), ("порт закрыт", False)],
)
def test_a_text_is_without_spaces_where_most_of_its_letters_are(text, expected):
    assert has_spaces(text) is not expected


@given(st.text(max_size=200))
def test_any_text_has_words(text):
    assert count(text) >= 0
    assert "".join(words(text)) or not is_plain(text) or not any(map(str.isalnum, text))
