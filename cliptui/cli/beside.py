"""Accounts of several services at one address, as a server of ours is: each adds an ability."""

from collections.abc import Mapping

from cliptui.cli.places import Remote, access_to, accounts_of
from cliptui.clip.secret import Secret
from cliptui.config import BlueBillywigAccess, ServiceKind, key_of, without_version


def beside(place: Remote, kind: ServiceKind, environ: Mapping[str, str]) -> Secret | None:
    """Return the key of an account of some kind at the address of a place, if there is one.

    Only a place that is an account itself has others beside it.

    Raises:
        BadSetting: The configuration file cannot be used, or the key cannot be had.
    """
    if place.account is None:
        return None
    for account in accounts_of(environ).values():
        if account.kind is kind and without_version(account.url) == without_version(place.url):
            return key_of(account, environ)
    return None


def mediaclip_secret(place: Remote, environ: Mapping[str, str]) -> Secret | None:
    """Return the shared secret for the mediaclips at a place; None where nothing tells it.

    It is that of the account itself, of an account beside it, or of the environment, which is
    sent to the address that it is for and to no other.

    Raises:
        BadSetting: It cannot be had.
    """
    if place.kind is ServiceKind.BLUEBILLYWIG:
        return access_to(place, environ)[1]
    access = BlueBillywigAccess.from_environment(environ)
    if access.url == place.url and access.secret is not None:
        return access.secret
    return beside(place, ServiceKind.BLUEBILLYWIG, environ)
