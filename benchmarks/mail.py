"""What the outbox promises, measured: `python benchmarks/mail.py kill|faults|bulk|size [--write]`.

`kill` ends a real `briefing send` with SIGKILL at random moments, again and again, and resumes it until all is done;
the server (aiosmtpd on loopback) counts what each reader got. `faults` does the same while the server answers one step
in five with a 4xx or by dropping the connection. `bulk` sends one edition to many readers and reports time and memory.
`size` measures the message of a very large day. With --write the results join docs/benchmarks/mail.md.
"""

from __future__ import annotations

import argparse
import dataclasses
import datetime as dt
import os
import platform
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import editions  # noqa: E402
from mailserver import Server  # noqa: E402

from briefing.config import OutputSettings, Settings  # noqa: E402
from briefing.edition import edition_json  # noqa: E402
from briefing.records import Subscriber  # noqa: E402
from briefing.render import email  # noqa: E402
from briefing.store import outbox_table, subscribers  # noqa: E402
from briefing.store import published_editions as table  # noqa: E402
from briefing.store.open_database import open_store  # noqa: E402

TABLE = ROOT / "docs" / "benchmarks" / "mail.md"
CONFIG = """\
[email]
sender = "The Harbour Briefing <news@harbour.example>"
unsubscribe_url = "https://harbour.example/leave"
[smtp]
host = "127.0.0.1"
port = {port}
security = "none"
helo = "client.example"
timeout = 5
[outbox]
minutes = [0]
in_doubt = "{in_doubt}"
"""


@dataclass
class Result:
    """What one trial showed."""

    kills: int = 0
    runs: int = 0
    in_window: int = 0
    lost_answers: int = 0
    got: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("kill", "faults", "bulk", "size", "serve"))
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--readers", type=int, default=0, help="readers of one send [300; bulk: 5000]")
    parser.add_argument("--in-doubt", choices=("resend", "hold"), default="resend")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", action="store_true", help="add the lines to docs/benchmarks/mail.md")
    options = parser.parse_args()
    if options.what == "serve":
        with Server(keep=False) as server:
            print(server.port, flush=True)
            signal.pause()
    if options.what == "bulk":
        lines = bulk(options.readers or 5000)
    elif options.what == "size":
        lines = size()
    else:
        lines = kill_many(options, faults=options.what == "faults")
    text = "\n".join(lines) + "\n"
    print(text)
    if options.write:
        TABLE.parent.mkdir(parents=True, exist_ok=True)
        with TABLE.open("a", encoding="utf-8") as stream:
            stream.write(f"\n{text}")


def kill_many(options: argparse.Namespace, *, faults: bool) -> list[str]:
    """Trials of ten kills each until there were as many as asked for; the counts of all of them."""
    chance = random.Random(options.seed)
    readers, total, started = options.readers or 300, Result(), time.monotonic()
    lost = doubled = held = trials = 0
    while total.kills < options.kills:
        trials += 1
        wanted = min(10, options.kills - total.kills)
        result = trial(readers, wanted, options.in_doubt, chance, faults=faults)
        lost += sum(result.got[f"r{number}@example.org"] == 0 for number in range(readers))
        doubled += sum(count - 1 for count in result.got.values() if count > 1)
        held += result.states["in-doubt"]
        total.kills += result.kills
        total.runs += result.runs
        total.in_window += result.in_window
        total.lost_answers += result.lost_answers
        print(f"{total.kills} kills, {lost} lost, {doubled} doubled", file=sys.stderr, flush=True)
    what = "20 % of the steps refused for now or dropped; " if faults else ""
    line = (
        f"- {what}SIGKILL {total.kills} times in {trials} sends to {readers} readers, in_doubt = {options.in_doubt}, "
        f"seed {options.seed}: {lost} readers without the digest, {doubled} duplicates; killed between the final dot "
        f"and the answer being written down: {total.in_window}; answers lost after acceptance by the server's own "
        f"fault: {total.lost_answers}; held for a person: {held}. {total.runs} runs, "
        f"{time.monotonic() - started:.0f} s."
    )
    return [line]


def trial(readers: int, kills: int, in_doubt: str, chance: random.Random, *, faults: bool) -> Result:
    """One edition to `readers` readers, killed `kills` times and resumed until nothing waits."""
    result = Result()

    def script(step: str, _address: str) -> str | None:
        if not faults or step in ("connect", "body") or chance.random() > 0.2 / 4:
            return None
        action = chance.choice(("drop", "451 4.3.0 try later"))
        if step == "answer":
            result.lost_answers += 1
            return "drop"
        return action

    with tempfile.TemporaryDirectory() as name, Server(script, keep=False) as server:
        folder = Path(name)
        prepare(folder, readers, server.port, in_doubt)
        marks = sorted(chance.randrange(readers) for _ in range(kills))
        for mark in marks:
            killed = run(folder, server, until=mark, chance=chance)
            result.runs += 1
            if killed:
                result.kills += 1
                result.in_window += window(folder)
        for _ in range(200):
            run(folder, server)
            result.runs += 1
            result.states = states(folder)
            if not any(result.states[state] for state in outbox_table.OPEN):
                break
        result.got = Counter(server.count)
    return result


