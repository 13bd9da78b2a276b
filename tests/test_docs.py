"""The pages, forms and workflows of the repository: their examples run, and what they name exists."""

import doctest
import pkgutil
import re
from pathlib import Path

import pytest
import yaml
from conftest import ROOT

import briefing.api
from briefing.config import BriefingSettings

PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    *(ROOT / name / "README.md" for name in ("outputs", "prompts", "seeds")),
    *sorted((ROOT / "docs").rglob("*.md")),
    *sorted((ROOT / ".github").rglob("*.md")),
]
HOOKS = ROOT / ".pre-commit-config.yaml"
FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
# Files that the forms speak of and that are the user's own.
OF_USERS = {"article.txt", "briefing.toml", "briefing/language/xx.py"}
# Ends of the names of files that a build writes, such as briefing.cache.db.
OUTPUTS = {".db", ".epub", ".html", ".json", ".md", ".toml"}
FILE = re.compile(r"(?<![\w./-])(?:(?:\.ci|\.github|[a-z]+)/[\w./-]*\w|[\w-]+\.(?:md|py|toml|txt)\b)")
# Where code, pages and scripts lie; `.git` and what builds leave behind are not among them.
SOURCES = (".ci", ".github", "benchmarks", "briefing", "docs", "prompts", "seeds", "templates", "tests", "training")
OUTSIDE = "../" + "shared"


def parsed(path: Path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def named(text: str) -> set[str]:
    """The files and folders of the repository that `text` names; what builds write is left out."""
    top = {path.name for path in ROOT.iterdir()}
    found = {name for name in FILE.findall(text) if "/" not in name or name.split("/", 1)[0] in top}
    return {name for name in found - OF_USERS if not name.startswith("outputs/")}


def rooms(page: Path) -> set[str]:
    """The first column of a page's table of rooms."""
    return set(re.findall(r"^\| `(\w+)/` \|", page.read_text(encoding="utf-8"), flags=re.MULTILINE))


def test_the_example_of_the_python_interface_runs():
    assert doctest.testmod(briefing.api).failed == 0


def test_the_examples_in_the_docs_run():
    page = (ROOT / "docs" / "interfaces.md").read_text(encoding="utf-8")
    examples = re.findall(r"```python\n(.*?)```", page, flags=re.DOTALL)
    assert examples
    for example in examples:
        exec(compile(example, "docs/interfaces.md", "exec"), {})


def test_links_between_pages_lead_somewhere():
    for page in PAGES:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


@pytest.mark.parametrize(
    "page", [ROOT / "CONTRIBUTING.md", ROOT / "docs" / "development.md"], ids=lambda page: page.name
)
def test_the_tables_have_every_room(page):
    assert rooms(page) == {path.parent.name for path in (ROOT / "briefing").glob("*/__init__.py")}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.stem}")
def test_modules_that_pages_name_exist(page):
    """`briefing/room/module.py` as it is, `room/module.py` and `module.py` as they are within the program."""
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "briefing").rglob("*.py")}
    for name in re.findall(r"`([\w/]+\.py)`", page.read_text(encoding="utf-8")):
        inside = any(f"/{module}".endswith(f"/{name}") for module in modules)
        assert inside or (ROOT / name).exists() or name in OF_USERS, f"{page.name} names {name}"


def test_names_of_the_program_that_pages_use_exist():
    for page in PAGES:
        for name in re.findall(r"`(briefing(?:\.[a-z_]+)+)[`(]", page.read_text(encoding="utf-8")):
            last = name.rpartition(".")[2]
            if f".{last}" not in OUTPUTS and last not in BriefingSettings.model_fields:
                assert pkgutil.resolve_name(name), f"{page.name} names {name}"


@pytest.mark.parametrize("path", [HOOKS, *FORMS, *WORKFLOWS], ids=lambda path: path.name)
def test_files_that_hooks_forms_and_workflows_name_exist(path):
    assert parsed(path)
    for name in named(path.read_text(encoding="utf-8")):
        assert (ROOT / name).exists(), f"{path.name} names {name}"


def test_files_that_the_request_template_names_exist():
    names = named((ROOT / ".github" / "pull_request_template.md").read_text(encoding="utf-8"))
    assert {"CONTRIBUTING.md", ".ci/run", "dev.py", "CHANGELOG.md"} <= names
    assert all((ROOT / name).exists() for name in names)


def test_files_are_told_from_other_words():
    text = "bash .ci/run; see docs/email.md, dev.py and seeds/, but not actions/checkout@v4, yes/no or article.txt"
    assert named(text) == {".ci/run", "docs/email.md", "dev.py"}


@pytest.mark.parametrize("form", [path for path in FORMS if path.name != "config.yml"], ids=lambda path: path.stem)
def test_a_form_has_what_the_host_asks_for(form):
    content = parsed(form)
    assert content["name"]
    assert content["description"]
    asked = [part for part in content["body"] if part["type"] != "markdown"]
    assert all(part["attributes"]["label"] for part in asked)
    assert len({part["id"] for part in asked}) == len(asked)


def test_hooks_are_checks_that_ci_runs_too():
    steps = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    (local,) = parsed(HOOKS)["repos"]
    programs = [re.match(r"\.venv/bin/(\S+)", hook["entry"])[1] for hook in local["hooks"]]
    assert len(programs) == 4
    assert all(f'"$bin/{program}"' in steps for program in programs)


def test_the_workflow_runs_every_check_and_the_tests_on_other_pythons():
    jobs = parsed(ROOT / ".github" / "workflows" / "ci.yml")["jobs"].values()
    assert {step["run"] for job in jobs for step in job["steps"] if "run" in step} == {
        "bash .ci/run",
        "python3 dev.py test",
    }


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_ends_in_time_and_says_what_it_may_do(path):
    workflow = parsed(path)
    assert workflow["permissions"]
    assert all(job["timeout-minutes"] for job in workflow["jobs"].values())


def test_the_daily_workflow_does_nothing_where_there_are_no_settings():
    (job,) = parsed(ROOT / ".github" / "workflows" / "daily.yml")["jobs"].values()
    _, asks, *others = job["steps"]
    assert "briefing.toml" in asks["run"]
    assert all(step["if"] == "steps.settings.outputs.found" for step in others)


def test_no_folder_outside_is_named_but_as_a_default_or_a_test_for_it():
    paths = [path for folder in SOURCES for path in (ROOT / folder).rglob("*") if path.is_file()]
    for path in [*paths, *ROOT.glob("*.*")]:
        if path.suffix in (".j2", ".md", ".py", ".toml", ".txt", ".yaml", ".yml"):
            for line in path.read_text(encoding="utf-8").splitlines():
                assert OUTSIDE not in line or '"--data"' in line, f"{path.relative_to(ROOT)}: {line}"
