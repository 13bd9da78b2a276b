import dataclasses
import json
from pathlib import Path

import editions
import jsonschema
import pytest
from golden import golden

from briefing.edition import edition_json as edition_json
from briefing.errors import FormatError

PUBLISHED = Path(__file__).resolve().parents[2] / "docs" / "edition.schema.json"


@pytest.mark.parametrize("name", ["sample", "hostile", "empty"])
def test_an_edition_comes_back_as_it_was(name):
    edition = getattr(editions, name)()
    content = edition_json.dump(edition)
    assert edition_json.load(content) == edition
    assert edition_json.dump(edition_json.load(content)) == content
    assert content.endswith(b"}\n")


@pytest.mark.golden
def test_the_published_schema_is_current_and_fits():
    schema = json.loads(golden(PUBLISHED, f"{json.dumps(edition_json.schema(), indent=1)}\n"))
    assert schema == edition_json.schema(), "run: python -m briefing.edition.edition_json > docs/edition.schema.json"
    jsonschema.Draft202012Validator.check_schema(schema)
    for name in ("sample", "hostile", "empty"):
        jsonschema.validate(json.loads(edition_json.dump(getattr(editions, name)())), schema)


def test_keys_that_are_not_known_are_ignored():
    values = json.loads(edition_json.dump(editions.sample())) | {"mood": "calm"}
    assert edition_json.load(json.dumps(values).encode()) == editions.sample()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"version": 99}, "newer version of briefing"),
        ({"version": 0}, "cannot be read any more"),
        ({"version": "two"}, "newer version"),
        ({"date": "someday"}, "date: "),
        ({"sections": None}, "sections: "),
    ],
)
def test_what_is_not_an_edition_is_refused_in_one_line(change, message):
    values = json.loads(edition_json.dump(editions.sample())) | change
    with pytest.raises(FormatError, match=message) as caught:
        edition_json.load(json.dumps(values).encode(), subject="old.json")
    assert str(caught.value).startswith("old.json: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[1, 2]", b"{", b"null"])
def test_what_is_not_even_json_is_refused(content):
    with pytest.raises(FormatError, match="is not"):
        edition_json.load(content)


def test_the_edition_file_has_its_place():
    rendering = edition_json.render(dataclasses.replace(editions.sample()))
    assert rendering.path == "2026-03-12/briefing.json"
