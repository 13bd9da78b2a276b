import re
from pathlib import Path

import editions
import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from briefing.deliver import unsubscribe_and_confirm_server
from briefing.errors import AssetError
from briefing.render import editor_note, html, jinja_environment, translations
from briefing.runtime import prompt_and_template_folders

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
OPTIONS = {"trimmed": "true", "silent": "false", "extensions": "jinja2.ext.i18n,jinja2.ext.do"}


def theme(folder: Path, **files: str) -> Path:
    for name, content in files.items():
        (folder / f"{name}.html.j2").write_text(content, encoding="utf-8")
    return folder


def test_one_template_can_be_replaced_and_the_rest_stay_ours(tmp_path):
    mine = theme(
        tmp_path, edition='{% extends "page.html.j2" %}{% block main %}Mine: {{ edition.title }}{% endblock %}'
    )
    page = html.render(editions.sample(), templates=mine).content.decode()
    assert "Mine: The Harbour Briefing" in page
    assert "Content-Security-Policy" in page


def test_a_style_sheet_can_be_replaced_but_not_end_its_element(tmp_path):
    (tmp_path / "style.css").write_text("p { color: red } </style><script>", encoding="utf-8")
    page = html.render(editions.sample(), templates=tmp_path).content.decode()
    assert "p { color: red }" in page
    assert "</style><script>" not in page


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("one\n{{ nothing.at.all }}", r"edition\.html\.j2, line 2: 'nothing' is undefined"),
        ("one\ntwo\n{% if %}", r"edition\.html\.j2, line 3: "),
        ("{{ edition.title / 2 }}", r"edition\.html\.j2, line 1: unsupported operand"),
        ('{% include "missing.html.j2" %}', r"missing\.html\.j2: no such template"),
        ("{{ edition.__class__.__mro__ }}", r"edition\.html\.j2, line 1: .*unsafe"),
        ("{{ sources.clear() }}", r"edition\.html\.j2, line 1: .*unsafe"),
    ],
)
def test_a_mistake_in_a_template_is_named_with_its_line(tmp_path, content, message):
    with pytest.raises(AssetError, match=message) as caught:
        html.render(editions.sample(), templates=theme(tmp_path, edition=content))
    assert "\n" not in str(caught.value)


def test_a_theme_may_bring_a_language_of_its_own(tmp_path):
    (tmp_path / "locale").mkdir()
    (tmp_path / "locale" / "ar.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Coverage"\nmsgstr "التغطية"\n',
        encoding="utf-8",
    )
    env = jinja_environment.environment("html", "ar", "UTC", tmp_path)
    assert env.globals["ui_direction"] == "rtl"
    assert env.from_string("{{ _('Coverage') }}").render() == "التغطية"


def test_a_damaged_catalogue_is_named(tmp_path):
    (tmp_path / "locale").mkdir()
    (tmp_path / "locale" / "pl.po").write_bytes(b'msgid "\xff"\nmsgstr "x"\n')
    with pytest.raises(AssetError, match=r"pl\.po: is not a gettext catalogue"):
        jinja_environment.environment("html", "pl", "UTC", tmp_path)


def said_by_templates() -> dict[str, tuple[str, ...]]:
    """Every text that a template prints, singular first."""
    found = {}
    for _, _, message, _, _ in extract_from_dir(TEMPLATES, [("**.j2", "jinja2")], {"**.j2": OPTIONS}):
        forms = message if isinstance(message, tuple) else (message,)
        found[forms[0]] = forms
    return found


# What an edition itself says in words of ours: why an article was left out, what was found in one, why a story ranks.
SAID_BY_EDITIONS = """
    already in an earlier edition; same text twice from one outlet; same article read twice; outlet is blocked
    in a language that is not kept; older than this edition; newer than this edition; no room in this edition
    about a muted topic; too short to summarize; nothing new since the last edition
    undated; short; paywalled; cookie-wall; cut; instructions-removed
    corroboration; novelty; recency; substance; section; interest; local; trusted; variety
    News
"""


@pytest.mark.parametrize("language", [name for name in translations.offered() if name != "en"])
def test_the_words_in_an_edition_and_on_a_readers_page_are_translated(language):
    words = translations.translations(language)
    for text in unsubscribe_and_confirm_server.SAID:
        assert text in words._catalog, f"{language}.po lacks {text!r}"
    for text in re.split(r"; |\n", SAID_BY_EDITIONS.strip()):
        assert text.strip() in words._catalog, f"{language}.po lacks {text.strip()!r}"


@pytest.mark.parametrize("language", [name for name in translations.offered() if name != "en"])
def test_every_catalogue_says_everything(language):
    with (TEMPLATES / "locale" / f"{language}.po").open("rb") as stream:
        catalogue = read_po(stream, locale=language)
    for first, forms in said_by_templates().items():
        message = catalogue.get(first)
        assert message is not None, f"{language}.po lacks {first!r}"
        translated = message.string if isinstance(message.string, tuple) else (message.string,)
        assert len(translated) == (catalogue.num_plurals if len(forms) > 1 else 1)
        assert all(translated), f"{language}.po leaves {first!r} empty"
    problems = [str(error) for message in catalogue for error in message.check(catalogue)]
    assert problems == []


def test_dates_and_plurals_follow_the_language():
    env = jinja_environment.environment("text", "uk", "Europe/Kyiv")
    line = env.from_string("{{ d|date('long') }}: {{ ngettext('%(num)s article', '%(num)s articles', 3) }}")
    assert line.render(d=editions.DAY) == "12 березня 2026 р.: 3 статті"


def test_a_note_is_markdown_made_safe_and_words_again():
    made = editor_note.to_html("Hello *there* <script>x</script>\n\n- one\n- [two](javascript:x)\n")
    assert "<em>there</em>" in made
    assert "script" not in made
    assert editor_note.to_text(made).splitlines() == ["Hello there", "one", "two"]


@pytest.mark.parametrize("name", ["edition.md.j2", "style.css"])
def test_a_link_out_of_a_theme_prints_nothing(tmp_path, name):
    (tmp_path / "secret").write_text("hunter2")
    theme = tmp_path / "theme"
    theme.mkdir()
    (theme / name).symlink_to(tmp_path / "secret")
    with pytest.raises(AssetError, match="is a link that leads out of its folder"):
        prompt_and_template_folders.read("templates", name, theme)
    env = jinja_environment.environment("markdown", "en", "UTC", theme)
    with pytest.raises(AssetError, match="is a link that leads out of its folder"):
        jinja_environment.render(env, name, {})


def test_links_within_a_theme_and_a_theme_that_is_a_link_work(tmp_path):
    theme = tmp_path / "theme"
    theme.mkdir()
    (theme / "mine.md.j2").write_text("hello")
    (theme / "edition.md.j2").symlink_to(theme / "mine.md.j2")
    (tmp_path / "link").symlink_to(theme)
    env = jinja_environment.environment("markdown", "en", "UTC", tmp_path / "link")
    assert jinja_environment.render(env, "edition.md.j2", {}) == "hello"
