"""What the program says of itself: every command's help reads line by line, and a mistyped name is answered."""

import re

import click
import pytest
from click.testing import CliRunner

from briefing.cli import cli


def commands(command=cli, path=()):
    """Every command with the words that name it, groups before what is in them."""
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            yield from commands(command.get_command(context, name), (*path, name))


ALL = list(commands())


def help_of(*path):
    done = CliRunner().invoke(cli, [*path, "--help"], prog_name="briefing")
    assert done.exit_code == 0
    return done.output


@pytest.mark.parametrize("path", [path for path, _ in ALL], ids=" ".join)
def test_help_shows_examples_line_by_line_and_no_control_sign(path):
    text = help_of(*path)
    assert "\\b" not in text
    assert "\b" not in text
    # An example begins its line: none has run into the one before.
    assert not re.search(r"^\s*briefing .*\S  +briefing ", text, re.MULTILINE)
    examples = re.findall(r"^Examples?:\n((?:  .*\n)+)", text.replace("\n  Example", "\nExample"), re.MULTILINE)
    for block in examples:
        assert all("briefing " in line for line in block.splitlines()), block


def test_the_first_screen_names_every_command_once_below_a_heading():
    text = help_of()
    for name in cli.list_commands(None):
        assert len(re.findall(rf"^  {name} ", text, re.MULTILINE)) == 1, name
    assert re.search(r"^\s*briefing init .*\n\s*briefing build ", text, re.MULTILINE)
    assert "..." not in text.replace("[ARGS]...", "")


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["biuld"], "build"),
        (["subscriber"], "subscribers"),
        (["send-test"], "send"),
        (["feeds", "chek"], "check"),
        (["outbox", "lst"], "list"),
        (["archive", "built"], "build"),
        (["models", "pul"], "pull"),
        (["subscribers", "ad"], "add"),
    ],
)
def test_a_mistyped_command_is_answered_with_the_nearest_one(words, meant):
    done = CliRunner().invoke(cli, words, prog_name="briefing")
    assert done.exit_code == 2
    assert f"Did you mean '{meant}'" in done.output


@pytest.mark.parametrize("words", [["qqqqq"], ["feeds", "zzzzzzzz"]])
def test_a_name_like_none_gets_no_proposal(words):
    done = CliRunner().invoke(cli, words, prog_name="briefing")
    assert done.exit_code == 2
    assert "No such command" in done.output
    assert "Did you mean" not in done.output
