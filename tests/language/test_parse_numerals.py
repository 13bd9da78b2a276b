import pytest

from briefing.language.parse_numerals import digits


@pytest.mark.parametrize(
    ("raw", "decimal", "value", "step"),
    [
        ("1,234", ".", 1234, 1),
        ("1,234", ",", 1.234, 0.001),
        ("1.234", ",", 1234, 1),
        ("1.234", ".", 1.234, 0.001),
        ("1,234.5", ".", 1234.5, 0.1),
        ("1.234,5", ",", 1234.5, 0.1),
        ("1 200", ",", 1200, 100),
        ("1 200", ".", 1200, 100),
        ("1'200", ".", 1200, 100),
        ("1,234,567", ",", 1234567, 1),
        ("2,4", ",", 2.4, 0.1),
        ("2,4", ".", 2.4, 0.1),
        ("0.500", ",", 0.5, 0.001),
        ("1,200", "", 1200, 100),
        ("1,20", "", 1.2, 0.01),
        ("4500", ".", 4500, 100),
        ("20", ".", 20, 10),
        ("7", ".", 7, 1),
    ],
)
def test_a_mark_before_three_digits_groups_them_unless_it_is_the_decimal_mark(raw, decimal, value, step):
    assert digits(raw, decimal) == (pytest.approx(value), pytest.approx(step))
