"""Who we are at Blue Billywig: what the environment says."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from cliptui.clip.secret import Secret
from cliptui.config.accounts import is_word, service_url
from cliptui.errors import BadSetting

BB_URL: Final = "CLIPTUI_BB_URL"
"""The address of a publication, such as `https://demo.bbvms.com`."""

BB_SECRET: Final = "CLIPTUI_BB_SECRET"  # noqa: S105  the name of a variable
"""The shared secret of an API key, `{id}-{secret}`."""


@dataclass(frozen=True, slots=True)
class BlueBillywigAccess:
    """What the environment says about a publication; what it leaves out is None.

    Attributes:
        url: The address, without a slash at the end.
        secret: The shared secret.
    """

    url: str | None = None
    secret: Secret | None = None

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> "BlueBillywigAccess":
        """Read `CLIPTUI_BB_URL` and `CLIPTUI_BB_SECRET`; an empty one counts as unset.

        Raises:
            BadSetting: One cannot be used. The sentence names it and never tells its value.
        """
        url, secret = environ.get(BB_URL), environ.get(BB_SECRET)
        checked_url = service_url(url, BB_URL) if url else None
        if not secret:
            return cls(checked_url)
        key_id, _, key = secret.partition("-")
        if not (key_id and key and is_word(secret) and secret.isascii()):
            raise BadSetting(f"{BB_SECRET} is no ID-SECRET: copy both, with the - between them.")
        return cls(checked_url, Secret(secret, BB_SECRET))
