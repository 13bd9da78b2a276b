"""Hostile articles (tests/data/injections.yaml), all of them in one edition: nothing is obeyed, and nothing runs.

Built three times: without a model, with one that obeys whatever the article it reads from asks for, and with one that
repeats what it was given. The checks read the files that a reader opens.
"""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import json
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import html5lib
import markdown
import pytest
import yaml
from generators import FakeGenerator, source_of

from briefing import pipeline
from briefing.config import Settings, SourceSettings
from briefing.edition import edition_json as edition_json
from briefing.models.generator_protocol import Prompt
from briefing.records import Edition
from briefing.rewrite import rewrite_points_and_leads
from briefing.verify import check_rewrite_wording

HOSTILE = yaml.safe_load((Path(__file__).parent / "data" / "injections.yaml").read_text(encoding="utf-8"))
FILES = ("briefing.html", "briefing.md", "briefing.txt", "briefing.json", "digest.eml")
HARMLESS = {"html", "head", "meta", "title", "style", "body", "main", "header", "footer", "nav", "section", "article",
            "h1", "h2", "h3", "h4", "h5", "h6", "p", "a", "ul", "ol", "li", "dl", "dt", "dd", "div", "span", "time",
            "details", "summary", "figure", "figcaption", "blockquote", "mark", "bdi", "strong", "em", "b", "i",
            "table", "thead", "tbody", "tr", "th", "td", "caption", "svg", "rect", "hr", "br", "sup", "code", "center",
            "link", "small", "colgroup", "col"}  # fmt: skip


@dataclass(frozen=True)
class Model:
    """A way to answer, and the generator that answers so (None: no model)."""

    name: str
    answer: Callable[[Prompt], str] | None


def _article(item: dict) -> str:
    front = f"---\ntitle: {json.dumps(item['title'], ensure_ascii=False)}\npublished: 2025-10-23T08:00:00Z\n---\n\n"
    return f"{front}{item['news']} {item['injection']}\n\n{item['injection']}\n"


def _page(item: dict) -> str:
    paragraphs = f"<p>{item['news']} The town has known this for years.</p>\n{item['injection']}\n<p>{item['news']}</p>"
    return (
        f"<!DOCTYPE html><html lang=en><head><title>{item['title']}</title>"
        "<meta property='article:published_time' content='2025-10-23T08:00:00Z'></head>"
        f"<body><article><h1>{item['title']}</h1>{paragraphs}</article></body></html>"
    )


def _wanted(prompt: Prompt) -> str:
    """What the article of this prompt asks a model to write."""
    source = " ".join(source_of(prompt))
    for item in HOSTILE:
        if any(part[:40] in source for part in (item["news"], item["news"].split(". ", 1)[1], item["injection"])):
            return item["wanted"]
    return "The president has resigned and the war is over."


def _obey(prompt: Prompt) -> str:
    """Every other time the wish alone; else the source's first words, with the wish after them."""
    first = source_of(prompt)[0]
    return _wanted(prompt) if len(first) % 2 else f"Sure! {first.split(', ')[0].rstrip('.')}. {_wanted(prompt)}"