def prepare(folder: Path, readers: int, port: int, in_doubt: str = "resend") -> None:
    """A configuration, an edition of today and readers."""
    (folder / "briefing.toml").write_text(CONFIG.format(port=port, in_doubt=in_doubt))
    edition = dataclasses.replace(editions.sample(), date=dt.datetime.now(dt.UTC).date())
    with open_store(OutputSettings(), folder) as store:
        table.save(store, edition.date, edition_json.dump(edition), ())
        with store.write() as connection:
            connection.executemany(
                "INSERT INTO subscribers VALUES (?, ?, 'active', 0)",
                (
                    (address, subscribers.dump(Subscriber(address)))
                    for address in (f"r{number}@example.org" for number in range(readers))
                ),
            )


def run(folder: Path, server: Server, *, until: int | None = None, chance: random.Random | None = None) -> bool:
    """One `briefing send`; killed soon after the server has `until` messages. Whether it was killed."""
    command = [sys.executable, "-m", "briefing", "send", "-q", "-c", str(folder / "briefing.toml"), "-o", str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if until is None or chance is None:
        process.wait(300)
        return False
    while process.poll() is None and len(server.count) <= until:
        time.sleep(0.0005)
    time.sleep(chance.random() * 0.02)  # about two messages: any step of a transaction is as likely as its length
    process.send_signal(signal.SIGKILL)
    return process.wait(10) == -signal.SIGKILL


def window(folder: Path) -> int:
    """How many messages are between the final dot and the written answer: the documented doubt."""
    with open_store(OutputSettings(), folder) as store:
        return sum(entry.step == "dot" for entry in outbox_table.stranded(store))


def states(folder: Path) -> Counter[str]:
    with open_store(OutputSettings(), folder) as store:
        return Counter(entry.state for entry in outbox_table.entries(store))


def bulk(readers: int) -> list[str]:
    """One edition to many readers; time of the whole command and its peak memory."""
    sink = "/usr/sbin/smtp-sink"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if Path(sink).exists():
            # As root it wants to become somebody else.
            user = ["-u", "nobody"] if os.getuid() == 0 else []
            port, server = 2525, subprocess.Popen([sink, *user, "127.0.0.1:2525", "100"])
            time.sleep(0.5)
            kind = "Postfix's smtp-sink"
        else:
            server = subprocess.Popen([sys.executable, str(Path(__file__).resolve()), "serve"], stdout=subprocess.PIPE)
            port, kind = int(server.stdout.readline()), "aiosmtpd"
        try:
            prepare(folder, readers, port)
            command = [sys.executable, "-m", "briefing", "send", "-c", str(folder / "briefing.toml"), "-o", str(folder)]
            started = time.monotonic()
            done = subprocess.run(
                command, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, check=False
            )
            seconds = time.monotonic() - started
            found = states(folder)
        finally:
            server.terminate()
            server.wait()
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        length = len(email.as_bytes(email.render(editions.sample(), Subscriber("r1@example.org"), Settings())))
    if done.returncode:
        print(done.stderr.decode(), file=sys.stderr)
    line = (
        f"- {readers} readers over one connection to {kind} on loopback, {length / 1000:.0f} kB each: {seconds:.1f} s "
        f"({readers / seconds:.0f} messages a second), peak {memory:.0f} MB; {dict(found)}. {machine()}"
    )
    return [line]


def size() -> list[str]:
    """The message of days of growing size."""
    sample, lines = editions.sample(), []
    stories = sample.stories
    for count in (4, 20, 100, 1000):
        made = tuple(dataclasses.replace(stories[n % 4], id=f"s{n}", rank=float(-n)) for n in range(count))
        edition = dataclasses.replace(sample, sections=(dataclasses.replace(sample.sections[0], stories=made),))
        started = time.perf_counter()
        message = email.render(edition, Subscriber("r1@example.org"), Settings())
        content, seconds = email.as_bytes(message), time.perf_counter() - started
        left = email.parts(edition, Subscriber(""), Settings()).left
        lines.append(f"- {count} stories: {len(content)} bytes, {count - left} in the message, made in {seconds:.2f} s")
    return lines


def machine() -> str:
    return f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}."


if __name__ == "__main__":
    main()
