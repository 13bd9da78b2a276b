"""The container image: its file keeps the rules of images, its scheduler does what it says, its steps work when run."""

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from fnmatch import fnmatch

import pytest
import yaml
from conftest import ROOT

SCRIPTS = ROOT / "docker"
COMPOSE = yaml.safe_load((ROOT / "compose.yml").read_text(encoding="utf-8"))
STEPS = [
    line.split(None, 1)
    for line in re.sub(r"\\\n", " ", (ROOT / "Dockerfile").read_text(encoding="utf-8")).splitlines()
    if line and not line.startswith("#")
]


def steps(name):
    return [rest for step, rest in STEPS if step == name]


def copied():
    """What the image copies from the checkout: source -> target."""
    for rest in steps("COPY"):
        words = [word for word in shlex.split(rest) if not word.startswith("--")]
        if "--from=" not in rest:
            yield from ((source, words[-1]) for source in words[:-1])


@pytest.fixture
def programs(tmp_path):
    """A folder of fake programs: `briefing` notes its words and ends with the code in the file of its first word."""
    folder = tmp_path / "bin"
    folder.mkdir()
    fake = folder / "briefing"
    fake.write_text(
        '#!/bin/sh\necho "$*" >>said\nexit "$(cat "code-$1" 2>/dev/null || echo 0)"\n',
        encoding="utf-8",
    )
    fake.chmod(0o755)
    return folder


