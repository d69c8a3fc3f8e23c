"""What the environment says is read whole, kept private, and refused in sentences."""

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cliptui.clip.secret import Secret
from cliptui.config import (
    BlueBillywigAccess,
    Places,
    UplynkAccess,
    demo_folder,
    read_accounts,
    server_bb_secret,
    server_key,
    server_owner,
    service_url,
    title_template,
)
from cliptui.errors import BadPlace, BadSetting, StoreError

KEY = "k3y-of-the-house"
OWNER = "1234567890abcdef1234567890abcdef"
XDG_NAMES = ("XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")


def places_in(root: Path) -> Places:
    return Places.from_environment({"CLIPTUI_STATE_DIR": str(root)})


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def generous_umask() -> Iterator[None]:
    """Let the process give everybody all rights, so that only we take them away."""
    before = os.umask(0)
    yield
    os.umask(before)


# Places


def test_one_variable_puts_everything_below_it(tmp_path: Path) -> None:
    root = tmp_path / "here"
    places = Places.from_environment(
        {"CLIPTUI_STATE_DIR": str(root), "XDG_CACHE_HOME": str(tmp_path / "elsewhere")}
    )
    assert places == Places(root, root / "config", root / "cache")


def test_the_xdg_variables_of_the_environment_that_is_given_are_honoured(tmp_path: Path) -> None:
    environ = {name: str(tmp_path / name) for name in XDG_NAMES}
    expected = Places(*(tmp_path / name / "cliptui" for name in XDG_NAMES))
    assert Places.from_environment(environ) == expected


@pytest.mark.parametrize("unusable", ["", "relative/state"])
def test_without_usable_variables_the_places_are_the_usual_ones_below_home(
    unusable: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in XDG_NAMES:
        monkeypatch.delenv(name, raising=False)
    places = Places.from_environment(
        {**dict.fromkeys(XDG_NAMES, unusable), "CLIPTUI_STATE_DIR": ""}
    )
    for directory in (places.state_dir, places.config_dir, places.cache_dir):
        assert directory.is_relative_to(tmp_path)
        assert "cliptui" in directory.parts


def test_a_relative_place_is_taken_from_where_we_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert places_in(Path("here")).state_dir == tmp_path / "here"


def test_a_leading_tilde_is_the_home_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert places_in(Path("~/here")).state_dir == tmp_path / "here"


def test_an_unknown_home_directory_is_refused_with_what_to_set() -> None:
    with pytest.raises(
        BadSetting, match=r"~nobody-of-that-name/x is not known: set CLIPTUI_STATE_DIR"
    ):
        places_in(Path("~nobody-of-that-name/x"))


def test_reading_the_places_makes_nothing(tmp_path: Path) -> None:
    places_in(tmp_path / "here")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("generous_umask")
def test_the_directories_are_made_for_their_owner_alone(tmp_path: Path) -> None:
    places = places_in(tmp_path / "here")
    places.create()
    for directory in (places.state_dir, places.config_dir, places.cache_dir):
        assert oct(mode_of(directory)) == oct(0o700)


def test_directories_that_are_there_are_left_as_they_are(tmp_path: Path) -> None:
    places = places_in(tmp_path)
    tmp_path.chmod(0o750)
    kept = tmp_path / "kept"
    kept.write_text("as it was")
    places.create()
    places.create()
    assert (kept.read_text(), oct(mode_of(tmp_path))) == ("as it was", oct(0o750))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "config", "kept"]


def test_a_file_in_the_way_is_refused_with_what_to_set(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.touch()
    for root in (in_the_way, in_the_way / "below"):
        with pytest.raises(
            StoreError, match=r"directory .*file.* cannot be used \(.+\): set CLIPTUI_STATE"
        ):
            places_in(root).create()


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="only Linux has /proc")
def test_a_directory_that_nobody_can_write_to_is_refused_even_to_root() -> None:
    with pytest.raises(
        StoreError, match=r"The directory /proc cannot be used \(.+\): set CLIPTUI_STATE"
    ):
        places_in(Path("/proc")).create()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_directory_without_the_right_to_write_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError, match="Permission denied"):
        places_in(tmp_path).create()


