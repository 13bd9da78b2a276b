import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest

import briefing as package
from briefing import language
from briefing.cli import cli, console
from briefing.records import Failure

ROOT = Path(__file__).resolve().parents[2]


def _import(statement):
    heavy = "{'torch', 'transformers', 'numpy', 'pydantic', 'ray', 'pyarrow', 'fsspec'}"
    code = f"import sys; {statement}; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    return done.stdout.strip()


def test_the_command_line_and_its_commands_import_nothing_heavy():
    names = "; ".join(f"cli.get_command(None, {name!r})" for name in cli.list_commands(None))
    assert _import(f"from briefing.cli import cli; {names}") == "[]"


def test_importing_the_package_is_light():
    assert _import("import briefing") == "[]"


def test_help_answers_at_once():
    command = [sys.executable, "-m", "briefing", "--help"]
    times = []
    for _ in range(4):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        # Processor time: what the program needs, however busy the machine is.
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert min(times) < 0.3


def test_every_command_has_help_with_an_example_and_is_documented():
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    for name in cli.list_commands(None):
        command = cli.get_command(None, name)
        assert command.help, name
        assert f"`briefing {name}" in page, f"docs/commands.md does not mention briefing {name}"


def test_version(briefing):
    assert briefing("--version").out.strip() == f"briefing, version {package.__version__}"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shell_completion(briefing, shell):
    done = briefing(_BRIEFING_COMPLETE=f"{shell}_source")
    assert done.code == 0 or "bash" in done.err  # click asks for bash >= 4.4
    assert "briefing" in done.out


def test_an_unknown_option_is_a_usage_error(briefing):
    done = briefing("build", "--no-such-option")
    assert done.code == 2
    assert "No such option" in done.err


def test_build_writes_every_file_and_says_where(briefing, articles, tmp_path):
    done = briefing("build", articles)
    assert done.code == 0, done
    assert "1 story from 1 of 1 article, 1 outlet" in done.err
    assert done.out == ""
    folder = tmp_path / "outputs" / "2025-10-23"
    edition = json.loads((folder / "briefing.json").read_text(encoding="utf-8"))
    assert edition["sections"][0]["stories"][0]["headline"] == "Iron bridge closes until spring"
    for name in ("briefing.md", "briefing.html", "digest.eml"):
        assert "Iron bridge closes" in (folder / name).read_text(encoding="utf-8")


def test_two_runs_give_the_same_bytes_and_the_second_needs_no_model(briefing, articles, tmp_path):
    first = briefing("build", articles, "-o", "one")
    again = briefing("build", articles, "-o", "two")
    cached = briefing("build", articles, "-o", "one", "-v")
    assert (first.code, again.code, cached.code) == (0, 0, 0), cached

    def read(name):
        folder = tmp_path / name / "2025-10-23"
        # The report of a run holds times.
        return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "run.json"}

    assert read("one") == read("two")


def test_quiet_says_nothing_and_verbose_names_the_stages(briefing, articles):
    assert briefing("build", articles, "-q").err == ""
    assert "render" in briefing("build", articles, "-v").err


def test_a_language_without_words_is_told_once_and_the_run_goes_on(briefing, tmp_path):
    language.tell_if_unknown.cache_clear()
    for name, town in (("a", "Lahti"), ("b", "Turku")):
        (tmp_path / f"{name}.txt").write_text(
            f"{town}n kaupunki sulkee vanhan sillan maanantaina korjausten vuoksi.\n\n"
            "Insinöörit löysivät halkeamia kahdesta pilarista viime viikolla.\n\n"
            "Bussit kulkevat sataman kautta kevääseen asti, kaupunki kertoo.\n"
        )
    done = briefing("summarize", str(tmp_path), "--offline")
    assert done.code == 0
    assert done.err.count("few words are known of the language “fi”") == 1
    language.tell_if_unknown.cache_clear()
    assert "few words are known" not in briefing("summarize", str(tmp_path), "--offline", "-q").err


def test_the_log_can_be_json_lines(briefing, articles):
    done = briefing("build", "nowhere", "--log-format", "json")
    *stages, line = map(json.loads, done.err.splitlines())
    assert done.code == 1
    assert [stage["stage"] for stage in stages] == ["read"]
    assert (line["level"], line["code"], line["exit_code"]) == ("error", "source", 1)
    assert line["message"].startswith("briefing: nowhere: ")
    assert line["time"].endswith("+00:00")


