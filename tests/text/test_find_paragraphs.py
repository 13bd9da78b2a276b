from hypothesis import given
from hypothesis import strategies as st

from briefing.text.find_paragraphs import paragraphs, unwrap


def test_hard_wrapped_lines_are_one_paragraph():
    text = (
        "The council of the town met on Monday evening to talk about the closing\n"
        "of the bridge, which has stood since the year 1846 and carries about six\n"
        "thousand vehicles on an ordinary working day.\n\nA second paragraph."
    )
    assert [text[start:end].count("\n") for start, end in paragraphs(text)] == [2, 0]
    assert (
        unwrap(text)
        .split("\n\n")[0]
        .endswith(
            "closing of the bridge, which has stood since the year 1846 and carries "
            "about six thousand vehicles on an ordinary working day."
        )
    )


def test_one_paragraph_a_line_stays_so():
    text = "A long first line that says a lot. " * 5 + "\nShort one.\n" + "Another long line with words. " * 6
    assert len(paragraphs(text)) == 3


def test_list_lines_are_not_joined():
    assert len(paragraphs("Milk\nBread\nButter and jam\n")) == 3


@given(st.text(alphabet="ab. \n", max_size=200))
def test_paragraphs_are_trimmed_ordered_and_cover_all_words(text):
    spans = paragraphs(text)
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)
    assert spans == sorted(spans)
    assert "".join("".join(text[s:e].split()) for s, e in spans) == "".join(text.split())
