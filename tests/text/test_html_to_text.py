import pytest

from briefing.text.html_to_text import blocks, is_html, is_page, plain


def kinds(html):
    return [(block.kind, block.text) for block in blocks(html)]


def test_blocks_in_reading_order_with_their_kinds():
    html = (
        "<h2>Head</h2><p>One <b>bold</b>word<br>next</p><ul><li>x</li><li>y</li></ul><blockquote><p>q</p></blockquote>"
    )
    assert kinds(html) == [
        ("heading", "Head"),
        ("paragraph", "One boldword next"),
        ("item", "x"),
        ("item", "y"),
        ("quote", "q"),
    ]


def test_two_line_breaks_part_paragraphs_and_text_between_blocks_is_kept():
    assert kinds("a<br><br>b<p>c</p>d") == [("paragraph", text) for text in "abcd"]


def test_a_list_of_nothing_but_lines_is_taken_apart_and_a_broken_sentence_is_not():
    assert kinds("<p>a rope<br>a lamp<br>two oars<br>a flask of tea</p>") == [
        ("paragraph", text) for text in ("a rope", "a lamp", "two oars", "a flask of tea")
    ]
    assert kinds("<p>We went.<br>They did not.<br>It rained.<br>It stopped.</p>") == [
        ("paragraph", "We went. They did not. It rained. It stopped.")
    ]
    assert kinds("<p>a\x1eb<br>c</p>") == [("paragraph", "a b c")]


def test_a_table_that_lays_out_the_page_holds_paragraphs_and_lists_and_one_of_figures_rows():
    html = "<table><tr><td><a href='/'>Home</a></td><td>One.<br><br>Two.<ul><li>a</li></ul>Three.</td></tr></table>"
    assert kinds(html) == [
        ("paragraph", "Home"), ("paragraph", "One."), ("paragraph", "Two."), ("item", "a"), ("paragraph", "Three."),
    ]  # fmt: skip
    long = "The council met. " * 20
    assert kinds(f"<table><tr><td>{long}</td></tr></table>") == [("paragraph", long.strip())]
    assert kinds("<table><tr><td><p>1990</p></td><td><p>4,100</p></td></tr></table>") == [("table", "1990 4,100")]


def test_what_is_hidden_or_no_text_is_left_out():
    html = (
        "<p>seen</p><script>alert(1)</script><style>p{}</style><div style='display:none'>preheader</div>"
        "<p hidden>h</p><form><input value=x></form><p aria-hidden='true'>z</p>"
    )
    assert plain(html) == "seen"


def test_the_share_of_linked_words_is_known():
    found = blocks("<p><a href='/'>View in browser</a></p><p>Read <a href='/'>this</a> or not</p>")
    assert found[0].linked == 1.0
    assert found[1].linked < 0.5


def test_hostile_markup_is_only_text():
    assert plain("<p>a\x00b &lt;script&gt;</p>") == "ab <script>"
    assert plain("<div>" * 5000 + "deep") == ""
    assert plain("") == plain("<!-- only a comment -->") == ""
    assert plain("no tags & no entities") == "no tags & no entities"


def test_pages_are_told_from_fragments():
    assert is_page("<!DOCTYPE html><p>x")
    assert is_page("<html lang=en>")
    assert not is_page("<p>the <b>html</b> standard")


@pytest.mark.parametrize(
    "style",
    ["font-size:0.9em", "font-size: .875rem", "font-size:00.5em", "max-height:0.5in", "max-height:0.25em",
     "max-height:0;overflow:visible", "line-height:0", "display:block"],
)  # fmt: skip
def test_small_is_not_hidden(style):
    assert plain(f"<div style='{style}'>The ferry sails.</div>") == "The ferry sails."


@pytest.mark.parametrize(
    "style",
    ["font-size:0", "font-size: 0px !important", "max-height:0.0em;overflow:hidden", "DISPLAY : none", "mso-hide:all",
     "color:#fff; visibility:hidden"],
)  # fmt: skip
def test_what_a_style_hides_stays_out(style):
    assert plain(f"<div style='{style}'>Preheader.</div><p>The ferry sails.</p>") == "The ferry sails."


def test_letters_without_size_hide_only_those_that_get_none_further_in():
    cell = (
        "<table><tr><td style='font-size:0px'>gap<div style='font-size:13px'>The ferry sails.</div></td></tr></table>"
    )
    assert plain(cell) == "The ferry sails."
    assert plain("<div style='font-size:0'><b style='font-size:2em'>gap</b></div><p>x</p>") == "x"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("<p>The ferry sails.</p><p>It is late.</p>", True),
        ("\n<!-- x --><div>The ferry sails.<br>It is late.</div>", True),
        ("<!DOCTYPE html><html><body>The ferry sails.</body></html>", True),
        ("< 9 metres is free, > 9 metres is not.", False),
        ("The tag <p> opens a paragraph, </p> closes it.", False),
        ("<Anna> It is late.</p>", False),
    ],
)
def test_what_is_plainly_html(content, expected):
    assert is_html(content) is expected
