"""Ready-made schedules: systemd, cron or GitHub Actions, with this machine's own paths.

Sending is safe to repeat, so every schedule runs often: an hourly run sends what is due (readers have hours of their
own) and tries again what was put off.
"""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Job", "cron", "github", "systemd"]


@dataclass(frozen=True, slots=True)
class Job:
    """What to run: this Python, in this folder, with this configuration; the edition is built at `hour` local time."""

    python: str
    folder: Path
    config: Path | None
    hour: int
    timezone: str

    def command(self, *words: str) -> str:
        """A command line of the program, quoted for a shell."""
        tail = ["-c", str(self.config)] if self.config else []
        return shlex.join([self.python, "-m", "briefing", *words, *tail])


def systemd(job: Job) -> str:
    """Two services with their timers, for `~/.config/systemd/user/`."""
    return f"""\
# Save each part under the name above it in ~/.config/systemd/user/, then run:
#   systemctl --user daemon-reload
#   systemctl --user enable --now briefing-build.timer briefing-send.timer
#   loginctl enable-linger    # to run while you are not logged in

# --- briefing-build.service
[Unit]
Description=Build the day's briefing
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
WorkingDirectory={job.folder}
ExecStart={job.command("build", "--quiet")}
SuccessExitStatus=3

# --- briefing-build.timer
[Unit]
Description=Build the day's briefing every day

[Timer]
OnCalendar=*-*-* {job.hour:02}:00:00 {job.timezone}
Persistent=true

[Install]
WantedBy=timers.target

# --- briefing-send.service
[Unit]
Description=Send the briefing to its readers
Wants=network-online.target
After=network-online.target briefing-build.service

[Service]
Type=oneshot
WorkingDirectory={job.folder}
# The password; chmod 600 the file. A line of it: BRIEFING_SMTP_PASSWORD=...
EnvironmentFile=-%h/.config/briefing/secrets
ExecStart={job.command("send", "--quiet")}
SuccessExitStatus=3

# --- briefing-send.timer
[Unit]
Description=Send what is due, and try again what was put off

[Timer]
OnCalendar=*:0/15
Persistent=true

[Install]
WantedBy=timers.target
"""


def cron(job: Job) -> str:
    """Two lines for `crontab -e`. A second run of `send` while one is busy ends at once."""
    place = shlex.quote(str(job.folder))
    return f"""\
# Add with: crontab -e
CRON_TZ={job.timezone}
0 {job.hour} * * *     cd {place} && {job.command("build", "--quiet")}
*/15 * * * *  cd {place} && . "$HOME/.config/briefing/secrets" && export BRIEFING_SMTP_PASSWORD && \
{job.command("send", "--quiet")}
"""


def github(job: Job) -> str:
    """A workflow whose outbox is kept between runs, so that nobody is mailed twice."""
    return f"""\
# .github/workflows/briefing.yml
name: briefing
on:
  schedule:
    - cron: "0 {job.hour} * * *"    # UTC
  workflow_dispatch:
concurrency: briefing               # two runs must not send at the same time
jobs:
  send:
    runs-on: ubuntu-latest
    timeout-minutes: 30
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with: {{python-version: "3.12"}}
      # The outbox lives on a branch of its own: a cache may be dropped, and readers would be mailed twice.
      - run: git fetch origin outbox && git worktree add outputs outbox
      - run: pip install sourced-briefing
      - run: briefing build || test $? -eq 3
      - run: briefing send || test $? -eq 3
        env:
          BRIEFING_SMTP_PASSWORD: ${{{{ secrets.BRIEFING_SMTP_PASSWORD }}}}
      - if: always()
        run: |
          cd outputs
          git add briefing.db
          git -c user.name=briefing -c user.email=briefing@localhost commit -m "Outbox" && git push origin HEAD:outbox
"""
