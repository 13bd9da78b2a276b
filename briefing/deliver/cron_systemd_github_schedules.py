"""Ready-made schedules: systemd, cron or GitHub Actions, with this machine's own paths.

Sending is safe to repeat, so every schedule runs often. A run sends what is due (readers may choose an hour) and
retries what was put off.
"""

from __future__ import annotations

import datetime as dt
import shlex
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

__all__ = ["Job", "cron", "github", "systemd"]

_SECRETS = ".config/briefing/secrets"
# A clock that knows no zones is set by the offset of this day.
_WINTER = dt.date(2026, 1, 1)


@dataclass(frozen=True, slots=True)
class Job:
    """What to run: this Python, in this folder, with this configuration; the build is at `hour` in `timezone`.

    With `alerts` it also tells what is new on followed topics, every half hour.
    """

    python: str
    folder: Path
    config: Path | None
    hour: int
    timezone: str
    alerts: bool = False

    def words(self, *words: str) -> list[str]:
        """The words of a command of the program."""
        return [self.python, "-m", "briefing", *words, *(["-c", str(self.config)] if self.config else [])]

    def utc(self) -> str:
        """Minute and hour of the build, as cron has them, on a clock that shows UTC."""
        local = dt.datetime.combine(_WINTER, dt.time(self.hour), ZoneInfo(self.timezone)).astimezone(dt.UTC)
        return f"{local.minute} {local.hour}"


def systemd(job: Job) -> dict[str, str]:
    """Services with their timers: file name -> content, for `~/.config/systemd/user/`."""
    service = f"Type=oneshot\nWorkingDirectory={_specifiers(str(job.folder))}\n"
    return _build_and_send(job, service) | (_alerts(job, service) if job.alerts else {})


def _build_and_send(job: Job, service: str) -> dict[str, str]:
    return {
        "briefing-build.service": f"""\
[Unit]
Description=Build the day's briefing

[Service]
{service}ExecStart={_exec(job.words("build", "--quiet"))}
# 3: some article or source could not be used.
SuccessExitStatus=3
""",
        "briefing-build.timer": f"""\
[Unit]
Description=Build the day's briefing every day

[Timer]
OnCalendar=*-*-* {job.hour:02}:00:00 {job.timezone}
Persistent=true

[Install]
WantedBy=timers.target
""",
        "briefing-send.service": f"""\
[Unit]
Description=Send the briefing to its readers
After=briefing-build.service

[Service]
{service}# The password, in a file of yours alone (chmod 600): BRIEFING_SMTP_PASSWORD=...
EnvironmentFile=-%h/{_SECRETS}
ExecStart={_exec(job.words("send", "--scheduled", "--quiet"))}
# 3: something was put off or refused.
SuccessExitStatus=3
""",
        "briefing-send.timer": """\
[Unit]
Description=Send what is due, and try again what was put off

[Timer]
OnCalendar=*:0/15
Persistent=true

[Install]
WantedBy=timers.target
""",
    }


def _alerts(job: Job, service: str) -> dict[str, str]:
    return {
        "briefing-alerts.service": f"""\
[Unit]
Description=Tell what is new on followed topics
After=briefing-build.service

[Service]
{service}EnvironmentFile=-%h/{_SECRETS}
ExecStart={_exec(job.words("alerts", "--quiet"))}
# 3: some article or source could not be used, or something was put off.
SuccessExitStatus=3
""",
        "briefing-alerts.timer": """\
[Unit]
Description=Look for news on followed topics

[Timer]
OnCalendar=*:10/30

[Install]
WantedBy=timers.target
""",
    }


