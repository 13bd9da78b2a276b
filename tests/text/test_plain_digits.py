import pytest

from briefing.text.plain_digits import plain_digits


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("٢٠٢٦", "2026"),
        ("१,३५,०००", "1,35,000"),
        ("１，２００．５座", "1,200.5座"),
        ("在２０２６，桥", "在2026，桥"),
        ("a 12 ½ ²", "a 12 ½ ²"),
        ("кози 12", "кози 12"),
    ],
)
def test_digits_of_every_script_become_plain_in_their_places(text, plain):
    assert plain_digits(text) == plain
    assert len(plain_digits(text)) == len(text)