def test_an_error_about_a_place_carries_none_of_its_escape_codes(tmp_path: Path) -> None:
    in_the_way = tmp_path / "\x1b[2J"
    in_the_way.touch()
    with pytest.raises(StoreError) as caught:
        places_in(in_the_way).create()
    assert str(caught.value).isprintable()


def test_platformdirs_is_not_loaded_until_places_are_asked_for() -> None:
    program = "import sys, cliptui.config; sys.exit('platformdirs' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


# The demo library


def test_an_installed_package_has_the_demo_library_inside(tmp_path: Path) -> None:
    bundled = tmp_path / "cliptui" / "demo_library"
    bundled.mkdir(parents=True)
    (tmp_path / "assets").mkdir()
    (tmp_path / "pyproject.toml").touch()
    assert demo_folder(tmp_path / "cliptui") == bundled


def test_a_checkout_has_the_demo_library_beside_the_package() -> None:
    checkout = Path(__file__).resolve().parent.parent
    assert demo_folder() == checkout / "assets"


def test_the_assets_of_another_package_are_not_the_demo_library(tmp_path: Path) -> None:
    (tmp_path / "cliptui").mkdir()
    (tmp_path / "assets").mkdir()
    with pytest.raises(
        BadPlace, match=r"demo library is missing from .*cliptui: install cliptui again"
    ):
        demo_folder(tmp_path / "cliptui")


def test_a_checkout_without_assets_is_refused(tmp_path: Path) -> None:
    (tmp_path / "cliptui").mkdir()
    (tmp_path / "pyproject.toml").touch()
    with pytest.raises(BadPlace, match="demo library is missing"):
        demo_folder(tmp_path / "cliptui")


# Access to Uplynk


def access(url: str = "", owner: str = "", key: str = "") -> UplynkAccess:
    return UplynkAccess.from_environment(
        {"CLIPTUI_UPLYNK_URL": url, "CLIPTUI_UPLYNK_OWNER": owner, "CLIPTUI_UPLYNK_KEY": key}
    )


def test_access_is_what_the_environment_says() -> None:
    expected = UplynkAccess("https://services.example", OWNER, Secret(KEY))
    assert access("https://services.example/", OWNER, KEY) == expected


def test_what_is_unset_or_empty_is_none() -> None:
    assert UplynkAccess.from_environment({}) == UplynkAccess(None, None, None)


def test_a_key_of_the_environment_knows_its_variables() -> None:
    key, secret = access(key=KEY).key, bb_access("", "490-x").secret
    assert key is not None
    assert secret is not None
    assert key.origin == "CLIPTUI_UPLYNK_OWNER and CLIPTUI_UPLYNK_KEY"
    assert secret.origin == "CLIPTUI_BB_SECRET"
    assert access() == UplynkAccess(None, None, None)


@pytest.mark.parametrize("owner", ["me", "tenant/7", OWNER.upper(), "Ünïcø"])
def test_an_owner_of_another_kind_is_let_through(owner: str) -> None:
    assert access(owner=owner).owner == owner


def test_the_key_shows_in_no_repr() -> None:
    shown = repr(access("https://services.example", OWNER, KEY))
    assert KEY not in shown
    assert OWNER in shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("https://services.example///", "https://services.example"),
        ("HTTPS://Services.example/base/", "HTTPS://Services.example/base"),
        ("http://[::1]:8080", "http://[::1]:8080"),
    ],
)
def test_an_address_of_a_service_is_made_ready_for_a_path(text: str, expected: str) -> None:
    assert service_url(text, "URL") == expected


NO_ADDRESS = "is no address: write http://HOST or https://HOST."


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("services.example", NO_ADDRESS),
        ("ftp://services.example", NO_ADDRESS),
        ("file:///etc/passwd", NO_ADDRESS),
        ("https://", NO_ADDRESS),
        ("https:///path", NO_ADDRESS),
        ("https://:8080", NO_ADDRESS),
        ("https://host:port", NO_ADDRESS),
        ("https://host:0", NO_ADDRESS),
        ("https://host:70000", NO_ADDRESS),
        ("https://[::1", NO_ADDRESS),
        ("https://ho st", NO_ADDRESS),
        ("https://host\n.example", NO_ADDRESS),
        ("https://host/\x1b[2J", NO_ADDRESS),
        (f"ftp://me:{KEY}@host", NO_ADDRESS),
        (f"https://me:{KEY}@host", "holds a user name or a password"),
        ("https://me@host", "holds a user name or a password"),
        (f"https://host/?key={KEY}", "leave out what follows"),
        (f"https://host/#{KEY}", "leave out what follows"),
    ],
)
def test_an_unusable_address_is_refused_by_the_name_of_its_variable(url: str, reason: str) -> None:
    with pytest.raises(BadSetting) as caught:
        access(url=url)
    assert str(caught.value).startswith("CLIPTUI_UPLYNK_URL ")
    assert reason in str(caught.value)
    assert KEY not in str(caught.value)


