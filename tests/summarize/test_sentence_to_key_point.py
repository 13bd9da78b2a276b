"""From a chosen sentence to a key point: what is cut, what is named in brackets, what stays the evidence."""

from __future__ import annotations

from briefing.records import Document
from briefing.summarize.sentence_to_key_point import key_point

LONG = "The ferry Aldis (pictured in the harbour) sank off Port Ellery on Sunday."


def document(*sentences):
    text, spans = "", []
    for sentence in sentences:
        start = len(text)
        text += sentence + " "
        spans.append((start, start + len(sentence)))
    return Document("a", "a.txt", text, tuple(spans))


def test_a_compressed_point_keeps_the_whole_sentence_as_its_evidence():
    made = document(LONG)
    point = key_point(made, 0, 0.5, compressed=True)
    assert point.kind == "compressed"
    assert point.text == "The ferry Aldis sank off Port Ellery on Sunday."
    assert [item.quote(made) for item in point.evidence] == [LONG]


def test_without_compression_the_sentence_stays_as_it_is():
    point = key_point(document(LONG), 0, 0.123456, compressed=False)
    assert (point.kind, point.text, point.score) == ("verbatim", LONG, 0.1235)


def test_nothing_to_cut_is_verbatim_though_white_space_is_made_single():
    point = key_point(document("The ferry sank\n off Port Ellery on Sunday."), 0, 0.5, compressed=True)
    assert (point.kind, point.text) == ("verbatim", "The ferry sank off Port Ellery on Sunday.")


def test_a_certain_name_stands_in_brackets_and_brings_its_sentence():
    made = document("Mara Tesk, 41, resigned on Friday after two years.", "She will go back to teaching in the autumn.")
    point = key_point(made, 1, 0.5, compressed=True)
    assert point.kind == "compressed"
    assert point.text == "[Mara Tesk] will go back to teaching in the autumn."
    assert [item.quote(made) for item in point.evidence] == [made.sentence(1), made.sentence(0)]


def test_an_uncertain_name_is_left_alone():
    made = document(
        "Mara Tesk, 41, resigned on Friday after Ivo Brandt left.", "She will go back to teaching in the autumn."
    )
    point = key_point(made, 1, 0.5, compressed=True)
    assert (point.kind, len(point.evidence)) == ("verbatim", 1)


def test_the_bullet_of_an_item_goes_and_so_does_its_number_beside_another():
    made = document("• The ferry sank off Port Ellery on Sunday.", "2. Two of its crew are missing.", "3. All is calm.")
    shown = [key_point(made, index, 0.5, compressed=True).text for index in range(3)]
    assert shown == ["The ferry sank off Port Ellery on Sunday.", "Two of its crew are missing.", "All is calm."]


def test_a_number_that_stands_alone_is_part_of_the_name():
    made = document("1. FC Nordend beat the guests from Port Ellery.", "The game was short.")
    assert key_point(made, 0, 0.5, compressed=True).kind == "verbatim"
