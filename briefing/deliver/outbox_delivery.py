"""Drives the outbox: takes what is due, hands it to a transport, and records each step before taking it.

`decide` decides what an outcome means and has no side effects; `drain` acts and decides nothing. The states are drawn
in `briefing.store.outbox_table`. Whatever kills the program, the next run finds each message either untouched (it is
sent), answered (it is done), or in the one window where nobody can know: the final dot was sent and no reply had come.
There the setting `outbox.in_doubt` chooses between a rare duplicate and a rare loss.
"""

from __future__ import annotations

import dataclasses
import hashlib
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from briefing.config import OutboxSettings
from briefing.deliver.act_on_replies import enhanced
from briefing.deliver.transport_protocol import Outcome, OutgoingMessage, Transport
from briefing.errors import BriefingError, DeliveryError, StoreError
from briefing.store import outbox_table
from briefing.store.outbox_table import Entry
from briefing.store.sqlite_connection import Store

__all__ = [
    "Clock",
    "DeliveryStats",
    "Pace",
    "Run",
    "cancel",
    "decide",
    "drain",
    "is_about_the_message",
    "recover",
    "requeue",
]

# Share of the pause over which retries to the readers of one server are spread.
_JITTER = 0.1
# Lost connections in a row, with nothing accepted in between, after which the run gives up for now.
_FAULTS = 5
# Refusals of the message itself in a row, after which the run stops: every other reader's would be refused as well.
_REFUSALS = 5
# "Closing, come back later" (RFC 5321, 3.8), and "too many requests" over HTTP: said to the program, not to one reader.
_COME_BACK = (421, 429)
# "Transaction failed", and the enhanced status that names no cause.
_FAILED, _NO_CAUSE = 554, "5.0."


@dataclass(frozen=True, slots=True)
class Clock:
    """The clock as an argument: `now` in Unix seconds, `sleep` in seconds."""

    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep


@dataclass(frozen=True, slots=True)
class Pace:
    """How long a run may last, in seconds, and how many messages a minute it may send (0: any number)."""

    run_timeout: float
    per_minute: float = 0.0


@dataclass(frozen=True, slots=True)
class Run:
    """What a run works with.

    `write` makes the message of an entry, or None if its reader must not be mailed any more; it raises
    BriefingError where none can be made. `rescue` is called when a reply cannot be recorded because the disk is full:
    it frees what it can.
    """

    store: Store
    transport: Transport
    write: Callable[[Entry], OutgoingMessage | None]
    retry: OutboxSettings
    clock: Clock
    rescue: Callable[[], None]


@dataclass(slots=True)
class DeliveryStats:
    """How many messages ended in which state during this run; `refusals` names each one the server will never take.

    `stopped` says why a run ended early, `paused` that the server asked for that.
    """

    states: Counter[str] = dataclasses.field(default_factory=Counter)
    refusals: list[Entry] = dataclasses.field(default_factory=list)
    stopped: str = ""
    paused: str = ""

    def add(self, entry: Entry) -> None:
        """Count one message."""
        self.states[entry.state] += 1
        if entry.state == "refused":
            self.refusals.append(entry)

    def include(self, other: DeliveryStats) -> None:
        """Count what another way out has done as well."""
        self.states += other.states
        self.refusals += other.refusals
        self.stopped = "; ".join(filter(None, (self.stopped.rstrip("."), other.stopped)))
        self.paused = "; ".join(filter(None, (self.paused, other.paused)))

    def withdraw(self, entries: Iterable[Entry]) -> None:
        """Take messages out again that were counted as refused."""
        gone = {entry.key for entry in entries}
        self.states["refused"] -= len(gone)
        self.refusals = [entry for entry in self.refusals if entry.key not in gone]


def decide(entry: Entry, outcome: Outcome, now: float, settings: OutboxSettings) -> Entry:
    """The entry of a message after an attempt with this outcome."""
    kind = outcome.kind
    if kind == "unknown":
        kind = "deferred" if settings.in_doubt == "resend" else "unknown"
    done = dataclasses.replace(
        entry, step="", attempts=entry.attempts + 1, code=outcome.code, words=outcome.words, changed=now
    )
    if kind == "accepted":
        return dataclasses.replace(done, state="accepted")
    if kind == "refused":
        return dataclasses.replace(done, state="refused")
    if kind == "unknown":
        return dataclasses.replace(done, state="in-doubt")
    due = now + _pause(entry, settings)
    state = "expired" if due > entry.expires else "retry"
    return dataclasses.replace(done, state=state, due=due)


def recover(store: Store, now: float, settings: OutboxSettings) -> int:
    """Put the messages of a killed run back into a proper state; returns how many. Call only while no other run is
    sending.
    """
    entries = outbox_table.stranded(store)
    for entry in entries:
        if entry.step == "dot" and settings.in_doubt == "hold":
            words = "the program was killed before the server replied"
            outbox_table.update(store, dataclasses.replace(entry, state="in-doubt", step="", words=words, changed=now))
        else:
            outbox_table.update(store, dataclasses.replace(entry, state="queued", step="", changed=now))
    return len(entries)


