"""The printed schedules before the programs that read them: systemd and cron."""

import os
import subprocess
import sys

import pytest

from briefing.deliver.cron_systemd_github_schedules import Job, cron, systemd

pytestmark = pytest.mark.system


@pytest.fixture
def job(tmp_path):
    folder = tmp_path / "100% of the $news"
    folder.mkdir()
    return Job(sys.executable, folder, folder / "briefing.toml", 6, "Europe/Kyiv")


def test_systemd_accepts_the_units(job, tmp_path):
    units = tmp_path / "units"
    units.mkdir()
    for name, content in systemd(job).items():
        (units / name).write_text(content, encoding="utf-8")
    tmp_path.chmod(0o700)
    done = subprocess.run(
        ["systemd-analyze", "--user", "verify", *sorted(map(str, units.iterdir()))],
        env={**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)}, capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    when = next(line for line in systemd(job)["briefing-build.timer"].splitlines() if line.startswith("OnCalendar="))
    subprocess.run(["systemd-analyze", "calendar", when.partition("=")[2]], check=True, capture_output=True)


def test_cron_accepts_the_lines(job, tmp_path):
    table = tmp_path / "table"
    table.write_text(cron(job), encoding="utf-8")
    done = subprocess.run(["crontab", "-n", str(table)], capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
