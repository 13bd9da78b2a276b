"""Passwords: from the environment, a private file or the keyring, and never anywhere else.

They travel as `pydantic.SecretStr`, which prints as asterisks.
"""

from __future__ import annotations

import importlib
import os
import stat
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from pydantic import SecretStr

from briefing.errors import DeliveryError
from briefing.runtime.extras_and_install_hints import install_hint

__all__ = ["SecretSettings", "password", "private_text", "token"]

_TOKEN_SECONDS = 30


class SecretSettings(Protocol):
    """The settings that say where a password is."""

    @property
    def username(self) -> str | None:
        """Whose password it is."""

    @property
    def password_env(self) -> str:
        """An environment variable."""

    @property
    def password_file(self) -> str | None:
        """A file."""

    @property
    def keyring_service(self) -> str | None:
        """An entry of the keyring."""


def password(settings: SecretSettings, environment: Mapping[str, str]) -> SecretStr | None:
    """The password of `settings.username`; None if no login is wanted. Raises DeliveryError if there is none."""
    if settings.username is None:
        return None
    if value := environment.get(settings.password_env):
        return SecretStr(value)
    if settings.password_file:
        return private_text(Path(settings.password_file))
    if settings.keyring_service:
        return _from_keyring(settings.keyring_service, settings.username)
    raise DeliveryError(
        "has no password",
        subject=settings.username,
        hint=f"Set {settings.password_env} in the environment, or name a password_file or keyring_service.",
    )


def private_text(path: Path) -> SecretStr:
    """The text of a file that only its owner may read. Raises DeliveryError if others could."""
    try:
        with path.open(encoding="utf-8") as stream:
            # Checks the open file, not its name, so that nobody can swap the file in between.
            mode = os.fstat(stream.fileno()).st_mode
            if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
                raise DeliveryError(
                    "can be read by others", subject=str(path), hint=f"Run: chmod 600 {path}, then change the secret."
                )
            return SecretStr(stream.read().rstrip("\r\n"))
    except (OSError, UnicodeDecodeError) as error:
        raise DeliveryError("the secret cannot be read", subject=str(path)) from error


def token(command: tuple[str, ...]) -> SecretStr:
    """The access token that a program of the user's prints. Raises DeliveryError if it prints none."""
    if not command:
        raise DeliveryError("xoauth2 needs token_command", subject="smtp")
    try:
        done = subprocess.run(command, capture_output=True, timeout=_TOKEN_SECONDS, check=True, text=True)  # noqa: S603
    except (OSError, subprocess.SubprocessError) as error:
        # The chained error would print the command's output, which may hold the token.
        kind = type(error).__name__
        raise DeliveryError(f"the token command failed ({kind})", subject=command[0]) from None
    if not done.stdout.strip():
        raise DeliveryError("the token command printed nothing", subject=command[0])
    return SecretStr(done.stdout.strip())


def _from_keyring(service: str, username: str) -> SecretStr:
    try:
        keyring = importlib.import_module("keyring")
    except ImportError as error:
        raise DeliveryError(
            "the keyring library is not installed", subject=service, hint=f"{install_hint('keyring')}."
        ) from error
    try:
        value = keyring.get_password(service, username)
    except keyring.errors.KeyringError as error:
        raise DeliveryError("the keyring cannot be opened", subject=service) from error
    if not value:
        raise DeliveryError(f"the keyring has no password for {username}", subject=service)
    return SecretStr(value)
