import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.text.decode_and_clean import clean, decode, one_line

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


GERMAN = "Der Rat hält die Prüfer für zu langsam, größtenteils jedenfalls."


@pytest.mark.parametrize("broken", [b" \xe2\x80", b"\xa0 ", b"\xff", b" \xd0"])
@pytest.mark.parametrize("declared", ["utf-8", None, "iso-8859-1"])
def test_one_broken_byte_does_not_make_utf_8_another_encoding(broken, declared):
    text = decode(GERMAN.encode() + broken + b" Ende.", declared)
    assert GERMAN in text
    assert "�" in text


@pytest.mark.parametrize(
    ("data", "declared", "text"),
    [
        # What was never UTF-8 stays what it is, though it says so.
        (GERMAN.encode("cp1252"), "utf-8", GERMAN),
        (b"the harbour master\x92s boat", "utf-8", "the harbour master’s boat"),
        ("the fee is £9 ".encode() + b"\xff", "utf-8", "the fee is £9 �"),
        # A cut character at the end of plain English is not a euro sign.
        (b"the boat is late \xe2\x80", None, "the boat is late �"),
    ],
)
def test_how_much_of_utf_8_is_enough(data, declared, text):
    assert decode(data, declared) == text


@pytest.mark.parametrize(
    ("text", "encoding", "label"),
    [
        ("Gemi “kapandı” dedi", "cp1254", "iso-8859-9"),
        ("Prom „zatonął” – podano", "cp1250", "iso-8859-2"),
        ("水位が①メートル下がった", "cp932", "x-sjis"),
        ("水位下降，镕基说", "gb18030", "gb2312"),
        ("港の水位が下がった", "iso2022_jp", "ISO-2022-JP"),
        ("港の水位が下がった", "iso2022_jp", None),
        ("Fähre für Züge", "utf-7", "utf-7"),
    ],
)
def test_encodings_are_what_browsers_and_mail_programs_take_them_for(text, encoding, label):
    assert decode(text.encode(encoding), label) == text


def test_a_page_that_claims_utf_7_is_read_as_plain_text():
    page = "<meta charset=utf-7>+ADw-b+AD4-"
    assert decode(page.encode()) == page


def test_a_shift_jis_text_with_one_broken_character_stays_readable():
    text = "港の水位が三メートル下がったと市は発表した。"
    assert decode(text.encode("cp932") + b"\x81", "shift_jis") == text + "�"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["L’été à Tarn : le conseil a fermé le pont.", "<html>Мост закрыт до весны.", "Shut."])
def test_utf_16_is_known_without_its_mark(text, encoding):
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("data", [b"\0" * 40 + b"<p>", b"a\0b c d e f g", b"Tarn\0 is a lake.", b"", b"\0"])
def test_stray_zeros_do_not_make_text_utf_16(data):
    assert decode(data) == data.decode()