@pytest.fixture
def scheduler(tmp_path, programs):
    """Starts briefing-daily in `tmp_path`, with rounds of a tenth of a second; stopped at the end."""
    started = []

    def start(**environ):
        given = {"PATH": f"{programs}:{os.environ['PATH']}", "BRIEFING_EVERY": "0.1", "BRIEFING_HOUR": "0", **environ}
        with (tmp_path / "log").open("wb") as log:
            command = [SCRIPTS / "briefing-daily"]
            started.append(subprocess.Popen(command, cwd=tmp_path, env=given, stderr=log, start_new_session=True))
        return started[-1]

    yield start
    for process in started:
        # With what it has started; it may have ended already.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def rounds(folder, count):
    """What the fake program was told, once it has been asked to send `count` times."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        said = (folder / "said").read_text(encoding="utf-8").splitlines() if (folder / "said").exists() else []
        if sum(line.startswith("send") for line in said) >= count:
            return said
        time.sleep(0.02)
    raise AssertionError(f"{count} rounds were waited for in vain")


def test_the_image_runs_as_a_user_without_rights_and_says_how_it_is():
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", steps("USER")[-1])
    assert json.loads(steps("VOLUME")[0]) == ["/news/outputs"]
    assert json.loads(steps("ENTRYPOINT")[0]) == ["briefing"]
    assert "briefing-health" in steps("HEALTHCHECK")[0]


def test_the_base_of_the_image_is_slim_and_has_a_version():
    bases = steps("FROM")
    assert all(re.match(r"python:\$\{PYTHON\}-slim-\w+", base) for base in bases)
    assert "latest" not in steps("ARG")[0]
    assert re.fullmatch(r"PYTHON=3\.\d+", steps("ARG")[0])


def test_what_the_image_copies_is_there_and_is_sent_to_the_builder():
    sent = [line[1:] for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines() if line[:1] == "!"]
    for source, _ in copied():
        assert (ROOT / source).exists(), source
        assert any(fnmatch(source.split("/")[0], name) for name in sent), source


def test_the_image_holds_what_the_wheel_is_made_of():
    sources = {source for source, _ in copied()}
    assert {"briefing", "prompts", "templates", "pyproject.toml", "lock.txt", "README.md"} <= sources


def test_the_services_start_what_there_is():
    service = COMPOSE["services"]["briefing"]
    assert service["build"] == "."
    assert (SCRIPTS / service["entrypoint"][0]).exists()
    assert service["read_only"] is True
    for each in COMPOSE["services"].values():
        for volume in each["volumes"]:
            source = volume.split(":")[0]
            assert source in COMPOSE["volumes"] or source == "./briefing.toml" or (ROOT / source).exists(), volume
        assert all(port.startswith("127.0.0.1:") for port in each.get("ports", ()))


def test_the_scheduler_builds_once_a_day_and_sends_at_every_round(tmp_path, scheduler):
    scheduler()
    said = rounds(tmp_path, 3)
    assert said[0] == "build --quiet -o outputs"
    assert said.count(said[0]) == 1
    assert (tmp_path / "outputs" / ".healthy").exists()


def test_an_edition_made_in_part_is_made(tmp_path, scheduler):
    (tmp_path / "code-build").write_text("3", encoding="utf-8")
    scheduler()
    assert sum(line.startswith("build") for line in rounds(tmp_path, 3)) == 1


def test_a_build_that_fails_is_tried_again_and_is_no_good_health(tmp_path, scheduler):
    (tmp_path / "code-build").write_text("1", encoding="utf-8")
    scheduler()
    assert sum(line.startswith("build") for line in rounds(tmp_path, 3)) >= 2
    assert not (tmp_path / "outputs" / ".healthy").exists()
    log = (tmp_path / "log").read_text(encoding="utf-8")
    assert "'briefing build --quiet -o outputs' ended with code 1; next try in" in log


def test_before_its_hour_nothing_is_built(tmp_path, scheduler):
    scheduler(BRIEFING_HOUR="24")
    assert not any(line.startswith("build") for line in rounds(tmp_path, 2))


def test_the_scheduler_ends_when_it_is_asked_to(tmp_path, scheduler):
    process = scheduler(BRIEFING_EVERY="60")
    rounds(tmp_path, 1)
    time.sleep(0.2)
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=10) == 0


def test_the_image_of_a_single_command_is_well_if_the_program_starts(tmp_path, programs):
    environ = {"PATH": f"{programs}:{os.environ['PATH']}"}
    assert subprocess.run([SCRIPTS / "briefing-health"], cwd=tmp_path, env=environ, check=False).returncode == 0
    assert (tmp_path / "said").read_text(encoding="utf-8") == "--version\n"


@pytest.mark.slow
def test_the_steps_of_the_image_make_a_program_that_builds(tmp_path):
    """Every COPY and RUN before the second base, in a folder that takes the place of the image's root."""
    source, target = tmp_path / "src", tmp_path / "briefing"
    source.mkdir()
    for name, _ in copied():
        if not name.startswith("docker/"):
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
            copy(ROOT / name, source / name)
    second = [step for step, _ in STEPS].index("FROM", 2)
    environ = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    for step, command in STEPS[:second]:
        if step == "RUN":
            here = command.replace("/opt/briefing", str(target)).replace("python3", sys.executable)
            subprocess.run(["/bin/sh", "-ec", here], cwd=source, env=environ, check=True)
    shutil.rmtree(source)
    environ["PATH"] = f"{target / 'bin'}:{environ['PATH']}"
    build = ["briefing", "build", ROOT / "seeds", "-c", ROOT / "seeds" / "briefing.toml", "--date", "2025-10-22"]
    done = subprocess.run(build, cwd=tmp_path, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 3), done.stderr
    assert (tmp_path / "outputs" / "2025-10-22" / "briefing.html").stat().st_size > 0
    health = subprocess.run([SCRIPTS / "briefing-health"], cwd=tmp_path, env=environ, check=False)
    assert health.returncode == 0
    assert not list(target.rglob("sentence_transformers"))


def test_alerts_are_told_in_each_round_where_they_are_asked_for(scheduler, tmp_path):
    process = scheduler()
    assert not [line for line in rounds(tmp_path, 2) if line.startswith("alerts")]
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    scheduler(BRIEFING_ALERTS="yes")
    said = rounds(tmp_path, 5)
    assert "alerts --quiet -o outputs" in said
