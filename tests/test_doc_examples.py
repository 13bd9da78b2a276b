"""The site of the documentation has everything, and its code is checked as far as it can be offline."""

import contextlib
import re
import shlex
import subprocess
import tomllib

import click
import pytest
import yaml
from conftest import ROOT

from briefing import config
from briefing.cli import cli
from briefing.config import Settings

DOCS = ROOT / "docs"
SITE = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))]
FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", flags=re.DOTALL | re.MULTILINE)
# How each kind of block is checked, below.
KINDS = {"nginx", "python", "sh", "toml", "yaml"}


def blocks(kind):
    """(page, block) of every fenced block of a kind, for a test of each."""
    found = [
        pytest.param(page, block, id=f"{page.stem}-{number}")
        for page in PAGES
        for number, (_, told, block) in enumerate(FENCE.findall(page.read_text(encoding="utf-8")))
        if told == kind
    ]
    assert found
    return found


def pages_of(nav):
    for entry in nav:
        for value in entry.values() if isinstance(entry, dict) else [entry]:
            yield from [value] if isinstance(value, str) else pages_of(value)


def told():
    """All that the pages of the navigation say."""
    return "\n".join(
        path.read_text(encoding="utf-8")
        for name in pages_of(SITE["nav"])
        for path in (DOCS / name, ROOT / name)
        if path.exists()
    )


def commands(group=cli, before=()):
    """The words of every command that is not hidden."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*before, name))
        elif not command.hidden:
            yield (*before, name)


def calls(block):
    """The words after `briefing` of every call in a block of shell; wrapped lines are joined, remarks dropped."""
    for line in block.replace("\\\n", " ").splitlines():
        lexer = shlex.shlex(line, posix=True, punctuation_chars="|&;<>")
        lexer.whitespace_split, lexer.commenters = True, "#"
        words = list(lexer)
        for start in [place for place, word in enumerate(words) if word == "briefing"]:
            rest = words[start + 1 :]
            ends = [place for place, word in enumerate(rest) if word[0] in "|&;<>"]
            rest = rest[: ends[0]] if ends else rest
            # `docker compose exec briefing briefing …`, `docker build --tag briefing .`
            if (
                rest
                and rest[0] != "briefing"
                and (start == 0 or words[start - 1] not in ("--tag", "follow", "--follow"))
            ):
                yield rest


def parse(words, command=cli, parent=None):
    """Have click read the words, as far as it does before anything is done; a file that is not there is no fault."""
    with contextlib.suppress(click.exceptions.Exit):
        try:
            context = command.make_context(command.name or "briefing", list(words), parent=parent)
        except click.BadParameter as error:
            if isinstance(error.param, click.Parameter) and isinstance(error.param.type, click.Path):
                return
            raise
        if isinstance(command, click.Group):
            rest = [*context._protected_args, *context.args]
            _, chosen, rest = command.resolve_command(context, rest)
            parse(rest, chosen, context)


def test_every_page_is_in_the_navigation_once():
    named = list(pages_of(SITE["nav"]))
    here = {page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md") if "reading" not in page.parent.parts}
    assert sorted(named) == sorted(here | {"CONTRIBUTING.md", "CHANGELOG.md"})


def test_pictures_exist_say_what_they_show_and_are_small():
    shown = [
        (page, *found)
        for page in PAGES
        for found in re.findall(r"!\[([^\]]*)\]\(([^)\s]+)\)", page.read_text(encoding="utf-8"))
    ]
    assert {page.stem for page, *_ in shown} >= {"quickstart-laptop", "quickstart-desk", "quickstart-cluster"}
    for page, words, target in shown:
        assert (page.parent / target).exists(), target
        if target.startswith("images/"):
            assert len(words) > 20, target
            assert (page.parent / target).stat().st_size < 150_000, target
    pictures = {f"images/{path.name}" for path in (DOCS / "images").iterdir()}
    assert pictures <= {target for _, _, target in shown}


def test_ci_builds_the_site_and_hears_its_warnings():
    """With --quiet, mkdocs does not count warnings, and --strict lets them pass."""
    (step,) = [line for line in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines() if "/mkdocs" in line]
    assert "build --strict" in step
    assert "--quiet" not in step


def test_every_command_is_told_on_a_page_of_the_navigation():
    text = told()
    assert len(list(commands())) > 20
    reference = (DOCS / "commands.md").read_text(encoding="utf-8")
    for words in commands():
        assert re.search(rf"`briefing {words[0]}\b", reference), words
        assert all(re.search(rf"\b{re.escape(word)}\b", text) for word in words), words


def test_every_setting_is_told_on_a_page_of_the_navigation():
    text = (DOCS / "configuration.md").read_text(encoding="utf-8")
    assert "configuration.md" in set(pages_of(SITE["nav"]))
    for table, field in Settings.model_fields.items():
        assert re.search(rf"^## `\[+{table}\]+`", text, flags=re.MULTILINE), table
        (inner,) = [kind for kind in (field.annotation, *getattr(field.annotation, "__args__", ()))
                    if hasattr(kind, "model_fields")] or [None]  # fmt: skip
        for name in inner.model_fields if inner else ():
            assert f"| `{name}` |" in text, f"{table}.{name}"


def test_every_block_says_what_it_is_and_is_of_a_kind_that_is_checked():
    for page in PAGES:
        for _, kind, block in FENCE.findall(page.read_text(encoding="utf-8")):
            assert kind in KINDS, f"{page.name}: {block[:60]!r}"


@pytest.mark.parametrize(("page", "block"), blocks("sh"))
def test_a_block_of_shell_can_be_read_and_its_commands_parsed(page, block, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    subprocess.run(["bash", "-n"], input=block, text=True, check=True)
    for words in calls(block):
        parse(words)


def test_calls_that_the_program_does_not_know_are_found():
    block = "briefing build --dayz 2  # two days\nTZ=UTC briefing archive bild && briefing fetch | cat\n"
    first, second, third = calls(block)
    assert (first, second, third) == (["build", "--dayz", "2"], ["archive", "bild"], ["fetch"])
    for words in (first, second, ["schedule", "crom"], ["subscribers", "add"]):
        with pytest.raises(click.UsageError):
            parse(words)
    parse(third)


@pytest.mark.parametrize(("page", "block"), blocks("toml"))
def test_a_block_of_settings_is_valid(page, block):
    config.parse(tomllib.loads(block), subject=page.name)


@pytest.mark.parametrize(("page", "block"), blocks("python"))
def test_a_block_of_python_runs(page, block, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "article.txt").write_text(
        "The council of Port Ellery voted on Monday to close the iron bridge until spring.\n", encoding="utf-8"
    )
    exec(compile(block, page.name, "exec"), {})


@pytest.mark.parametrize(("page", "block"), blocks("yaml"))
def test_a_block_of_yaml_can_be_read(page, block):
    assert yaml.safe_load(block)


@pytest.mark.parametrize(("page", "block"), blocks("nginx"))
def test_the_braces_of_a_block_for_the_web_server_match(page, block):
    assert block.count("{") == block.count("}")