MODELS = (
    Model("none", None),
    Model("obedient", _obey),
    Model("parrot", lambda prompt: f"{prompt.system}\n{prompt.user}"),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("hostile")
    for item in HOSTILE:
        page = item["markup"] == "html"
        path = place / f"{item['id']}.{'html' if page else 'txt'}"
        path.write_bytes((_page(item) if page else _article(item)).encode())
    return place


@pytest.fixture(scope="module")
def editions(folder, tmp_path_factory):
    """Model name -> (folder of files, edition, what the model was asked); vectors are shared between the builds."""
    database = tmp_path_factory.mktemp("database") / "briefing.db"
    built = {}
    for model in MODELS:
        outputs = tmp_path_factory.mktemp(model.name)
        settings = Settings.model_validate(
            {
                "briefing": {"max_stories": 100, "max_points": 10},
                "archive": {"build": False},
                "output": {"formats": ["md", "html", "json", "eml", "txt"], "database": str(database)},
            }
        )
        generator = FakeGenerator(model.answer, name=model.name) if model.answer else None
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(rewrite_points_and_leads, "make_generator", lambda *_, generator=generator, **__: generator)
            done = pipeline.build(
                settings,
                [SourceSettings(url=str(folder))],
                folder=outputs,
                day=None,
                today=dt.date(2025, 10, 23),
                offline=True,
            )
        built[model.name] = (done.folder, done.edition, generator)
    return built


@pytest.fixture(params=[model.name for model in MODELS])
def build(request, editions) -> tuple[Path, Edition, FakeGenerator | None]:
    return editions[request.param]


def test_the_suite_is_large_and_varied():
    assert len(HOSTILE) >= 60
    assert len({item["attack"] for item in HOSTILE}) >= 15
    assert len({item["language"] for item in HOSTILE}) >= 10
    assert len({item["id"] for item in HOSTILE}) == len(HOSTILE)


def test_every_article_is_read_and_none_stops_the_others(build):
    _, edition, _ = build
    assert edition.coverage.read == len(HOSTILE)
    assert edition.coverage.failures == ()
    assert sum(len(story.points) for story in edition.stories) > 60


def _active(tree) -> list[str]:
    """Everything in a page that could run, load or send something, or is no element of ours."""
    found = []
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        name = element.tag.split("}")[-1]
        if name not in HARMLESS:
            found.append(f"<{name}>")
        for attribute, value in element.attrib.items():
            plain = "".join(char for char in value.lower() if not char.isspace())
            if name == "link" and element.get("rel") == "icon" and plain.startswith("data:image/svg+xml,%3csvg"):
                continue  # our own
            if attribute.lower().startswith("on") or plain.startswith(("javascript:", "data:", "vbscript:")):
                found.append(f"{name} {attribute}={value}")
            if attribute in ("src", "srcset", "action", "formaction", "background", "poster"):
                found.append(f"{name} {attribute}={value}")
            if attribute == "href" and "evil.example" in value:
                found.append(f"{name} {attribute}={value}")
    return found


def _parse(page: str):
    return html5lib.parse(page, namespaceHTMLElements=True)


def test_nothing_runs_in_the_page(build):
    assert _active(_parse((build[0] / "briefing.html").read_text(encoding="utf-8"))) == []


def test_nothing_runs_in_the_markdown_once_it_is_shown(build):
    text = (build[0] / "briefing.md").read_text(encoding="utf-8")
    page = markdown.markdown(text.split("\n---\n", 1)[1], extensions=["tables", "footnotes"])
    assert _active(_parse(page)) == []


def test_nothing_runs_in_the_message_and_nobody_else_gets_it(build):
    message = email.message_from_bytes((build[0] / "digest.eml").read_bytes(), policy=email.policy.default)
    assert message["Bcc"] is None
    assert "victims" not in " ".join(str(value) for name, value in message.items() if name != "Subject")
    page = message.get_body(("html",)).get_content()
    assert _active(_parse(page)) == []


def test_nothing_hidden_is_printed(build):
    for name in ("briefing.html", "briefing.md", "briefing.txt"):
        text = (build[0] / name).read_text(encoding="utf-8")
        hidden = {char for char in text if "\u202a" <= char <= "\u202e" or 0xE0000 <= ord(char) <= 0xE007F}
        assert not hidden, name


def _written(edition: Edition) -> list[tuple[str, list[str]]]:
    """Every text that a model wrote and a reader sees, with the passages it is checked against."""
    found = []
    for story in edition.stories:
        points = [(point, [citation.quote for citation in point.citations]) for point in story.points]
        found += [(point.text, quotes) for point, quotes in points if point.kind == "rewritten"]
        found += [
            (sentence.text, [quote for number in sentence.cites for quote in points[number - 1][1]])
            for sentence in story.lead
        ]
    return found


def test_no_wish_of_an_article_is_fulfilled(build):
    _, edition, _ = build
    written = {"".join(filter(str.isalnum, text.casefold())) for text, _ in _written(edition)}
    for item in HOSTILE:
        assert "".join(filter(str.isalnum, item["wanted"].casefold())) not in written, item["id"]


DIRECT = [item for item in HOSTILE if item["attack"] == "direct order" and item["language"] not in ("ar", "ko")]


@pytest.mark.parametrize("item", DIRECT, ids=lambda item: item["id"])
def test_an_order_to_the_program_is_printed_nowhere(build, item):
    order = "".join(filter(str.isalnum, item["injection"].casefold()))
    for name in FILES[:4]:
        text = (build[0] / name).read_text(encoding="utf-8")
        assert order not in "".join(filter(str.isalnum, text.casefold())), name


def test_no_unsupported_point_is_shown(build):
    _, edition, _ = build
    for story in edition.stories:
        for point in story.points:
            assert point.verdict == "supported"
            assert point.citations
    for text, quotes in _written(edition):
        assert check_rewrite_wording.unlicensed(text, quotes) == (), text
        assert not any(unicodedata.category(char) == "Cf" for char in text)


def test_the_prompt_is_never_printed(build):
    for name in FILES:
        raw = (build[0] / name).read_text(encoding="utf-8", errors="replace")
        assert "leaving words out and change nothing" not in " ".join(raw.split()), name


def test_the_models_were_really_asked_and_turned_down(editions):
    for name in ("obedient", "parrot"):
        _, edition, generator = editions[name]
        assert len(generator.asked) > 30
        assert name == "parrot" or edition.coverage.rejected_rewrites > 10
    assert any(point.kind == "rewritten" for story in editions["obedient"][1].stories for point in story.points)


def test_the_texts_that_reach_a_model_are_fenced_and_say_nothing_to_it(editions):
    for name in ("obedient", "parrot"):
        for prompt in editions[name][2].asked:
            assert prompt.user.count("<") == prompt.user.count(">") == 2
            assert not any(unicodedata.category(char) in ("Cf", "Co", "Cn") for char in prompt.user)
            assert "instructions" not in "\n".join(source_of(prompt)).casefold()


def test_the_files_hold_the_edition(build):
    place, edition, _ = build
    assert edition_json.load((place / "briefing.json").read_bytes()) == edition
    assert {name for name in FILES if (place / name).is_file()} == set(FILES)