@pytest.mark.parametrize(
    "owner", [" ", "two words", "tab\tbed", "line\n", "\x1b[2J", "zero\u200bwidth"]
)
def test_an_owner_with_blanks_or_controls_is_refused(owner: str) -> None:
    with pytest.raises(BadSetting, match=r"^CLIPTUI_UPLYNK_OWNER is no account id"):
        access(owner=owner)


@pytest.mark.parametrize(
    "key", [f"{KEY} {KEY}", f"{KEY}\n", f"{KEY}\x00", f"{KEY}é", f"\ud800{KEY}"]
)
def test_an_unusable_key_is_refused_without_telling_it(key: str) -> None:
    with pytest.raises(BadSetting, match=r"^CLIPTUI_UPLYNK_KEY is no key") as caught:
        access(key=key)
    assert KEY not in str(caught.value)


# Access to Blue Billywig


def bb_access(url: str = "", secret: str = "") -> BlueBillywigAccess:
    return BlueBillywigAccess.from_environment({"CLIPTUI_BB_URL": url, "CLIPTUI_BB_SECRET": secret})


def test_access_to_mediaclips_is_what_the_environment_says() -> None:
    expected = BlueBillywigAccess("https://demo.bbvms.com", Secret("490-abc-def"))
    assert bb_access("https://demo.bbvms.com/", "490-abc-def") == expected
    assert BlueBillywigAccess.from_environment({}) == bb_access() == BlueBillywigAccess(None, None)
    assert "abc" not in repr(expected)


@pytest.mark.parametrize(
    "secret", ["490", f"-{KEY}", "490-", f"490-{KEY} x", f"490-{KEY}\n", f"490-{KEY}é"]
)
def test_an_unusable_secret_is_refused_without_telling_it(secret: str) -> None:
    with pytest.raises(BadSetting, match=r"^CLIPTUI_BB_SECRET is no ID-SECRET") as caught:
        bb_access(secret=secret)
    assert KEY not in str(caught.value)


def test_an_unusable_address_of_mediaclips_is_refused() -> None:
    with pytest.raises(BadSetting, match=r"^CLIPTUI_BB_URL is no address"):
        bb_access(url="demo.bbvms.com")


# The credentials of our own server


def test_a_shared_secret_is_made_once_and_kept_private(tmp_path: Path) -> None:
    places = places_in(tmp_path)
    secret = server_bb_secret(places)
    key_id, _, key = secret.text.partition("-")
    assert server_bb_secret(places, lambda count: "ab" * count) == secret
    assert (key_id, len(bytes.fromhex(key))) == ("1", 32)
    assert (tmp_path / "server.bb-secret").read_text() == f"{secret.text}\n"
    assert oct(mode_of(tmp_path / "server.bb-secret")) == oct(0o600)


@pytest.mark.usefixtures("generous_umask")
def test_a_key_and_an_owner_are_made_once_and_kept_private(tmp_path: Path) -> None:
    places = places_in(tmp_path / "here")
    key, owner = server_key(places), server_owner(places)
    assert (server_key(places), server_owner(places)) == (key, owner)
    kept = sorted(places.state_dir.iterdir())
    assert [(path.name, oct(mode_of(path))) for path in kept] == [
        ("server.key", oct(0o600)),
        ("server.owner", oct(0o600)),
    ]
    assert oct(mode_of(places.state_dir)) == oct(0o700)


