"""What a place named on the command line is."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from cliptui.clip.secret import Secret
from cliptui.clip.text import clean
from cliptui.config import (
    FILE_NAME,
    Account,
    Places,
    ServiceKind,
    UplynkAccess,
    demo_folder,
    is_word,
    key_of,
    read_accounts,
    service_url,
)
from cliptui.errors import BadSetting

DEMO: Final = "demo"
"""The word for the bundled library, where a URL is the default."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of video files, to be opened through the embedded server.

    Attributes:
        path: The folder, absolute.
        label: What the screen calls it.
    """

    path: Path
    label: str

    @property
    def key(self) -> str:
        """The name under which things are remembered of it, whatever bytes are in the path."""
        return os.fsencode(self.path).decode("utf-8", "backslashreplace")


@dataclass(frozen=True, slots=True)
class Remote:
    """A service elsewhere.

    Attributes:
        url: Its base URL.
        account: The account of the configuration file that it is, if it is one.
        access: Account id and key, once they are known.
    """

    url: str
    account: Account | None = None
    access: tuple[str, Secret] | None = None

    @property
    def kind(self) -> ServiceKind:
        """What answers there."""
        return self.account.kind if self.account else ServiceKind.UPLYNK

    @property
    def label(self) -> str:
        """What the screen calls it: the account's name, else the host."""
        return clean(self.account.name if self.account else self.url.partition("://")[2])

    @property
    def key(self) -> str:
        """The name under which things are remembered of it; renaming an account changes none.

        One address may answer as several services, whose assets have other names at each.
        """
        owner = self.account.owner if self.account else ""
        whose = owner if self.kind is ServiceKind.UPLYNK else str(self.kind)
        return f"{self.url} {whose}" if whose else self.url


Place = Folder | Remote


def place_of(text: str | None, environ: Mapping[str, str]) -> Place:
    """Return the place that is meant.

    Args:
        text: A folder, a URL, an account's name, `demo`, or None for the default: the service of
            `CLIPTUI_UPLYNK_URL` if that is set, else the demo library.
        environ: The environment.

    Raises:
        BadSetting: The URL or the configuration file cannot be used.
        BadPlace: The demo library is missing from the installation.
    """
    if text is None:
        url = UplynkAccess.from_environment(environ).url
        return Remote(url) if url else _demo()
    if text.startswith(("http://", "https://")):
        return Remote(service_url(text, "PLACE"))
    if "/" not in text:
        account = accounts_of(environ).get(text)
        if account is not None:
            return place_of_account(account)
    if "://" in text:
        raise BadSetting("PLACE is no address: write http://HOST or https://HOST.")
    folder = Path(text).expanduser()
    if text == DEMO and not folder.is_dir():
        return _demo()
    return _folder(folder)


def accounts_file(environ: Mapping[str, str]) -> Path:
    """Return where the configuration file is, or would be."""
    return Places.from_environment(environ).config_dir / FILE_NAME


def accounts_of(environ: Mapping[str, str]) -> Mapping[str, Account]:
    """Return the accounts that the user has written down, by their names.

    Raises:
        BadSetting: The configuration file cannot be used.
    """
    return read_accounts(accounts_file(environ))


def place_of_account(account: Account) -> Place:
    """Return the place of an account."""
    if account.folder is not None:
        return _folder(account.folder, account.name)
    return Remote(account.url, account)


def access_to(place: Remote, environ: Mapping[str, str]) -> tuple[str, Secret]:
    """Return the account id and the key for a service elsewhere; a command may run for it.

    Raises:
        BadSetting: One of them is not set, or cannot be had.
    """
    if place.access is not None:
        return place.access
    if place.account is not None:
        return _access_of(place.account, environ)
    access = UplynkAccess.from_environment(environ)
    if access.owner is None or access.key is None:
        raise BadSetting(
            f"{place.label} needs credentials: set CLIPTUI_UPLYNK_OWNER and CLIPTUI_UPLYNK_KEY."
        )
    return access.owner, access.key


def unlocked(place: Remote, environ: Mapping[str, str]) -> Remote:
    """Return a place with its credentials, so that nobody is asked for them twice.

    Raises:
        BadSetting: They cannot be had.
    """
    return replace(place, access=access_to(place, environ))


def _access_of(account: Account, environ: Mapping[str, str]) -> tuple[str, Secret]:
    key = key_of(account, environ)
    entry = f"accounts.{clean(account.name)}"
    if key is None:
        raise BadSetting(f"{entry} has no key: add key_env, key_command or key_file.")
    if account.kind is ServiceKind.UPLYNK and not is_word(account.owner):
        raise BadSetting(f"{entry}.owner must be the account id, without blanks.")
    return account.owner, key


def _folder(path: Path, name: str = "") -> Folder:
    absolute = Path(os.path.abspath(path))  # noqa: PTH100  resolve() would follow links in the name
    return Folder(absolute, clean(name or absolute.name or str(absolute)))


def _demo() -> Folder:
    return Folder(demo_folder(), "demo library")
