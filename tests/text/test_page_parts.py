import pytest

from briefing.text.html_to_text import parse_html
from briefing.text.page_parts import content, has_parts, part_headings


def shown(heading):
    tree = parse_html(f"<html><body><h1>{heading}</h1></body></html>")
    part_headings(tree)
    return content(tree.find(".//h1"))


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("<span>Politik</span><span>Der Rat sagt nein</span>", "Politik Der Rat sagt nein"),
        ("<small>Storm:</small>Quay wall falls at Lorn", "Storm: Quay wall falls at Lorn"),
        ("Quay wall falls<br>Three boats sink", "Quay wall falls Three boats sink"),
        ("<span>The quay wall fell.</span><em>“Nobody was there”</em>", "The quay wall fell. “Nobody was there”"),
        # A large first letter, a name in two parts, a mark behind a name, and a blank that is there.
        ("<span>Q</span>uay wall falls", "Quay wall falls"),
        ("<b>Mc</b><b>Lorn</b>", "McLorn"),
        ("<em>The Echo</em>’s view", "The Echo’s view"),
        ("<span>Politik</span> <span>Der Rat</span>", "Politik Der Rat"),
        ("Quay <em>wall</em> falls", "Quay wall falls"),
    ],
)
def test_what_stands_above_a_headline_does_not_run_into_it(heading, expected):
    assert shown(heading) == expected


def test_a_page_is_parsed_again_only_for_a_heading_with_parts():
    assert has_parts("<h1 class=a><span>Storm</span>Wall falls</h1>")
    assert not has_parts("<h1>Wall falls</h1><p><b>Storm</b></p>")
