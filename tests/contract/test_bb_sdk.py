"""The vendor's own client, as it comes from PyPI, works with our server over a real port."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from bb_sapi import SapiClient, SapiClientError, SapiNotFoundError
from bb_sapi.exceptions import SapiAuthError

from cliptui.server.converter import Convert
from cliptui.server.making import make_server
from cliptui.store import Store
from tests.loopback import on_loopback
from tests.server.bluebillywig.desk import SHARED
from tests.server.desk import CREDENTIALS
from tests.server.media import TextMedia, write_video


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    for name in ("Coffee", "Tea"):
        write_video(folder / f"{name}.mp4", frames=750)
    return folder


@pytest.fixture
def address(library: Path, tmp_path: Path) -> Iterator[str]:
    store = Store.open(tmp_path / "cliptui.db")
    server = make_server(
        library,
        tmp_path / "clips",
        store,
        TextMedia(),
        CREDENTIALS,
        bluebillywig=SHARED,
        convert=Convert.OFF,
        now=time.time,
    )
    with on_loopback(server) as url:
        yield url
    store.close()


@pytest.fixture
def client(address: str) -> Iterator[SapiClient]:
    sdk = SapiClient(base_url=address, shared_secret=SHARED.text)
    yield sdk
    sdk._session.close()


def test_files_are_listed_sorted_and_paged(client: SapiClient) -> None:
    listed = client.mediaclip.list(sort="title ASC", status="published")
    second = client.mediaclip.list(limit=1, offset=1, sort="title ASC")

    assert [clip["title"] for clip in listed["items"]] == ["Coffee", "Tea"]
    assert (listed["count"], listed["numfound"]) == (2, 2)
    assert [clip["title"] for clip in second["items"]] == ["Tea"]
    assert (second["count"], second["numfound"]) == (1, 2)


def test_one_is_got_by_its_id(client: SapiClient) -> None:
    [coffee] = client.mediaclip.search("title:coffee")["items"]

    clip = client.mediaclip.get(coffee["id"])

    assert (clip["title"], clip["length"], clip["status"]) == ("Coffee", 30, "published")
    assert clip["assets"][0]["exactlength"] == "30000"


def test_the_search_takes_a_query_fields_and_a_limit(client: SapiClient) -> None:
    found = client.mediaclip.search("title:(coffee OR tea)", limit=1, fields="id,title")
    content = client.mediaclip.content_clips()
    client.mediaclip.update(content[0]["id"], {"usetype": "commercial"})

    assert found["numfound"] == 2
    assert [sorted(clip) for clip in found["items"]] == [["id", "title"]]
    assert len(content) == 2
    assert len(client.mediaclip.content_clips()) == 1
    assert client.search("*:*", entity_type="LineItem")["items"] == []


def test_a_mediaclip_is_created_and_updated_in_part(client: SapiClient) -> None:
    made = client.mediaclip.create({"title": "Milk", "sourceid": "m-1", "tags": ["white"]})
    changed = client.mediaclip.update(made["id"], {"description": "From a cow."})

    assert (made["status"], made["description"]) == ("draft", "")
    assert changed["title"] == "Milk"
    assert changed["tags"] == ["white"]
    assert client.mediaclip.get(made["id"])["description"] == "From a cow."


def test_a_mediaclip_is_published_and_unpublished(client: SapiClient) -> None:
    made = client.mediaclip.create({"title": "Milk"})

    assert client.mediaclip.publish(made["id"])["status"] == "published"
    assert client.mediaclip.get(made["id"])["publisheddate"] is not None
    assert client.mediaclip.unpublish(made["id"])["status"] == "draft"
    assert client.mediaclip.list(status="draft")["items"][0]["id"] == made["id"]


def test_a_deleted_one_is_hidden_and_a_purged_one_is_gone(
    client: SapiClient, library: Path
) -> None:
    [coffee] = client.mediaclip.search("title:coffee")["items"]

    said = client.mediaclip.delete(coffee["id"])
    with pytest.raises(SapiNotFoundError):
        client.mediaclip.get(coffee["id"])
    restored = client.mediaclip.update(coffee["id"], {"title": "Coffee again"})
    client.mediaclip.delete(coffee["id"], purge=True)

    assert said == {"code": "200", "body": "mediaclip was succesfully removed"}
    assert restored["title"] == "Coffee again"
    with pytest.raises(SapiNotFoundError):
        client.mediaclip.update(coffee["id"], {"title": "Once more"})
    assert client.mediaclip.list()["numfound"] == 1
    assert (library / "Coffee.mp4").exists()


def test_errors_reach_it_as_its_own_exceptions(address: str, client: SapiClient) -> None:
    stranger = SapiClient(address, SHARED.text.upper())
    with pytest.raises(SapiAuthError):
        stranger.mediaclip.list()
    stranger._session.close()
    with pytest.raises(SapiNotFoundError):
        client.mediaclip.get(987654321)
    with pytest.raises(SapiClientError, match="status is one of"):
        client.mediaclip.create({"status": "lost"})