def test_stages_and_notes_of_a_json_log_have_fields(monkeypatch, capsys):
    monkeypatch.setattr(console._Log, "form", "json")
    terminal = console.Console(form="json")
    with terminal.stage("read") as advance:
        advance(3)
    console.echo_failure(terminal, Failure("a.txt", "article", "has no text"))
    stage, failure = map(json.loads, capsys.readouterr().err.splitlines())
    assert (stage["stage"], stage["count"]) == ("read", 3)
    assert stage["seconds"] >= 0
    assert (failure["level"], failure["subject"], failure["code"]) == ("warning", "a.txt", "article")


def test_summarize_reads_lines_in_order_and_goes_on_after_a_bad_one(briefing):
    lines = [
        {"id": "one", "text": "The bridge closed on Monday after cracks were found. Buses will take the harbour road."},
        {"id": "bad"},
        {
            "id": 3,
            "html": "<html><body><article><p>"
            + "The ferry hit the pier at noon. " * 20
            + "</p></article></body></html>",
        },
    ]
    done = briefing("summarize", "--jsonl", "-", stdin="\n".join(map(json.dumps, lines)) + "\nnot json\n")
    assert done.code == 3, done
    answers = [json.loads(line) for line in done.out.splitlines()]
    assert [answer["id"] for answer in answers] == ["one", "bad", "3", "line 4"]
    assert answers[1]["failure"]["code"] == "format"
    text = lines[0]["text"]
    for point in answers[0]["key_points"]:
        assert set(point) == {"text", "kind", "verdict", "score", "evidence"}
        for evidence in point["evidence"]:
            assert text[evidence["start"] : evidence["end"]] == evidence["quote"]
    assert answers[2]["text"]


def test_summarize_prints_points_for_people_and_json(briefing, articles):
    shown = briefing("summarize", articles / "bridge.txt", "--points", "2")
    assert shown.code == 0, shown
    assert shown.out.startswith("Iron bridge closes until spring\n  • ")
    printed = json.loads(briefing("summarize", articles / "bridge.txt", "--json").out)
    assert len(printed["key_points"]) >= 1


def test_extract_gives_sentences_by_offsets(briefing):
    text = "The bridge closed. Buses take the harbour road."
    done = briefing("extract", "--jsonl", "-", stdin=json.dumps({"id": "x", "text": text}))
    answer = json.loads(done.out)
    assert answer["text"] == text
    assert [text[start:end] for start, end in answer["sentences"]] == [
        "The bridge closed.",
        "Buses take the harbour road.",
    ]


def test_stories_group_what_tells_of_one_event(briefing):
    texts = {
        "a": ("Ferry hits pier at Sollen", "A ferry hit the pier at Sollen on Tuesday and 14 passengers were hurt."),
        "b": (
            "Sollen ferry crash hurts 14",
            "Fourteen people were hurt on Tuesday when a ferry struck the pier at Sollen.",
        ),
        "c": ("Striker scores twice", "The striker scored twice as Athletic won the cup tie against Rovers."),
    }
    lines = [
        json.dumps({"id": name, "title": title, "text": text, "published": "2025-10-21T12:00:00Z"})
        for name, (title, text) in texts.items()
    ]
    done = briefing("stories", "--jsonl", "-", stdin="\n".join(lines))
    found = {answer["id"]: answer["story_id"] for answer in map(json.loads, done.out.splitlines())}
    assert found["a"] == found["b"] != found["c"]


def test_sources_and_lines_exclude_each_other(briefing, articles):
    assert briefing("summarize", articles, "--jsonl", "-", stdin="").code == 2
    assert briefing("summarize").code == 2


def test_failures_keep_their_reason_through_a_pipe(briefing):
    page = json.dumps({"id": "empty", "html": "<p></p>"})
    text = json.dumps({"id": "good", "text": "The council of Port Ellery closed the iron bridge on Monday, it said."})
    extracted = briefing("extract", "--jsonl", "-", stdin=f"{page}\n{text}\n")
    reason = json.loads(extracted.out.splitlines()[0])
    for command in ("summarize", "stories"):
        done = briefing(command, "--jsonl", "-", stdin=extracted.out)
        assert done.code == 3
        assert json.loads(done.out.splitlines()[0]) == reason
        assert "failure" not in json.loads(done.out.splitlines()[1])


@pytest.mark.parametrize("command", ["summarize", "extract", "stories"])
def test_an_article_without_a_title_is_called_by_its_file(briefing, tmp_path, command):
    words = "The council of Port Ellery closed the iron bridge on Monday, the harbour office said.\n"
    (tmp_path / "bridge.txt").write_text(words)
    assert json.loads(briefing(command, "bridge.txt", "--json").out)["source"] == "bridge.txt"
    assert "bridge.txt" in briefing(command, "bridge.txt").out.splitlines()[0]
    said = briefing(command, "-", stdin=words).out
    assert "(no title)" in said.splitlines()[0]
    assert "source" not in json.loads(briefing(command, "-", "--json", stdin=words).out)