def cron(job: Job) -> str:
    """Lines for `crontab -e`. A second run of `send` while one is busy ends at once."""
    place = shlex.quote(str(job.folder))
    build, send = shlex.join(job.words("build", "--quiet")), shlex.join(job.words("send", "--scheduled", "--quiet"))
    secrets = f'"$HOME/{_SECRETS}"'
    # Exported from the file, if there is one: BRIEFING_SMTP_PASSWORD=...
    ready = f"cd {place} && {{ [ ! -r {secrets} ] || {{ set -a; . {secrets}; }}; }}"
    alerts = shlex.join(job.words("alerts", "--quiet"))
    lines = [f"0 {job.hour} * * * cd {place} && {build}", f"*/15 * * * * {ready} && {send}"]
    lines += [f"10,40 * * * * {ready} && {alerts}"] if job.alerts else []
    return f"""\
# Add with: crontab -e
# The password is read from ~/{_SECRETS}, a file of yours alone (chmod 600): BRIEFING_SMTP_PASSWORD=...
# Where cron does not know CRON_TZ (Debian's does not), the hour is that of the machine's own clock.
CRON_TZ={job.timezone}
{chr(10).join(line.replace("%", chr(92) + "%") for line in lines)}
"""


_GITHUB_ALERTS = """\
      - name: Tell what is new on followed topics
        if: github.event.schedule != '{build}'
        run: briefing alerts || test $? -eq 3
        env:
          BRIEFING_SMTP_PASSWORD: ${{{{ secrets.BRIEFING_SMTP_PASSWORD }}}}
"""


def github(job: Job) -> str:
    """A workflow whose outbox is kept between runs, so that nobody is mailed twice."""
    build = f"{job.utc()} * * *"
    alerts = _GITHUB_ALERTS.format(build=build) if job.alerts else ""
    return f"""\
# .github/workflows/briefing.yml, in a private repository with your briefing.toml and the program's wheel.
# The wheel is made in the checkout of the program: pip wheel --no-deps --wheel-dir FOLDER_OF_THIS_REPOSITORY .
name: briefing
on:
  schedule:
    - cron: "{build}"    # {job.hour:02}:00 in {job.timezone} in January: this clock shows UTC, without summer time
    - cron: "40 * * * *"    # what readers want later in the day, and what was put off
  workflow_dispatch:
permissions:
  contents: write
concurrency: briefing    # two runs must not send at the same time
jobs:
  send:
    runs-on: ubuntu-latest
    timeout-minutes: 30
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
          cache: pip
          cache-dependency-path: briefing.toml
      - run: pip install ./sourced_briefing-*.whl --extra-index-url https://download.pytorch.org/whl/cpu
      # The outbox lives on a branch of its own: a cache may be dropped, and readers would be mailed twice.
      - name: Fetch the outbox, or begin one
        run: |
          if git ls-remote --exit-code --heads origin outbox; then
            git fetch origin outbox
            git worktree add -B outbox outputs FETCH_HEAD
          else
            git worktree add --detach outputs
            git -C outputs checkout --orphan outbox
            git -C outputs rm -rfq --ignore-unmatch .
          fi
      - name: Build
        if: github.event_name == 'workflow_dispatch' || github.event.schedule == '{build}'
        run: briefing build || test $? -eq 3
      - name: Send
        run: briefing send --scheduled || test $? -eq 3
        env:
          BRIEFING_SMTP_PASSWORD: ${{{{ secrets.BRIEFING_SMTP_PASSWORD }}}}
{alerts}      - name: Keep the outbox
        if: always()
        working-directory: outputs
        run: |
          git add briefing.db
          git diff --cached --quiet || git -c user.name=briefing -c user.email=briefing@localhost commit -m "Outbox"
          git push origin HEAD:outbox
"""


def _exec(words: list[str]) -> str:
    """A command line as systemd reads it (systemd.service, "Command lines"): quoted, nothing left to fill in."""
    return " ".join(_quoted(_specifiers(word).replace("$", "$$")) for word in words)


def _quoted(word: str) -> str:
    if word and not any(sign.isspace() or sign in "\"'\\;" for sign in word):
        return word
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _specifiers(word: str) -> str:
    return word.replace("%", "%%")