def test_a_key_is_256_random_bits_and_an_owner_looks_like_the_vendors(tmp_path: Path) -> None:
    first, second = places_in(tmp_path / "1"), places_in(tmp_path / "2")
    assert len(bytes.fromhex(server_key(first).text)) == 32
    assert len(bytes.fromhex(server_owner(first))) == 16
    assert server_key(first) != server_key(second)
    assert server_owner(first) != server_owner(second)


def test_the_key_comes_from_the_randomness_that_is_given(tmp_path: Path) -> None:
    places = places_in(tmp_path)
    assert server_key(places, lambda count: "ab" * count) == Secret("ab" * 32)
    assert server_key(places, lambda count: "cd" * count) == Secret("ab" * 32)


def test_a_key_that_somebody_wrote_is_used(tmp_path: Path) -> None:
    file = tmp_path / "server.key"
    file.write_text(f"{KEY}\n")
    file.chmod(0o400)
    assert server_key(places_in(tmp_path)).text == KEY


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o601, 0o644])
def test_a_key_that_others_have_rights_to_is_refused(tmp_path: Path, mode: int) -> None:
    places = places_in(tmp_path)
    text = server_key(places).text
    file = tmp_path / "server.key"
    file.chmod(mode)
    with pytest.raises(BadSetting, match=rf"server\.key \(mode {mode:04o}\).* chmod 600") as caught:
        server_key(places)
    assert text not in str(caught.value)
    file.chmod(0o600)
    assert server_key(places).text == text


@pytest.mark.parametrize("content", [b"", b"\n", b"two words\n", b"\x1b[2J", b"\xff\xfe\x00"])
def test_a_damaged_key_file_is_refused_with_what_to_do(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "server.key"
    file.write_bytes(content)
    file.chmod(0o600)
    with pytest.raises(BadSetting, match=r"server\.key is damaged: delete it"):
        server_key(places_in(tmp_path))


def test_a_second_program_that_starts_at_the_same_time_gets_the_same_key(tmp_path: Path) -> None:
    places = places_in(tmp_path)
    others: list[Secret] = []

    def while_the_other_one_is_quicker(count: int) -> str:
        if not others:
            others.append(server_key(places, lambda size: "ab" * size))
        return "cd" * count

    assert server_key(places, while_the_other_one_is_quicker) == others[0]
    assert [path.name for path in tmp_path.iterdir()] == ["server.key"]


def test_a_directory_in_place_of_the_key_is_refused(tmp_path: Path) -> None:
    (tmp_path / "server.key").mkdir(0o700)
    with pytest.raises(
        StoreError, match=r"server\.key cannot be read or written \(Is a directory\)"
    ):
        server_key(places_in(tmp_path))


def test_a_state_directory_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="set CLIPTUI_STATE_DIR"):
        server_owner(places_in(tmp_path / "file"))


def test_a_title_template_is_taken_from_the_environment_and_checked(tmp_path: Path) -> None:
    none = tmp_path / "config.toml"
    assert title_template({}, none) == title_template({"CLIPTUI_TITLE": ""}, none) == "{asset} {in}"
    assert title_template({"CLIPTUI_TITLE": "{n:03}"}, none) == "{n:03}"
    with pytest.raises(BadSetting, match=r"CLIPTUI_TITLE cannot be used\. .*\{x\}"):
        title_template({"CLIPTUI_TITLE": "{x}"}, none)


def test_a_title_template_can_stand_in_the_file_which_the_environment_overrules(
    tmp_path: Path,
) -> None:
    file = tmp_path / "config.toml"
    file.write_text('title = "{n:02} {asset}"\n[accounts.films]\nservice = "folder"\npath = "x"\n')
    assert title_template({}, file) == "{n:02} {asset}"
    assert title_template({"CLIPTUI_TITLE": "{in}"}, file) == "{in}"
    assert list(read_accounts(file)) == ["films"]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('title = "{x}"', r"config\.toml: title cannot be used\. .*\{x\}"),
        ("title = 3", r"config\.toml: title must be a text in quotes"),
        ("title", r"config\.toml is no TOML"),
    ],
)
def test_a_title_template_in_the_file_that_cannot_be_used_is_refused(
    tmp_path: Path, text: str, complaint: str
) -> None:
    file = tmp_path / "config.toml"
    file.write_text(text)
    with pytest.raises(BadSetting, match=complaint):
        title_template({}, file)
