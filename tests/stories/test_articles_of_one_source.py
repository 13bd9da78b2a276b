import random

from conftest import make_document

from briefing.stories.articles_of_one_source import syndication_groups


def _text(seed, length=60):
    chooser = random.Random(seed)
    return " ".join(f"word{chooser.randrange(500)}" for _ in range(length)) + "."


def _document(name, text, outlet=None):
    return make_document(text, name=name, outlet=outlet)


def test_one_outlet_and_one_text_are_one_group_also_through_a_third():
    agency = _text(1)
    documents = [
        _document("a", _text(2), "Post"),
        _document("b", agency, "Wire"),
        _document("c", _text(3), "Courier"),
        _document("d", agency + " " + _text(4, 20), "POST"),
        _document("e", _text(5)),
        _document("f", _text(6)),
    ]
    # b and d print one text, d and a are one outlet.
    assert syndication_groups(documents) == [0, 0, 2, 0, 4, 5]


def test_a_text_cut_short_is_found_whichever_comes_first_and_half_a_text_is_not():
    text = _text(1)
    words = text.split()
    short, mixed = " ".join(words[:20]), " ".join([*words[:20], *_text(9, 40).split()])
    assert syndication_groups([_document("a", short), _document("b", text)]) == [0, 0]
    assert syndication_groups([_document("a", text), _document("b", short)]) == [0, 0]
    assert syndication_groups([_document("a", text), _document("b", mixed)]) == [0, 1]


def test_texts_too_short_to_compare_are_groups_of_their_own():
    assert syndication_groups([_document("a", "Closed."), _document("b", "Closed.")]) == [0, 1]
    assert syndication_groups([]) == []
