import doctest
import re
from pathlib import Path

import briefing.api

ROOT = Path(__file__).resolve().parent.parent


def test_the_example_of_the_python_interface_runs():
    assert doctest.testmod(briefing.api).failed == 0


def test_the_examples_in_the_docs_run():
    page = (ROOT / "docs" / "interfaces.md").read_text(encoding="utf-8")
    examples = re.findall(r"```python\n(.*?)```", page, flags=re.DOTALL)
    assert examples
    for example in examples:
        exec(compile(example, "docs/interfaces.md", "exec"), {})


def test_links_between_pages_lead_somewhere():
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"
