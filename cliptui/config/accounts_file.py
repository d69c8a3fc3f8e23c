"""`config.toml`: the accounts that a user has written down.

::

    title = "{asset} {in}"  # see `cliptui.config.titles`

    [accounts.work]
    service = "uplynk"
    url = "https://services.uplynk.com"
    owner = "0123456789abcdef0123456789abcdef"
    key_command = "pass show uplynk"

    [accounts.films]
    service = "folder"
    path = "~/Videos"

A key comes from one of `key_env` (a variable), `key_command` (run without a shell), `key_file`
(a file of mode 0600), or `key` itself, for which this file must have that mode too.
"""

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, BinaryIO, Final

from cliptui.clip.secret import Secret
from cliptui.clip.text import clean
from cliptui.config.accounts import is_word, service_url
from cliptui.config.private import check_private
from cliptui.config.titles import TITLE_ENTRY
from cliptui.config.toml_file import read_toml
from cliptui.errors import BadSetting

_TABLES: Final = frozenset({"accounts", TITLE_ENTRY})
_TEXTS: Final = ("service", "url", "owner", "path", "key_env", "key_file", "key")
_KEYS: Final = frozenset({*_TEXTS, "key_command"})
_KEY_SOURCES: Final = ("key", "key_env", "key_command", "key_file")
_QUOTED: Final = 60


class ServiceKind(StrEnum):
    """What answers at an account."""

    UPLYNK = "uplynk"
    BLUEBILLYWIG = "bluebillywig"
    VIDEODEV = "videodev"
    FOLDER = "folder"


@dataclass(frozen=True, slots=True)
class Account:
    """One account as it is written down.

    Attributes:
        name: What the user calls it.
        kind: What answers there.
        url: Its address, without a slash at the end; empty for a folder.
        owner: Who asks, as the service calls it; empty where the key says enough.
        folder: The folder, if it is one.
        key: The key, if the file itself holds it.
        key_env: The variable that holds the key.
        key_command: The command that prints the key, word by word.
        key_file: The file that holds the key.
    """

    name: str
    kind: ServiceKind
    url: str = ""
    owner: str = ""
    folder: Path | None = None
    key: Secret | None = None
    key_env: str = ""
    key_command: tuple[str, ...] = ()
    key_file: Path | None = None


def read_accounts(file: Path) -> Mapping[str, Account]:
    """Return the accounts of a file by their names, in order; none if there is no file.

    Raises:
        BadSetting: The file cannot be read, is no TOML, says what is not known, or holds a key
            while others can read it. The sentence names the line or the entry, never a value.
    """
    reader = _Reader(clean(str(file)))
    return read_toml(file, lambda told, stream: reader.accounts(told, stream, file), {})


def _split(value: object) -> list[str] | None:
    """Return the words of a command; None if it is no text, empty, or its quotes are odd."""
    try:
        return (shlex.split(value) or None) if isinstance(value, str) else None
    except ValueError:
        return None


class _Reader:
    """Turns what TOML holds into accounts.

    Args:
        shown: What the user knows the file by.
    """

    def __init__(self, shown: str) -> None:
        self._shown = shown

    def accounts(
        self, told: Mapping[str, Any], stream: BinaryIO, file: Path
    ) -> Mapping[str, Account]:
        self._check_known(told, _TABLES, "")
        tables = self._table(told.get("accounts", {}), "accounts")
        accounts = {name: self._account(name, table, file) for name, table in tables.items()}
        if any(account.key is not None for account in accounts.values()):
            check_private(stream, file)
        return accounts

    def _account(self, name: str, told: object, file: Path) -> Account:
        entry = f"accounts.{clean(name, _QUOTED)}"
        if not is_word(name) or "/" in name or name.startswith("-"):
            raise self._bad(entry, "is no name: write one word without a slash")
        table = self._table(told, entry)
        self._check_known(table, _KEYS, f"{entry}.")
        texts = {key: self._text(table, key, entry) for key in _TEXTS}
        kind = self._kind(texts["service"], entry)
        self._check_members(kind, table, entry)
        sources = [key for key in _KEY_SOURCES if key in table]
        if len(sources) > 1:
            raise self._bad(entry, f"has {' and '.join(sources)}: keep one of them")
        is_folder = kind is ServiceKind.FOLDER
        return Account(
            name=name,
            kind=kind,
            url="" if is_folder else service_url(texts["url"], f"{self._shown}: {entry}.url"),
            owner=texts["owner"],
            folder=self._path(texts["path"], f"{entry}.path", file),
            key=Secret(texts["key"]) if "key" in table else None,
            key_env=texts["key_env"],
            key_command=self._command(table.get("key_command", []), f"{entry}.key_command"),
            key_file=self._path(texts["key_file"], f"{entry}.key_file", file),
        )

    def _check_members(self, kind: ServiceKind, table: Mapping[str, Any], entry: str) -> None:
        is_folder = kind is ServiceKind.FOLDER
        needed, foreign = ("path", _KEYS - {"service", "path"}) if is_folder else ("url", {"path"})
        if needed not in table:
            raise self._bad(entry, f"has no {needed}, which {kind} needs")
        for key in table:
            if key in foreign:
                raise self._bad(f"{entry}.{key}", f"means nothing for {kind}: take it out")

    def _kind(self, text: str, entry: str) -> ServiceKind:
        try:
            return ServiceKind(text)
        except ValueError:
            kinds = ", ".join(ServiceKind)
            raise self._bad(f"{entry}.service", f"must be one of {kinds}") from None

    def _text(self, table: Mapping[str, Any], key: str, entry: str) -> str:
        value = table.get(key, "")
        if not isinstance(value, str) or (key in table and not value.strip()):
            raise self._bad(f"{entry}.{key}", "must be a text in quotes")
        return value

    def _command(self, value: object, entry: str) -> tuple[str, ...]:
        words = value if isinstance(value, list) else _split(value)
        if words is None or not all(isinstance(word, str) for word in words):
            raise self._bad(entry, 'must be a command in quotes, or a list like ["pass", "show"]')
        return tuple(words)

    def _path(self, text: str, entry: str, file: Path) -> Path | None:
        """Return a path as it is meant in a file: from home with `~`, else from its folder."""
        try:
            return file.parent / Path(text).expanduser() if text else None
        except RuntimeError:
            raise self._bad(entry, "is in a home directory that is not known") from None

    def _table(self, value: object, entry: str) -> Mapping[str, Any]:
        if not isinstance(value, dict):
            raise self._bad(entry, "must be a table")
        return value

    def _check_known(self, table: Mapping[str, Any], known: frozenset[str], prefix: str) -> None:
        for key in table:
            if key not in known:
                words = ", ".join(sorted(known))
                raise self._bad(f"{prefix}{clean(key, _QUOTED)}", f"is not known: use {words}")

    def _bad(self, entry: str, complaint: str) -> BadSetting:
        return BadSetting(f"{self._shown}: {entry} {complaint}.")
