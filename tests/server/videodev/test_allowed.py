"""Only addresses that the owner has allowed are posted to."""

import pytest

from cliptui.errors import BadSetting, RequestRefused
from cliptui.server.videodev.allowed import AllowedWebhooks

ALLOWED = AllowedWebhooks.of(
    [
        "https://hooks.example/v1/",
        "http://10.0.0.7:8080",
        "http://localhost:9000/h",
        "http://[::1]/",
    ]
)


@pytest.mark.parametrize(
    "url",
    [
        "https://hooks.example/v1",
        "https://hooks.example/v1/a/b?c=d",
        "https://HOOKS.example:443/v1/x",
        "http://10.0.0.7:8080/anything",
        "http://10.0.0.7:8080",
        "http://localhost:9000/h",
        "http://[::1]/x",
    ],
)
def test_what_begins_as_the_owner_said_may_be_posted_to(url: str) -> None:
    ALLOWED.check(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://hooks.example/",
        "https://hooks.example/v1evil",
        "https://hooks.example/v1/../admin",
        "https://hooks.example/v1/%2e%2e/admin",
        "https://hooks.example/v1/..%5cadmin",
        "https://hooks.example/v1\\..\\admin",
        "http://hooks.example/v1/",
        "https://hooks.example:444/v1/",
        "https://hooks.example.evil.example/v1/",
        "https://evil.example/?https://hooks.example/v1/",
        "https://evil.example#https://hooks.example/v1/",
        "https://hooks.example/v1/#x",
        "https://hooks.example@evil.example/v1/",
        "https://user:pass@hooks.example/v1/",
        "https://hooks.example/v1/ x",
        "https://hooks.example/v1/\r\nX: y",
        "https://hooks.example/v1/é",
        "https://hooks.example:99999/v1/",
        "https://[hooks.example/v1/",
        "ftp://hooks.example/v1/",
        "//hooks.example/v1/",
        "file:///etc/passwd",
        "http://10.0.0.8:8080/",
        "http://localhost:9001/h",
    ],
)
def test_anything_else_is_refused(url: str) -> None:
    with pytest.raises(RequestRefused, match="has not allowed webhooks to this address"):
        ALLOWED.check(url)


def test_nothing_is_allowed_unless_the_owner_says_so() -> None:
    with pytest.raises(RequestRefused):
        AllowedWebhooks().check("https://hooks.example/")


@pytest.mark.parametrize(
    ("url", "is_private"),
    [
        ("https://hooks.example/v1", False),
        ("http://10.0.0.7:8080/x", True),
        ("http://localhost:9000/h", True),
        ("http://[::1]/x", True),
        ("http://elsewhere.example/", False),
    ],
)
def test_only_an_address_in_digits_or_this_computer_may_be_private(
    url: str, *, is_private: bool
) -> None:
    assert ALLOWED.is_private(url) is is_private


@pytest.mark.parametrize(
    "text", ["", "hooks.example", "https://", "https://x.example/?a", "https://u@x.example/", "*"]
)
def test_what_is_no_beginning_of_an_address_cannot_be_allowed(text: str) -> None:
    with pytest.raises(BadSetting, match="beginning of an address"):
        AllowedWebhooks.of([text])
