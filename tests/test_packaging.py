"""What is declared of the package: that nothing it needs is left out, and that nothing names an index it is not on."""

import re
import tomllib
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def closure():
    """Every requirement, as written, of the package and of whatever it brings along."""
    waiting, seen = [(text, frozenset()) for text in PROJECT["dependencies"]], set()
    while waiting:
        text, extras = waiting.pop()
        needed = Requirement(text)
        if needed.marker and not any(needed.marker.evaluate({"extra": extra}) for extra in (*extras, "")):
            continue
        yield text
        name = canonicalize_name(needed.name)
        if (name, frozenset(needed.extras)) not in seen:
            seen.add((name, frozenset(needed.extras)))
            try:
                waiting += [(each, frozenset(needed.extras)) for each in metadata.requires(name) or ()]
            except metadata.PackageNotFoundError:
                continue


def test_what_an_extra_brings_that_an_older_pip_does_not_find_is_named_here():
    """pip before 23.3 does not find lxml's html_clean, as its metadata says html-clean, and installs without."""
    named = {canonicalize_name(Requirement(text).name) for text in PROJECT["dependencies"]}
    for needed in map(Requirement, closure()):
        try:
            declared = metadata.distribution(needed.name)
        except metadata.PackageNotFoundError:
            continue
        for extra in needed.extras - set(declared.metadata.get_all("Provides-Extra") or ()):
            spelt = canonicalize_name(extra)
            brought = [Requirement(text) for text in declared.requires or () if f'"{spelt}"' in text.replace("'", '"')]
            assert {canonicalize_name(each.name) for each in brought} <= named, f"{needed}: {extra}"


def test_an_extra_that_is_spelt_in_two_ways_is_named_here_too():
    """pip before 23.3 ends in an AssertionError over lxml[html-clean] beside lxml[html_clean], but not so."""
    named = [Requirement(text) for text in PROJECT["dependencies"]]
    own = {(canonicalize_name(needed.name), canonicalize_name(extra)) for needed in named for extra in needed.extras}
    spellings = {}
    for needed in map(Requirement, closure()):
        for extra in needed.extras:
            spellings.setdefault((canonicalize_name(needed.name), canonicalize_name(extra)), set()).add(extra)
    assert {name for name, spelt in spellings.items() if len(spelt) > 1} <= own


def test_every_dependency_that_is_installed_is_within_its_bounds():
    for text in PROJECT["dependencies"]:
        needed = Requirement(text)
        assert needed.specifier.contains(metadata.version(needed.name), prereleases=True), text


def test_nothing_says_that_the_package_is_on_an_index():
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "briefing").rglob("*.py"), ROOT / "dev.py"]
    for path in pages:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"(pip|pipx|uv) .*install [^.\n]*['\"]?sourced-briefing", text), path
        assert "pypi.org/project/sourced-briefing" not in text, path
