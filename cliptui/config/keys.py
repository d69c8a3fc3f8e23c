"""The key of an account: from the environment, a command, a private file or the file itself."""

import subprocess
from collections.abc import Mapping
from typing import Final

from cliptui.clip.secret import Secret
from cliptui.clip.text import clean
from cliptui.config.accounts import is_word
from cliptui.config.accounts_file import Account
from cliptui.config.private import read_private
from cliptui.config.toml_file import FILE_NAME
from cliptui.errors import BadSetting

COMMAND_S: Final = 30.0
"""How long a command may take; it may have to ask a person for a passphrase."""


def key_of(
    account: Account, environ: Mapping[str, str], *, command_s: float = COMMAND_S
) -> Secret | None:
    """Return the key of an account; None if it has none.

    Args:
        account: The account.
        environ: The environment.
        command_s: Seconds that a command may take.

    Raises:
        BadSetting: It cannot be had, or is none. No sentence tells what a command has printed.
    """
    text, member = _text_of(account, environ, command_s)
    if not member:
        return None
    owner = "owner and " if account.owner else ""
    return Secret(text, f"{owner}{member} of accounts.{clean(account.name)} in {FILE_NAME}")


def _text_of(account: Account, environ: Mapping[str, str], command_s: float) -> tuple[str, str]:
    """Return the key of an account, and the member that says where it is; empty for none."""
    entry = f"accounts.{clean(account.name)}"
    if account.key is not None:
        return _checked(account.key.text, f"{entry}.key"), "key"
    if account.key_env:
        named = clean(account.key_env)
        if not environ.get(account.key_env):
            raise BadSetting(f"{entry}.key_env names {named}, which is not set: set it.")
        key = _checked(environ[account.key_env], f"{entry}.key_env: what {named} holds")
        return key, f"key_env ({named})"
    if account.key_command:
        told = _told_by(account.key_command, f"{entry}.key_command", environ, command_s)
        return _checked(told, f"{entry}.key_command: what it prints"), "key_command"
    if account.key_file is not None:
        try:
            key = _checked(read_private(account.key_file), f"{entry}.key_file: what it holds")
        except OSError as error:
            shown = clean(str(account.key_file))
            raise BadSetting(
                f"{entry}.key_file: {shown} cannot be read: {error.strerror}."
            ) from error
        return key, "key_file"
    return "", ""


def _told_by(
    command: tuple[str, ...], entry: str, environ: Mapping[str, str], command_s: float
) -> str:
    """Run a command without a shell, and return the first line that it prints."""
    program = clean(command[0])
    try:
        ended = subprocess.run(  # noqa: S603  the user wrote it, to be run
            command, env=dict(environ), stdout=subprocess.PIPE, timeout=command_s, check=False
        )
    except subprocess.TimeoutExpired:
        raise BadSetting(f"{entry}: {program} took longer than {command_s:g} s.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is no command"
        raise BadSetting(f"{entry}: {program} cannot be run: {reason}.") from error
    if ended.returncode:
        raise BadSetting(f"{entry}: {program} failed with exit code {ended.returncode}.")
    first, _, _ = ended.stdout.decode("utf-8", "replace").partition("\n")
    return first.strip()


def _checked(key: str, what: str) -> str:
    if not (is_word(key) and key.isascii()):
        raise BadSetting(f"{what} is no key: it must be one word in plain ASCII.")
    return key
