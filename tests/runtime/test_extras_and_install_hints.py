"""The extras as the program knows them are those of the package."""

import tomllib
from pathlib import Path

import pytest

from briefing.runtime.extras_and_install_hints import EXTRAS, install_hint, is_installed

PROJECT = tomllib.loads((Path(__file__).resolve().parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
FOR_DEVELOPERS = {"browser", "dev", "docs", "test"}


def test_the_extras_are_those_of_the_package():
    declared = {
        name: sorted(needed)
        for name, needed in PROJECT["project"]["optional-dependencies"].items()
        if name not in FOR_DEVELOPERS
    }
    assert {name: sorted(extra.requirements) for name, extra in EXTRAS.items()} == declared


def test_a_hint_can_be_pasted_into_a_shell():
    assert install_hint("ray") == "Run: pip install 'ray[data]>=2.51,<3' 'pyarrow>=17'"


@pytest.mark.parametrize("name", sorted(EXTRAS))
def test_looking_for_an_extra_imports_nothing(name):
    import sys

    before = set(sys.modules)
    is_installed(name)
    assert not {module for module in set(sys.modules) - before if module.split(".")[0] in EXTRAS[name].modules}
