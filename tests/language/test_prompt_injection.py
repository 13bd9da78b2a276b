"""Patterns of texts that speak to programs: one module a language, and nothing where a language has none."""

from pathlib import Path

import pytest

from briefing.language import CODES, prompt_injection
from briefing.language.prompt_injection.pattern_fields import Machines

MODULES = {path.stem for path in Path(prompt_injection.__file__).parent.glob("??.py")}


@pytest.mark.parametrize("code", sorted(MODULES))
def test_every_module_is_of_a_known_language_and_has_orders(code):
    assert code in CODES
    assert prompt_injection.machines(code).orders


@pytest.mark.parametrize("code", ["xx", "und", "la"])
def test_a_language_without_a_module_has_no_patterns(code):
    found = prompt_injection.machines(code)
    assert isinstance(found, Machines)
    assert found.orders == ()
