import pytest

from briefing.text.html_to_text import plain


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("sank <del>40</del> <ins>4</ins> boats", "sank 4 boats"),
        ("<s>7,000</s> 700 crowns", "700 crowns"),
        ("<strike>Two</strike> Three men", "Three men"),
        ("<span style='color:red; text-decoration: line-through'>9</span> 8 lorries", "8 lorries"),
        ("spilt 10<sup>7</sup> litres", "spilt 10⁷ litres"),
        ("1.2 × 10<sup>12</sup> cells at 10<sup>−3</sup> bar", "1.2 × 10¹² cells at 10⁻³ bar"),
        ("10<span style='vertical-align: super'>9</span> cells", "10⁹ cells"),
        ("for 2<sup>1</sup>/<sub>2</sub> hours", "for 2½ hours"),
        ("a 3<sup>5</sup>⁄<sub>16</sub> inch bolt", "a 3 5/16 inch bolt"),
        ("<sup>3</sup>/<sub>4</sub> of them", "¾ of them"),
        ("of 30 miles<sup>2</sup> and x<sup>2</sup>", "of 30 miles² and x²"),
        ("opened in 1894<sup>2</sup>, closed in 1931<sup><a href='#n5'>5</a></sup>", "opened in 1894, closed in 1931"),
        ("the mill<sup>[12]</sup> of 1,200<sup>3</sup> men", "the mill of 1,200 men"),
        ("in 10<sup class='footnote-ref'>4</sup> towns", "in 10 towns"),
        ("the <sup>14</sup>C test", "the ¹⁴C test"),
    ],
)
def test_figures_are_what_the_page_shows(html, text):
    assert plain(f"<p>{html}</p>") == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("CO<sub>2</sub> and H<sub>2</sub>O", "CO2 and H2O"),
        ("le 1<sup>er</sup> mai, the 2<sup>nd</sup>, M<sup>me</sup> Roy", "le 1er mai, the 2nd, Mme Roy"),
        ("Orlo<sup>TM</sup> <ins>and</ins> <u>more</u>", "OrloTM and more"),
        ("of 30 km<sup>2</sup> and 9.8 m/s<sup>2</sup>", "of 30 km2 and 9.8 m/s2"),
        ("half is ½", "half is ½"),
    ],
)
def test_letters_stay_in_their_words(html, text):
    assert plain(f"<p>{html}</p>") == text