def drain(run: Run, pace: Pace, progress: Callable[[int], None], *, channel: str | None = None) -> DeliveryStats:
    """Attempt every message that is due, once, and count the outcomes: every e-mail, or those of one channel's key.

    A run ends early where going on would only repeat what happened: the server asks to come back later, or refuses one
    message after the other for what is in it. The messages of such a series are put off, since it is not about readers.

    Raises:
        StoreError: the outbox cannot be written. Everything that was sent is recorded.
    """
    stats, clock, faults, refused = DeliveryStats(), run.clock, 0, list[Entry]()
    started = clock.now()
    for key in outbox_table.due(run.store, started, channel):
        begun = clock.now()
        if begun - started > pace.run_timeout:
            stats.stopped = f"the time limit of {pace.run_timeout:.0f} seconds is reached; run it again to continue"
            break
        try:
            entry, outcome = _attempt(run, key)
        except DeliveryError as error:
            stats.stopped = str(error)
            break
        stats.add(entry)
        progress(1)
        faults = faults + 1 if entry.state == "retry" and entry.code == 0 else 0
        if faults >= _FAULTS:
            stats.stopped = f"the connection broke {faults} times in a row: {entry.words}"
            break
        if entry.code in _COME_BACK:
            stats.paused = f"the server asks for a pause: {entry.code} {entry.words}"
            break
        refused = [*refused, entry] if is_about_the_message(entry, outcome) else []
        if len(refused) >= _REFUSALS:
            _put_off(run, refused, stats)
            stats.stopped = f"the server refused {len(refused)} messages in a row: {entry.code} {entry.words}"
            break
        if pace.per_minute:
            clock.sleep(max(0.0, 60.0 / pace.per_minute - (clock.now() - begun)))
    return stats


def is_about_the_message(entry: Entry, outcome: Outcome | None) -> bool:
    """Whether a message was refused for its content or sender (as spam, say) and not for its reader's mailbox.

    RFC 3463: 5.7 is policy, 5.6 content. A reply without such a status counts where the server had read the message,
    or says 554, "transaction failed".
    """
    if entry.state != "refused" or outcome is None:
        return False
    status = enhanced(entry.words)
    if status and not status.startswith(_NO_CAUSE):
        return status.startswith(("5.7.", "5.6."))
    return outcome.content or entry.code == _FAILED


def _put_off(run: Run, entries: Iterable[Entry], stats: DeliveryStats) -> None:
    """Keep refused messages for a later run, once somebody has mended what they were refused for."""
    wanted = list(entries)
    stats.withdraw(wanted)
    for entry in wanted:
        now = run.clock.now()
        due = now + _pause(entry, run.retry)
        state = "expired" if due > entry.expires else "retry"
        stats.add(_record(run, dataclasses.replace(entry, state=state, due=due, changed=now)))


def _attempt(run: Run, key: str) -> tuple[Entry, Outcome | None]:
    """One attempt at one message, recorded before and after; the outcome is None where none was made.

    On DeliveryError the message is as it was before.
    """
    store, clock = run.store, run.clock
    entry = _get(store, key)
    if entry.expires < clock.now():
        return _close(run, entry, "expired", entry.words or "not sent in time"), None
    try:
        message = run.write(entry)
    except BriefingError as error:
        return _close(run, entry, "refused", str(error)), None
    if message is None:
        return _close(run, entry, "cancelled", "not mailed any more"), None
    # After a power cut a message whose last step was lost is sent again: only "hold" must know that it may have been.
    held = run.retry.in_doubt == "hold"
    outbox_table.step(store, key, "envelope", clock.now())
    try:
        outcome = run.transport.deliver(
            message, lambda: outbox_table.step(store, key, "dot", clock.now(), durable=held)
        )
    except DeliveryError:
        # Nothing was sent, so the message is as if it had not been tried.
        _record(run, dataclasses.replace(entry, changed=clock.now()))
        raise
    return _record(run, decide(entry, outcome, clock.now(), run.retry)), outcome


def _close(run: Run, entry: Entry, state: str, words: str) -> Entry:
    return _record(run, dataclasses.replace(entry, state=state, words=words, changed=run.clock.now()))


def _record(run: Run, entry: Entry) -> Entry:
    try:
        outbox_table.update(run.store, entry)
    except StoreError:
        run.rescue()
        outbox_table.update(run.store, entry)
        raise
    return entry


def _get(store: Store, key: str) -> Entry:
    entry = outbox_table.get(store, key)
    if entry is None:
        raise StoreError("a message is missing from the outbox", subject=key)
    return entry


def _pause(entry: Entry, settings: OutboxSettings) -> float:
    """Seconds until the next attempt, with a little jitter that is the same whenever it is computed."""
    minutes = settings.minutes[min(entry.attempts, len(settings.minutes) - 1)]
    share = int.from_bytes(hashlib.sha256(f"{entry.key}{entry.attempts}".encode()).digest()[:4], "big") / 2**32
    return minutes * 60 * (1 + _JITTER * share)


def requeue(store: Store, entries: Iterable[Entry], now: float, settings: OutboxSettings) -> int:
    """Try messages again at the next run, in any state but accepted; returns how many."""
    wanted = [entry for entry in entries if entry.state not in ("accepted", "sending", "queued")]
    for entry in wanted:
        expires = now + settings.expire_hours * 3600
        outbox_table.update(store, dataclasses.replace(entry, state="queued", due=now, expires=expires, changed=now))
    return len(wanted)


def cancel(store: Store, entries: Iterable[Entry], now: float) -> int:
    """Never send messages that were not sent yet; returns how many."""
    wanted = [entry for entry in entries if entry.state in ("queued", "retry", "in-doubt")]
    for entry in wanted:
        outbox_table.update(store, dataclasses.replace(entry, state="cancelled", words="by hand", changed=now))
    return len(wanted)
