"""Each stage as a command of its own; with --jsonl, one JSON object per line in and out."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Literal

import click

from briefing.cli import PARTIAL
from briefing.cli.console import echo_failure
from briefing.cli.shared_options_and_settings import Invocation, common_options, model_option, with_model

if TYPE_CHECKING:
    from briefing.config import EngineSettings

__all__ = ["extract", "stories", "summarize"]

Fields = dict[str, Any]


def _source_options(command: Callable[..., Any]) -> Callable[..., Any]:
    command = click.option(
        "--jsonl", "lines", type=click.File("rb"), metavar="FILE", help="Read JSON lines; - is standard input."
    )(command)
    command = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")(command)
    return click.argument("sources", nargs=-1, metavar="[SOURCE]...")(command)


@click.command(
    epilog="""\b
Examples:
  briefing summarize article.html --points 5
  cat article.txt | briefing summarize -
  briefing summarize --jsonl articles.jsonl > points.jsonl
  briefing summarize --input s3://news/today/ --output s3://news/points/ --engine ray --address auto
"""
)
@_source_options
@click.option("--input", "place", metavar="PATH", help="Read .jsonl or .parquet files: a file, folder or fsspec URL.")
@click.option("--output", "target", metavar="PATH", help="Write there: a .jsonl or .parquet file, or a new folder.")
@click.option(
    "--format", "kind", type=click.Choice(["jsonl", "parquet"]), help="Format of the files in an output folder [jsonl]."
)
@click.option("--engine", "engine_name", type=click.Choice(["local", "ray"]), help="Where the work is done [local].")
@click.option("--address", help="Ray cluster: host:port, auto (the one this machine is in) or local (start one).")
@click.option("--workers", type=click.IntRange(1), help="Ray workers [as many as there is room for].")
@click.option("--points", type=click.IntRange(1, 20), help="Maximum number of key points of one article.")
@model_option
@common_options
def summarize(
    invocation: Invocation,
    sources: tuple[str, ...],
    as_json: bool,
    lines: Any,
    points: int | None,
    place: str | None,
    target: str | None,
    kind: Literal["jsonl", "parquet"] | None,
    model: str | None,
    **engine_options: Any,
) -> int:
    """Key points of articles, each with the sentence it came from.

    JSON lines in: {id, title?, text | html, url?, published?}. Out: {id, key_points: [{text, kind, verdict, score,
    evidence: [{start, end, quote}]}], model}; offsets index the given text.
    """
    from briefing.engines import dataset_files, engine, jsonl_stages

    if place and (sources or lines is not None):
        raise click.UsageError("Give sources, --jsonl or --input: one of them.")
    settings = invocation.settings.summary
    if points:
        settings = settings.model_copy(update={"points": points})
    runner = engine(_engine_settings(invocation, **engine_options))
    articles = dataset_files.read(place) if place else _articles(invocation, sources, lines)
    models = with_model(invocation.settings, model).models
    stage = jsonl_stages.Summarizing(models, settings, offline=invocation.offline)
    results: Iterable[Fields] = _counted(invocation, runner.map(stage, articles))
    if target:
        return _tell(invocation, dataset_files.write(target, results, kind), target)
    return _print(invocation, results, lines=bool(place) or lines is not None, as_json=as_json, show=_show_summary)


def _counted(invocation: Invocation, results: Iterable[Fields]) -> Iterator[Fields]:
    """`results` as they come; with -v, at the end, how many points were rewritten and how many wordings rejected."""
    rewritten = rejected = 0
    for result in results:
        rewritten += sum(point["kind"] == "rewritten" for point in result.get("key_points", ()))
        rejected += result.get("rejected", 0)
        yield result
    if rewritten or rejected:
        invocation.console.detail(f"{rewritten} points rewritten, {rejected} wordings rejected by the check")


def _engine_settings(
    invocation: Invocation, *, engine_name: str | None, address: str | None, workers: int | None
) -> EngineSettings:
    """The settings of the engine, overridden by the command line; an address alone means Ray."""
    from briefing.config import parse

    given = {"name": engine_name or ("ray" if address else None), "address": address, "workers": workers}
    values = invocation.settings.engine.model_dump() | {key: value for key, value in given.items() if value is not None}
    return parse({"engine": values}, subject="the command line").engine


@click.command(epilog="\b\nExample:\n  briefing extract page.html --json\n")
@_source_options
@common_options
def extract(invocation: Invocation, sources: tuple[str, ...], as_json: bool, lines: Any) -> int:
    """Plain text and sentences of articles.

    JSON lines in: {id, html | text, url?}. Out: {id, title, text, author, published, language, sentences: [[start,
    end], …]}.
    """
    from briefing.engines import jsonl_stages

    results = jsonl_stages.extract(_articles(invocation, sources, lines))
    return _print(invocation, results, lines=lines is not None, as_json=as_json, show=_show_document)


@click.command(epilog="\b\nExample:\n  briefing stories --jsonl articles.jsonl\n")
@_source_options
@common_options
def stories(invocation: Invocation, sources: tuple[str, ...], as_json: bool, lines: Any) -> int:
    """Group articles about one event.

    JSON lines in: {id, title, text, published, outlet?}. Out: {id, story_id}.
    """
    from briefing.engines import jsonl_stages

    tools = jsonl_stages.tools(invocation.settings.models)
    results = jsonl_stages.stories(_articles(invocation, sources, lines), tools, invocation.settings.stories)
    return _print(invocation, results, lines=lines is not None, as_json=as_json, show=_show_story)


def _articles(invocation: Invocation, sources: tuple[str, ...], lines: Any) -> Iterator[Any]:
    """What the command reads: JSON lines, or its sources."""
    from briefing.engines import jsonl_stages

    if lines is not None and sources:
        raise click.UsageError("Give sources or --jsonl, not both.")
    if lines is None and not sources:
        raise click.UsageError("Name a file, folder or address, or give --jsonl FILE; - is standard input.")
    if lines is not None:
        return jsonl_stages.parse_lines(lines)
    return jsonl_stages.read(sources, invocation.settings.fetch, offline=invocation.offline)


def _print(
    invocation: Invocation, results: Iterable[Fields], *, lines: bool, as_json: bool, show: Callable[[Fields], str]
) -> int:
    """Print each result as it comes; exit code 3 if one of them is a failure."""
    failed, kept = False, []
    # Taken before the first result, as an engine may redirect what its libraries print.
    output = sys.stdout
    for result in results:
        failed |= "failure" in result
        if lines:
            output.write(json.dumps(result, ensure_ascii=False) + "\n")
            output.flush()
        elif as_json:
            kept.append(result)
        elif "failure" in result:
            _note(invocation, result)
        else:
            click.echo(show(result), file=output)
    if as_json and not lines:
        click.echo(json.dumps(kept[0] if len(kept) == 1 else kept, ensure_ascii=False, indent=2))
    return PARTIAL if failed else 0


def _tell(invocation: Invocation, results: Iterable[Fields], target: str) -> int:
    """Count results that are written elsewhere, and name those that failed; exit code 3 if there are any."""
    done = failed = 0
    for result in results:
        if "failure" in result:
            _note(invocation, result)
            failed += 1
        else:
            done += 1
    invocation.console.note(f"{done} summarized, {failed} left out: {target}")
    return PARTIAL if failed else 0


def _note(invocation: Invocation, result: Fields) -> None:
    from briefing.records import Failure

    failure = result["failure"]
    echo_failure(invocation.console, Failure(result["id"], failure["code"], failure["message"], failure.get("hint")))


def _show_summary(result: Fields) -> str:
    lines = [_heading(result)]
    for point in result["key_points"]:
        lines.append(f"  • {point['text']}")
        lines += [
            f"      “{' '.join(item['quote'].split())}”" for item in point["evidence"] if point["kind"] != "verbatim"
        ]
    if not result["key_points"] or "note" in result:
        lines.append(f"  ({result.get('note', 'no key points')})")
    return "\n".join(lines) + "\n"


def _show_document(result: Fields) -> str:
    return f"{_heading(result)}\n\n{result['text']}\n"


def _show_story(result: Fields) -> str:
    return f"{result['story_id']}  {_heading(result)}"


def _heading(result: Fields) -> str:
    """What a person calls an article: its title, else its file or address. Its id, a hash, says nothing to anybody."""
    return str(result.get("title") or result.get("source") or "(no title)")
