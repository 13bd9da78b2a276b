"""The printed schedules, as their readers (systemd, a shell, GitHub) understand them."""

import shlex
import subprocess
from pathlib import Path

import pytest
import yaml

from briefing.deliver.cron_systemd_github_schedules import Job, cron, github, systemd

ODD = Path('/home/ann lee/100% "news" $x')


def job(**changes):
    values = {"python": "/usr/bin/python3", "folder": ODD, "config": ODD / "briefing.toml", "hour": 6,
              "timezone": "Europe/Paris"}  # fmt: skip
    return Job(**{**values, **changes})


def test_a_service_names_the_folder_and_configuration_whatever_signs_they_hold():
    service = systemd(job())["briefing-send.service"]
    assert '\nWorkingDirectory=/home/ann lee/100%% "news" $x\n' in service
    line = next(line for line in service.splitlines() if line.startswith("ExecStart="))
    assert line.endswith(' send --scheduled --quiet -c "/home/ann lee/100%% \\"news\\" $$x/briefing.toml"')


def test_a_cron_line_does_what_it_says(tmp_path):
    folder = tmp_path / "100% $x 'news'"
    folder.mkdir()
    (tmp_path / ".config" / "briefing").mkdir(parents=True)
    lines = cron(job(python="/bin/echo", folder=folder)).splitlines()
    for line, words in ((lines[-2], "build"), (lines[-1], "send --scheduled")):
        command = line[line.index("cd ") :].replace("\\%", "%")
        done = subprocess.run(
            ["/bin/sh", "-c", f'{command} && pwd && echo "$BRIEFING_SMTP_PASSWORD"'],
            check=True,
            env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
            capture_output=True,
            encoding="utf-8",
        )
        said = done.stdout.splitlines()
        assert said[0] == f"-m briefing {words} --quiet -c {ODD / 'briefing.toml'}"
        assert said[1] == str(folder)
        (tmp_path / ".config" / "briefing" / "secrets").write_text("BRIEFING_SMTP_PASSWORD=s3cret\n", encoding="utf-8")
    assert said[2] == "s3cret"


@pytest.mark.parametrize(
    ("zone", "hour", "expected"), [("Europe/Paris", 6, "0 5"), ("Asia/Kolkata", 6, "30 0"), ("Asia/Tokyo", 6, "0 21")]
)
def test_the_hour_of_the_workflow_is_that_of_the_reader(zone, hour, expected):
    told = yaml.safe_load(github(job(timezone=zone, hour=hour)))
    assert told[True]["schedule"][0] == {"cron": f"{expected} * * *"}
    steps = {step["name"]: step for step in told["jobs"]["send"]["steps"] if "name" in step}
    assert f"'{expected} * * *'" in steps["Build"]["if"]
    assert told["permissions"] == {"contents": "write"}


def test_the_workflow_installs_what_lies_in_the_repository():
    (line,) = [
        step["run"]
        for step in yaml.safe_load(github(job()))["jobs"]["send"]["steps"]
        if "pip install" in step.get("run", "")
    ]
    assert line.startswith("pip install ./sourced_briefing-*.whl ")


def test_the_workflow_keeps_the_outbox_from_run_to_run(tmp_path):
    steps = {step.get("name"): step for step in yaml.safe_load(github(job()))["jobs"]["send"]["steps"]}
    origin = tmp_path / "origin.git"
    shell(tmp_path, f"git init -q --bare -b main {shlex.quote(str(origin))} && git clone -q {origin} first 2>/dev/null")
    shell(tmp_path / "first", "git checkout -q -b main; git commit -q --allow-empty -m one && git push -q origin main")
    for name, before in (("second", None), ("third", "1"), ("fourth", "2")):
        shell(tmp_path, f"git clone -q --depth 1 --single-branch file://{origin} {name}")
        place = tmp_path / name
        shell(place, steps["Fetch the outbox, or begin one"]["run"])
        database = place / "outputs" / "briefing.db"
        assert (database.read_text(encoding="utf-8") if database.exists() else None) == before
        database.write_text({None: "1", "1": "2", "2": "2"}[before], encoding="utf-8")
        shell(place / "outputs", steps["Keep the outbox"]["run"])


def shell(folder, script):
    """Run a script as a workflow does: bash, and the first command that fails ends it."""
    settings = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b", "GIT_COMMITTER_NAME": "a",
                "GIT_COMMITTER_EMAIL": "a@b", "PATH": "/usr/bin:/bin", "HOME": str(folder)}  # fmt: skip
    done = subprocess.run(
        ["/bin/bash", "-e", "-c", script], cwd=folder, env=settings, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_alerts_are_looked_for_where_somebody_asks_for_them():
    assert "alerts" not in cron(job()) + github(job()) + "".join(systemd(job()))
    assert " alerts --quiet " in cron(job(alerts=True)).splitlines()[-1]
    files = systemd(job(alerts=True))
    assert " alerts --quiet " in files["briefing-alerts.service"]
    assert "OnCalendar=" in files["briefing-alerts.timer"]
    steps = yaml.safe_load(github(job(alerts=True)))["jobs"]["send"]["steps"]
    names = [step.get("name", "") for step in steps]
    told = names.index("Tell what is new on followed topics")
    assert names.index("Build") < told < names.index("Keep the outbox")
    # The build's own hour is for the edition.
    assert steps[told]["if"] == "github.event.schedule != '0 5 * * *'"
