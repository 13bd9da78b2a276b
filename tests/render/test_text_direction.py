import pytest

from briefing.render.text_direction import attributes, isolated_lines, passage, with_marks


@pytest.mark.parametrize(
    ("language", "own", "expected"),
    [
        ("he", "en", ' lang="he" dir="rtl"'),
        ("fa", "de", ' lang="fa" dir="rtl"'),
        ("fr", "ar", ' lang="fr" dir="ltr"'),
        ("fr", "en", ' lang="fr" dir="ltr"'),
        # Its own language, and one that is not known, need nothing.
        ("en", "en", ' dir="auto"'),
        ("pt", "pt-BR", ' dir="auto"'),
        ("und", "ar", ' dir="auto"'),
        ('x"><b>', "en", ' lang="x&#34;&gt;&lt;b&gt;" dir="auto"'),
    ],
)
def test_an_element_says_its_language_and_direction(language, own, expected):
    assert str(attributes(language, own)).replace("&quot;", "&#34;") == expected


@pytest.mark.parametrize(
    ("line", "language", "own", "expected"),
    [
        ("  * הגשר נסגר ב-5 במאי.", "he", "en", "  * \u2067הגשר נסגר ב-5 במאי.\u2069"),
        (" 2. أغلق الجسر", "ar", "fr", " 2. \u2067أغلق الجسر\u2069"),
        ("  * The bridge (3 m) is shut.", "en", "ar", "  * \u2066The bridge (3 m) is shut.\u2069"),
        # Names within a line of the page's own direction.
        ("— أخبار الميناء, May 20, 2026", "", "en", "— \u2068أخبار الميناء\u2069, May 20, 2026"),
        ("— Kanal24, 20/05/2026", "", "ar", "— \u2068Kanal24\u2069, 20/05/2026"),
        ("— ערוץ12, May 20, 2026", "", "en", "— \u2068ערוץ12\u2069, May 20, 2026"),
        ("— Ellery Post, 20/05/2026", "", "ar", "— \u2068Ellery Post\u2069, 20/05/2026"),
        # Nothing runs against the page.
        ("  * Le pont est fermé.", "fr", "en", "  * Le pont est fermé."),
        ("  * 橋は閉鎖された。", "ja", "en", "  * 橋は閉鎖された。"),
        ("  * הגשר נסגר.", "he", "ar", "  * הגשר נסגר."),
    ],
)
def test_plain_text_isolates_what_runs_against_the_page(line, language, own, expected):
    assert with_marks(isolated_lines(line, language, own)) == expected


def test_every_line_has_its_own_marks_and_an_article_cannot_bring_any():
    made = with_marks(isolated_lines("  * הגשר\n    נסגר \ufdd1x", "he", "en"))
    assert made == "  * \u2067הגשר\u2069\n    \u2067נסגר x\u2069"


@pytest.mark.parametrize(
    ("line", "language", "own", "expected"),
    [
        (
            f"  * [1] {passage('The quay is shut.')} [واحدة]",
            "en",
            "ar",
            "  * [1] \u2066The quay is shut.\u2069 [واحدة]",
        ),
        (f"  * {passage('הרציף נסגר.')} [one only]", "he", "en", "  * \u2067הרציף נסגר.\u2069 [one only]"),
        (f"  - قبل: {passage('It is open.')}", "en", "ar", "  - قبل: \u2066It is open.\u2069"),
        # A passage over two lines, with a label on the second.
        (
            "  * \ufdd4The quay\n    is shut.\ufdd5 [واحدة]",
            "en",
            "ar",
            "  * \u2066The quay\u2069\n    \u2066is shut.\u2069 [واحدة]",
        ),
        # In the page's own language nothing is marked, and nothing of what said where it was is left.
        (f"  * {passage('أغلق الرصيف.')} [واحدة]", "ar", "ar", "  * أغلق الرصيف. [واحدة]"),
        (f"  * {passage('Le quai est fermé.')} [un seul]", "fr", "fr", "  * Le quai est fermé. [un seul]"),
        # An article cannot end its passage.
        ("  * " + passage("The \ufdd5quay") + " x", "en", "ar", "  * \u2066The quay\u2069 \u2068x\u2069"),
    ],
)
def test_labels_stand_outside_the_marks_of_a_passage(line, language, own, expected):
    assert with_marks(isolated_lines(line, language, own)) == expected
