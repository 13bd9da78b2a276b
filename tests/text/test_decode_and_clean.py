import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.text.decode_and_clean import clean, decode, one_line, paragraphs, unwrap

FRENCH = "L’été dernier, la préfète a fermé le café du théâtre « Où ça ? » à Besançon."
RUSSIAN = "Министры иностранных дел договорились о новой встрече в ноябре, сообщили в правительстве. " * 4


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_a_byte_order_mark_or_the_look_of_it_tells_the_encoding(encoding):
    assert decode(FRENCH.encode(encoding)) == FRENCH


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r"])
def test_cyrillic_code_pages_are_told_apart(encoding):
    assert decode(RUSSIAN.encode(encoding)) == RUSSIAN


def test_the_page_and_the_server_may_declare_the_encoding():
    page = '<meta charset="windows-1251"><p>' + RUSSIAN
    assert RUSSIAN in decode(page.encode("cp1251"))
    assert decode(RUSSIAN.encode("koi8-r"), "koi8-r") == RUSSIAN
    assert decode("café".encode("cp1252"), "no-such-encoding") == "café"


def test_latin_1_means_windows_1252():
    assert decode(b"\x93quoted\x94 \xe9", "iso-8859-1") == "“quoted” é"


@given(st.binary(max_size=300))
def test_decoding_never_fails(data):
    assert isinstance(decode(data), str)


def test_invisible_characters_go_and_those_that_scripts_need_stay():
    assert clean("a\x00b\u200bc\u202ed\ufeffe\u00adf") == "abcdef"
    assert clean("نمی\u200cخواهم") == "نمی\u200cخواهم"
    assert clean("e\u0301\r\nx\ry\u2028z") == "é\nx\ny\nz"
    assert clean("a\u00a0b\tc") == "a b c"


@given(st.text(alphabet=st.characters(codec=None), max_size=200))
def test_cleaning_is_idempotent_and_leaves_text_that_can_be_written(text):
    once = clean(text)
    assert clean(once) == once
    once.encode("utf-8")


def test_a_title_is_one_line_of_bounded_length():
    assert one_line(" a\n b\u200b ") == "a b"
    assert one_line("x" * 10_000_000) == "x" * 499 + "…"
    assert one_line(" \n") is None
    assert one_line(None) is None


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
