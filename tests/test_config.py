import tomllib
from pathlib import Path

import pytest
from golden import golden

from briefing.cli.config_sample_and_reference import reference, sample
from briefing.config import Settings, load, parse
from briefing.errors import ConfigError


def test_without_a_file_the_defaults_hold():
    assert load(None) == Settings()


def test_five_mistakes_are_told_at_once_with_the_nearest_names(tmp_path):
    path = tmp_path / "briefing.toml"
    path.write_text(
        'outputs = {}\n[briefing]\ntitel = "x"\ntimezone = "Mars/Base"\nmax_points = 99\n[[section]]\nnmae = "World"\n'
    )
    with pytest.raises(ConfigError) as caught:
        load(path)
    message = str(caught.value)
    assert "6 mistakes" in message
    assert "briefing.titel: unknown key; did you mean 'title'?" in message
    assert "outputs: unknown key; did you mean 'output'?" in message
    assert "section[1].nmae: unknown key; did you mean 'name'?" in message
    assert "unknown time zone 'Mars/Base'" in message
    assert "briefing.max_points" in message


@pytest.mark.parametrize(
    ("content", "expected"),
    [(b"[briefing", "not valid TOML"), (b"\xff\xfe[", "cannot be read as UTF-8")],
)
def test_a_file_that_is_not_toml_is_one_clear_error(tmp_path, content, expected):
    path = tmp_path / "briefing.toml"
    path.write_bytes(content)
    with pytest.raises(ConfigError, match=expected):
        load(path)


def test_a_missing_file_says_how_to_make_one(tmp_path):
    with pytest.raises(ConfigError, match="briefing init"):
        load(tmp_path / "none.toml")


def test_settings_cannot_be_changed():
    with pytest.raises(ValueError, match="frozen"):
        Settings().briefing.title = "Other"  # type: ignore[misc]


def test_the_sample_is_valid_and_means_the_defaults():
    assert parse(tomllib.loads(sample())) == Settings()


def test_every_setting_of_the_sample_works_when_uncommented():
    lines = [
        line.removeprefix("# ") if line.startswith("# ") and " = " in line and not line.startswith("# url") else line
        for line in sample().splitlines()
    ]
    kept = [line for line in lines if line.startswith("[") or (" = " in line and not line.startswith("#"))]
    kept = [line for line in kept if not line.startswith(("[[", "name =", "include =", "section ="))]
    values = tomllib.loads("\n".join(kept))
    empty = {(table, key) for table, keys in values.items() for key, value in keys.items() if value == ""}
    for table, key in empty:
        del values[table][key]
    assert parse(values) == Settings()


@pytest.mark.golden
def test_the_reference_is_current():
    page = Path(__file__).parent.parent / "docs" / "configuration.md"
    assert reference() == golden(page, reference()), (
        "run: python -m briefing.cli.config_sample_and_reference > docs/configuration.md"
    )


def test_every_setting_is_described():
    assert "| |" not in reference()
    assert "`lookback_hours`" in reference()


@pytest.mark.parametrize("opening", ["a = " + "[" * 5_000, "a = " + "{b=" * 5_000, "[" * 5_000])
def test_deep_nesting_is_no_valid_file(tmp_path, opening):
    path = tmp_path / "deep.toml"
    path.write_text(opening, encoding="utf-8")
    with pytest.raises(ConfigError, match="is not valid TOML"):
        load(path)
