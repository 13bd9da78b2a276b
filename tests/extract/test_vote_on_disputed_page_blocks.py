import pytest

from briefing.extract.vote_on_disputed_page_blocks import FEATURES, arbitrate, dispute
from briefing.text.html_to_text import Block

STORY = [
    Block(
        "paragraph", f"{opening} the council of Port Ellery heard how the iron bridge had come to crack in the {part}."
    )
    for opening, part in (
        ("On Monday", "first of its two northern piers"),
        ("Then", "deck above the tram line"),
        ("At last", "stones under the water line of the southern bank"),
    )
]
MENU = Block("item", "Weather and tides")
COMMENTS = [
    Block("paragraph", f"Reader number {number} thinks that the mayor should have known of all this many years ago.")
    for number in range(40)
]


def test_what_both_found_is_the_article():
    assert arbitrate(STORY, STORY) == STORY


def test_the_one_that_holds_all_of_the_other_is_taken():
    assert arbitrate(STORY[:2], STORY) == STORY


def test_one_that_lacks_a_part_is_not():
    assert arbitrate(STORY, STORY[:2]) == STORY


def test_what_the_vote_takes_from_the_first_is_no_reason_against_the_second():
    caption = Block("caption", "The northern pier of the iron bridge in March")
    second = [STORY[0], caption, *STORY[1:]]
    assert arbitrate([*STORY, MENU], second) == second
    assert arbitrate([*STORY, COMMENTS[0]], second, lambda _: 1.0) == [*STORY, COMMENTS[0]]


def test_captions_are_never_in_dispute():
    caption = Block("caption", "The northern pier of the iron bridge in March")
    assert dispute([*STORY, caption], STORY, second=True) == []
    assert arbitrate(STORY, [*STORY, caption], lambda _: 0.0) == [*STORY, caption]


def test_a_row_of_other_headlines_is_less_probable_than_one_line_alone():
    alone, row = (dispute([*STORY, *[MENU] * count], STORY, second=True)[0] for count in (1, 12))
    size = FEATURES.index("log(1 + words in dispute beside it)")
    assert row.features[size] > alone.features[size]


def test_a_label_after_the_end_that_only_one_has_goes():
    assert arbitrate(STORY, [*STORY, MENU]) == STORY


def test_comments_taken_for_the_article_give_way_to_the_article_within():
    story = STORY * 7
    assert arbitrate([*story, *COMMENTS * 3], story) == story


def test_hardly_anything_gives_way_to_more():
    assert arbitrate([Block("paragraph", "We use cookies.")], STORY) == STORY


@pytest.mark.parametrize(("first", "second"), [([], []), ([], STORY), (STORY, [])])
def test_nothing_is_no_obstacle(first, second):
    assert arbitrate(first, second) == (first or second)


def test_two_that_have_nothing_in_common_do_not_judge_each_other():
    assert dispute(STORY, COMMENTS, second=False) == []
    assert arbitrate(STORY, COMMENTS) == STORY


def test_a_dispute_says_what_speaks_for_a_block():
    (only,) = dispute([*STORY, MENU], STORY, second=True)
    features = dict(zip(FEATURES, only.features, strict=True))
    assert only.index == len(STORY)
    assert (features["list item"], features["after what is agreed"], features["from the second"]) == (1, 1, 1)
    assert features["ends as a sentence"] == 0
    assert 0.9 < features["share agreed on"] < 1
