"""lock.txt is what dev.py installs, with hashes: it must fit pyproject.toml and constraints.txt, and the SBOM it."""

from __future__ import annotations

import importlib.util
import re
import sys
import tomllib

import pytest
from conftest import ROOT
from packaging.requirements import Requirement


@pytest.fixture(scope="module")
def dev():
    spec = importlib.util.spec_from_file_location("dev_script", ROOT / "dev.py")
    module = importlib.util.module_from_spec(spec)
    # Its dataclasses look their module up there.
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


def test_every_package_has_one_version_and_hashes(dev):
    assert len(dev.locked()) > 100
    for name, each in dev.locked().items():
        assert each.hashes, name
        assert re.fullmatch(r"[\w.!+-]+", each.version), name


def test_every_requirement_is_met(dev):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [needed for each in project["optional-dependencies"].values() for needed in each]
    for needed in map(Requirement, [*project["dependencies"], *extras, *dev.BUILD]):
        if needed.name != project["name"]:
            known = dev.locked().get(dev.canonical(needed.name))
            assert known, f"{needed}: run python3 dev.py lock"
            assert needed.specifier.contains(known.version), f"{needed}: run python3 dev.py lock"


def test_the_constraints_are_kept(dev):
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, _, version = line.partition("==")
            known = dev.locked().get(dev.canonical(name))
            assert known is None or known.version == version, f"{name}: run python3 dev.py lock"


def test_the_sbom_lists_what_is_locked(dev):
    assert (ROOT / "sbom.cdx.json").read_text(encoding="utf-8") == dev.sbom(), "run python3 dev.py lock"


def test_files_are_asked_for_by_their_hashes(dev, tmp_path):
    packages = [dev.Locked("bell-tower==2.1 ; sys_platform == 'linux'", ("sha256:aa", "sha256:bb"))]
    assert dev.hashed(tmp_path, packages)[0] == "--require-hashes"
    assert (tmp_path / "hashed.txt").read_text(encoding="utf-8") == (
        "bell-tower==2.1 ; sys_platform == 'linux' --hash=sha256:aa --hash=sha256:bb\n"
    )


@pytest.mark.parametrize("name", ["Bell_Tower", "bell.tower", "bell-tower[ring]", "BELL--tower "])
def test_a_package_has_one_name(dev, name):
    assert dev.canonical(name) == "bell-tower"
