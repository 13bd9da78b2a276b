"""Transports without a network: the `sendmail` program of this machine, or a Maildir folder."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

from briefing.deliver.transport_protocol import Outcome, OutgoingMessage
from briefing.errors import DeliveryError

__all__ = ["MaildirTransport", "SendmailTransport"]

# Exit codes of sysexits.h that mean "never".
_PERMANENT = {
    64: "usage",
    65: "data error",
    67: "no such user",
    68: "no such host",
    69: "unavailable",
    77: "no permission",
}
_WORDS = 500


class SendmailTransport:
    """Hands each message to a program: `sendmail -i -f SENDER -- RECIPIENT`, as Postfix, Exim and others provide it."""

    def __init__(self, command: tuple[str, ...], timeout: float) -> None:
        self._command = command
        self._timeout = timeout

    def deliver(self, message: OutgoingMessage, committing: Callable[[], None]) -> Outcome:
        """Run the program once. Raises DeliveryError if it cannot be run."""
        command = [*self._command, "-f", message.sender, "--", message.recipient]
        committing()
        try:
            done = subprocess.run(  # noqa: S603 - the program is the user's own setting; no shell is involved
                command,
                input=message.content.replace(b"\r\n", b"\n"),
                capture_output=True,
                timeout=self._timeout,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return Outcome("unknown", 0, f"the program did not end in {self._timeout:.0f} seconds")
        except OSError as error:
            raise DeliveryError("the sendmail program cannot be run", subject=self._command[0]) from error
        words = " ".join((done.stderr or done.stdout).decode("utf-8", "replace").split())[:_WORDS]
        if done.returncode == 0:
            return Outcome("accepted", 0, words)
        if done.returncode in _PERMANENT:
            return Outcome("refused", done.returncode, words or _PERMANENT[done.returncode])
        return Outcome("deferred", done.returncode, words or f"exit code {done.returncode}")

    def close(self) -> None:
        """Nothing to close."""


class MaildirTransport:
    """Writes each message into a Maildir; the file is named after the message, so a second delivery changes nothing."""

    def __init__(self, folder: str) -> None:
        self._folder = folder

    def deliver(self, message: OutgoingMessage, committing: Callable[[], None]) -> Outcome:
        """Write one message. Raises DeliveryError if the folder cannot be written."""
        folder = Path(self._folder.replace("{address}", _safe(message.recipient)))
        try:
            for name in ("tmp", "new", "cur"):
                (folder / name).mkdir(mode=0o700, parents=True, exist_ok=True)
            target = folder / "new" / message.name
            committing()
            if target.exists() or any((folder / "cur").glob(f"{message.name}*")):
                return Outcome("accepted", 0, "delivered before")
            temporary = folder / "tmp" / message.name
            with temporary.open("wb") as stream:
                stream.write(message.content.replace(b"\r\n", b"\n"))
                stream.flush()
                os.fsync(stream.fileno())
            temporary.replace(target)
        except OSError as error:
            raise DeliveryError("the Maildir cannot be written", subject=str(folder)) from error
        return Outcome("accepted", 0, str(target))

    def close(self) -> None:
        """Nothing to close."""


def _safe(address: str) -> str:
    """A folder name for an address."""
    return "".join(sign if sign.isalnum() or sign in "@.+-_" else "_" for sign in address).lstrip(".") or "_"
