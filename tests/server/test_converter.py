"""A draft becomes a clip in the background, once, whatever ends the process meanwhile."""

import asyncio
import errno
import logging
from dataclasses import replace
from pathlib import Path

import pytest

from cliptui.clip.draft import DraftState
from cliptui.clip.ledger import ClipEntry
from cliptui.errors import CutFailed, StoreError
from cliptui.media.modes import CutMode
from cliptui.server import converter as converter_room
from cliptui.server.clip_files import claimed, clip_name
from cliptui.server.converter import Convert
from cliptui.server.library import Library, clip_asset_id
from cliptui.store import Store
from tests.server.conftest import Bench
from tests.server.desk import NOW_S, Desk
from tests.server.media import TextMedia, write_video


async def film(bench: Bench, desk: Desk) -> str:
    """Return the id of an asset of 50 frames of 40 ms."""
    write_video(bench.folder / "film.mp4")
    return (await desk.ids())["film"]


async def test_a_saved_draft_becomes_a_clip_with_its_frames(bench: Bench) -> None:
    async with bench.server() as server:
        desk = Desk(server)
        beam = await film(bench, desk)
        before = (bench.folder / "film.mp4").stat()
        bench.media.gate.clear()
        draft_id = await desk.save(beam, 417, 1251, title="Goal")

        (begun,) = await desk.until(draft_id, lambda _: bool(bench.media.cuts))
        bench.media.gate.set()
        done = await desk.finished(draft_id)

    assert begun == {
        "@id": f"/clip/draft_info/{done['id']}",
        "@type": "Clip",
        "asset": "",
        "draft_id": draft_id,
        "id": done["id"],
        "is_complete": False,
        "cliptui": {"progress": 0.5},
    }
    name = f"Goal [{draft_id[:8]}].mp4"
    assert done == begun | {
        "asset": clip_asset_id(name),
        "is_complete": True,
        "cliptui": {"mode": "lossless"},
    }
    assert bench.clip_files == [name]
    # 417 ms and 1251 ms are nearest to the boundaries at 400 ms and 1240 ms.
    assert (bench.clips / name).read_text() == "frames=21 from 10"
    after = (bench.folder / "film.mp4").stat()
    assert (after.st_mtime_ns, after.st_size) == (before.st_mtime_ns, before.st_size)


@pytest.mark.parametrize("mode", CutMode)
async def test_a_clip_is_cut_as_the_server_was_told_and_what_was_done_is_told_even_later(
    bench: Bench, mode: CutMode, caplog: pytest.LogCaptureFixture
) -> None:
    bench.media.preroll_frames = 7
    async with bench.server(cut=mode) as server:
        desk = Desk(server)
        with caplog.at_level(logging.INFO, "cliptui"):
            draft_id = await desk.save(await film(bench, desk), 0, 400, title="Goal")
            done = await desk.finished(draft_id)
    later = await Desk(bench.server(Convert.OFF)).clips(draft_id)

    assert done["cliptui"] == {"mode": mode.value, "preroll_frames": 7}
    assert later == [done]
    assert f"“Goal”: {mode} cut of 10 frames, 7 hidden before them" in caplog.text


async def test_why_a_clip_was_not_copied_is_logged(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    bench.media.reason = "vp8 is no codec for MP4"
    async with bench.server() as server:
        desk = Desk(server)
        with caplog.at_level(logging.INFO, "cliptui"):
            await desk.finished(await desk.save(await film(bench, desk), 0, 400, title="Goal"))

    told = "“Goal”: lossless cut of 10 frames (not copied, since vp8 is no codec for MP4)"
    assert told in caplog.text


async def test_a_clip_is_an_asset_at_once_and_in_the_next_run(bench: Bench) -> None:
    async with bench.server() as server:
        desk = Desk(server)
        draft_id = await desk.save(await film(bench, desk), 0, 400, title="Goal")
        clip = await desk.finished(draft_id)
        asset = (await desk.v2("get", id=clip["asset"])).json["asset"]
        frame = await desk.v2("getframe", id=clip["asset"], ts=0)
        again = await desk.finished(await desk.save(clip["asset"], 0, 200, title="Goal"))
    desk = Desk(bench.server())

    assert (asset["desc"], asset["job_type"], asset["state"]) == ("Goal", "clip", "ready")
    assert (asset["duration"], asset["created"]) == (0.4, int(NOW_S * 1000))
    assert frame.status == 200
    assert (await desk.v2("get", id=clip["asset"])).json["asset"] == asset
    assert sorted(await desk.ids()) == ["Goal", "film"]
    assert await desk.clips(draft_id) == [clip]
    assert (await desk.v2("list", query="source: clip")).json["assets"][0]["job_type"] == "clip"
    assert {clip["asset"], again["asset"]} <= {
        found["id"] for found in (await desk.v2("list")).json["assets"]
    }


async def test_one_clip_can_be_asked_for(bench: Bench) -> None:
    async with bench.server() as server:
        desk = Desk(server)
        clip = await desk.finished(await desk.save(await film(bench, desk)))

        assert (await desk.v4("GET", f"clip/draft_info/{clip['id']}")).json == clip


async def test_a_clip_whose_file_was_removed_is_no_asset_any_more(bench: Bench) -> None:
    async with bench.server() as server:
        desk = Desk(server)
        clip = await desk.finished(await desk.save(await film(bench, desk)))
        for name in bench.clip_files:
            (bench.clips / name).unlink()

        assert (await desk.v2("get", id=clip["asset"])).status == 404
        assert sorted(await desk.ids()) == ["film"]


@pytest.mark.parametrize("where", ["library", "library/clips"])
async def test_clips_within_the_library_are_listed_once(bench: Bench, where: str) -> None:
    bench.clips = bench.folder.parent / where
    async with bench.server() as server:
        desk = Desk(server)
        await desk.finished(await desk.save(await film(bench, desk), title="Goal"))

        listed = (await desk.v2("list")).json["assets"]

    assert sorted((asset["desc"], asset["job_type"]) for asset in listed) == [
        ("Goal", "clip"),
        ("film", "vod"),
    ]


async def test_clips_of_one_library_are_not_assets_of_another(bench: Bench) -> None:
    async with bench.server() as server:
        desk = Desk(server)
        clip = await desk.finished(await desk.save(await film(bench, desk)))
    bench.folder = bench.folder.parent / "other"
    bench.folder.mkdir()
    other = Desk(bench.server())

    assert await other.ids() == {}
    assert await other.clips() == []
    assert (await other.v4("GET", f"clip/draft_info/{clip['id']}")).status == 404


async def test_drafts_are_cut_one_at_a_time_in_their_order(bench: Bench) -> None:
    async with bench.server() as server:
        desk = Desk(server)
        beam = await film(bench, desk)
        bench.media.gate.clear()
        drafts = [await desk.save(beam, title=title) for title in "abc"]
        await desk.until(drafts[0], lambda _: bool(bench.media.cuts))
        begun = [list(bench.media.cuts), await desk.clips(drafts[1])]
        bench.media.gate.set()
        for draft_id in drafts:
            await desk.finished(draft_id)

    assert begun == [["a"], []]
    assert bench.media.cuts == ["a", "b", "c"]


async def test_a_server_that_is_closed_in_the_middle_of_a_cut_leaves_it_to_the_next(
    bench: Bench,
) -> None:
    async with bench.server() as server:
        desk = Desk(server)
        bench.media.gate.clear()
        draft_id = await desk.save(await film(bench, desk), title="Goal")
        (begun,) = await desk.until(draft_id, lambda _: bool(bench.media.cuts))
    left = (await Desk(bench.server(Convert.OFF)).clips(draft_id), bench.clip_files)

    bench.media.gate.set()
    async with bench.server() as server:
        done = await Desk(server).finished(draft_id)

    # How far it was is only known to the process that was at it.
    assert left == ([{name: told for name, told in begun.items() if name != "cliptui"}], [])
    assert (done["id"], done["is_complete"]) == (begun["id"], True)
    assert bench.media.cuts == ["Goal", "Goal"]


async def test_drafts_that_were_saved_meanwhile_are_cut_at_the_start_oldest_first(
    bench: Bench,
) -> None:
    desk = Desk(bench.server(Convert.OFF))
    beam = await film(bench, desk)
    drafts = [await desk.save(beam, title=title) for title in "abc"]

    async with bench.server() as server:
        desk = Desk(server)
        for draft_id in drafts:
            await desk.finished(draft_id)

    assert bench.media.cuts == ["a", "b", "c"]


async def test_a_clip_that_was_whole_when_its_process_was_killed_is_not_cut_again(
    bench: Bench,
) -> None:
    desk = Desk(bench.server(Convert.MANUAL))
    draft_id = await desk.save(await film(bench, desk), title="Goal")
    await desk.v4("POST", f"x-cliptui/clipping_draft/{draft_id}/convert")
    bench.clips.mkdir()
    name = clip_name(bench.clips, "Goal", draft_id)
    write_video(bench.clips / name, frames=7)

    async with bench.server() as server:
        done = await Desk(server).finished(draft_id)

    assert (done["asset"], bench.media.cuts) == (clip_asset_id(name), [])
    assert bench.clip_files == [name]


async def test_what_a_killed_process_has_left_half_written_is_removed(bench: Bench) -> None:
    bench.clips.mkdir()
    (bench.clips / f".{'a' * 32}.part.mp4").write_text("half")
    (bench.clips / f".{'a' * 32}.lock").write_text("")

    async with bench.server():
        assert bench.clip_files == []


async def test_two_servers_of_one_state_cut_a_draft_once(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(converter_room, "RETRY_S", 0.01)
    desk = Desk(bench.server(Convert.OFF))
    draft_id = await desk.save(await film(bench, desk), title="Goal")
    bench.media.gate.clear()
    other = TextMedia()

    async with bench.server() as first, bench.server(media=other) as second:
        await desk.until(draft_id, lambda _: bool(bench.media.cuts))
        await asyncio.sleep(0.05)
        bench.media.gate.set()
        done = [await Desk(server).finished(draft_id) for server in (first, second)]
        await asyncio.sleep(0.05)

    assert done[0] == done[1]
    assert (bench.media.cuts, other.cuts) == (["Goal"], [])
    assert bench.clip_files == [f"Goal [{draft_id[:8]}].mp4"]


async def test_a_draft_that_another_process_finishes_before_the_claim_is_not_cut(
    bench: Bench,
) -> None:
    class Late(Store):
        """Another process finishes each clip as soon as it is begun."""

        def begin_clip(self, clip: ClipEntry) -> ClipEntry:
            begun = super().begin_clip(clip)
            self.finish_clip(replace(begun, asset_id="done elsewhere", updated_ms=1))
            return begun

    bench.store.close()
    bench.store = Late.open(bench.folder.parent / "state" / "cliptui.db")
    async with bench.server() as server:
        desk = Desk(server)
        done = await desk.finished(await desk.save(await film(bench, desk)))
        await desk.finished(await desk.save((await desk.ids())["film"]))

    assert done["asset"] == "done elsewhere"
    assert (bench.media.cuts, bench.clip_files) == ([], [])


async def test_a_server_takes_over_when_the_process_that_had_a_draft_lets_it_go(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(converter_room, "RETRY_S", 0.01)
    desk = Desk(bench.server(Convert.OFF))
    draft_id = await desk.save(await film(bench, desk), title="Goal")

    async with bench.server() as server:
        # A lock of this process keeps others out just as one of another process does.
        with claimed(bench.clips, draft_id):
            await asyncio.sleep(0.05)
            meanwhile = list(bench.media.cuts)
        done = await Desk(server).finished(draft_id)

    assert (meanwhile, bench.media.cuts) == ([], ["Goal"])
    assert done["is_complete"]


@pytest.mark.parametrize(
    ("failure", "sentence"),
    [
        (
            CutFailed("“film.mp4” cannot be decoded at 0.2 s."),
            "“film.mp4” cannot be decoded at 0.2 s.",
        ),
        (
            OSError(errno.ENOSPC, "No space left on device"),
            (
                "“Goal” could not be written: No space left on device. Free some space and save "
                "the draft again."
            ),
        ),
        (
            PermissionError(errno.EACCES, "Permission denied"),
            "“Goal” could not be written: Permission denied. Mend that and save the draft again.",
        ),
    ],
)
async def test_a_cut_that_fails_is_told_and_the_next_one_goes_on(
    bench: Bench, failure: Exception, sentence: str
) -> None:
    async with bench.server() as server:
        desk = Desk(server)
        beam = await film(bench, desk)
        bench.media.failure = failure
        draft_id = await desk.save(beam, title="Goal")
        failed = await desk.finished(draft_id)
        bench.media.failure = None
        fine = await desk.finished(await desk.save(beam, title="Next"))
    async with bench.server() as server:
        later = await Desk(server).finished(draft_id)

    assert (failed["is_complete"], failed["asset"]) == (False, "")
    assert failed["cliptui"] == {"failure": sentence}
    assert fine["is_complete"]
    assert later == failed
    assert bench.media.cuts == ["Goal", "Next"]
    assert [name for name in bench.clip_files if name.startswith(".")] == []


async def test_a_source_that_is_gone_or_shorter_now_is_told(bench: Bench) -> None:
    desk = Desk(bench.server(Convert.OFF))
    beam = await film(bench, desk)
    write_video(bench.folder / "short.mp4", frames=50)
    short = (await desk.ids())["short"]
    gone_id, short_id = await desk.save(beam, 0, 400), await desk.save(short, 1800, 2000, title="x")
    (bench.folder / "film.mp4").unlink()
    write_video(bench.folder / "short.mp4", frames=20)

    async with bench.server() as server:
        desk = Desk(server)
        failures = [
            (await desk.finished(draft_id))["cliptui"]["failure"]
            for draft_id in (gone_id, short_id)
        ]

    assert failures == [
        f"There is no asset “{beam}” in this library.",
        "“x” has no frame: “short.mp4” has changed since the draft was saved.",
    ]


async def test_a_name_that_is_taken_in_between_is_not_overwritten(bench: Bench) -> None:
    async with bench.server() as server:
        desk = Desk(server)
        beam = await film(bench, desk)
        bench.media.gate.clear()
        draft_id = await desk.save(beam, title="Goal")
        await desk.until(draft_id, lambda _: bool(bench.media.cuts))
        foreign = bench.clips / clip_name(bench.clips, "Goal", draft_id)
        foreign.write_text("frames=1")
        bench.media.gate.set()
        failed = await desk.finished(draft_id)

    assert "a file of this name exists already" in failed["cliptui"]["failure"]
    assert foreign.read_text() == "frames=1"


async def test_a_draft_that_is_deleted_while_it_is_cut_leaves_nothing(bench: Bench) -> None:
    async with bench.server() as server:
        desk = Desk(server)
        beam = await film(bench, desk)
        bench.media.gate.clear()
        doomed = await desk.save(beam, title="Doomed")
        await desk.until(doomed, lambda _: bool(bench.media.cuts))
        waiting = await desk.save(beam, title="Waiting")
        for draft_id in (waiting, doomed):
            await desk.v4("DELETE", f"clipping_draft/{draft_id}")
        bench.media.gate.set()
        await desk.finished(await desk.save(beam, title="Kept"))

        assert [clip["draft_id"] for clip in await desk.clips()] != []
        assert (await desk.clips(doomed), await desk.clips(waiting)) == ([], [])
    assert bench.media.cuts == ["Doomed", "Kept"]
    assert [name.split()[0] for name in bench.clip_files] == ["Kept"]


async def test_a_draft_that_another_process_deletes_while_it_is_cut_is_not_published(
    bench: Bench,
) -> None:
    async with bench.server() as server:
        desk = Desk(server)
        beam = await film(bench, desk)
        bench.media.gate.clear()
        doomed = await desk.save(beam, title="Doomed")
        await desk.until(doomed, lambda _: bool(bench.media.cuts))
        await Desk(bench.server(Convert.OFF)).v4("DELETE", f"clipping_draft/{doomed}")
        bench.media.gate.set()
        await desk.finished(await desk.save(beam, title="Kept"))

    assert [name.split()[0] for name in bench.clip_files] == ["Kept"]


async def test_a_manual_server_waits_until_it_is_asked(bench: Bench) -> None:
    async with bench.server(Convert.MANUAL) as server:
        desk = Desk(server)
        draft_id = await desk.save(await film(bench, desk), title="Goal")
        await asyncio.sleep(0.05)
        before = await desk.clips(draft_id)

        asked = await desk.v4("POST", f"x-cliptui/clipping_draft/{draft_id}/convert")
        done = await desk.finished(draft_id)
        again = await desk.v4("POST", f"x-cliptui/clipping_draft/{draft_id}/convert")

    assert (before, asked.status) == ([], 200)
    assert (asked.json["id"], asked.json["is_complete"]) == (done["id"], False)
    assert (again.json, bench.media.cuts) == (done, ["Goal"])


async def test_a_manual_server_resumes_only_what_was_asked_for(bench: Bench) -> None:
    desk = Desk(bench.server(Convert.MANUAL))
    beam = await film(bench, desk)
    await desk.save(beam, title="Not asked for")
    asked = await desk.save(beam, title="Asked for")
    await desk.v4("POST", f"x-cliptui/clipping_draft/{asked}/convert")

    async with bench.server(Convert.MANUAL) as server:
        await Desk(server).finished(asked)

    assert bench.media.cuts == ["Asked for"]


async def test_a_failed_clip_can_be_asked_for_again(bench: Bench) -> None:
    async with bench.server(Convert.MANUAL) as server:
        desk = Desk(server)
        draft_id = await desk.save(await film(bench, desk))
        bench.media.failure = CutFailed("no")
        await desk.v4("POST", f"x-cliptui/clipping_draft/{draft_id}/convert")
        failed = await desk.finished(draft_id)
        bench.media.failure = None
        await desk.v4("POST", f"x-cliptui/clipping_draft/{draft_id}/convert")
        done = await desk.finished(draft_id)

    assert (failed["id"], failed["is_complete"]) == (done["id"], False)
    assert done["is_complete"]


async def test_an_unknown_draft_cannot_be_converted(bench: Bench) -> None:
    answer = await Desk(bench.server(Convert.MANUAL)).v4(
        "POST", "x-cliptui/clipping_draft/abc/convert"
    )

    assert answer.summary == (404, "There is no draft “abc” here.")


@pytest.mark.parametrize("convert", [Convert.AUTO, Convert.OFF])
async def test_other_servers_do_not_convert_on_request(bench: Bench, convert: Convert) -> None:
    answer = await Desk(bench.server(convert)).v4("POST", "x-cliptui/clipping_draft/abc/convert")

    assert answer.summary == (400, "This server does not convert drafts on request.")


async def test_a_server_that_converts_nothing_leaves_drafts_and_the_disk_alone(
    bench: Bench,
) -> None:
    async with bench.server(Convert.OFF) as server:
        desk = Desk(server)
        await desk.save(await film(bench, desk))

        assert await desk.clips() == []
        assert not bench.clips.exists()


async def test_starting_and_closing_twice_does_no_harm(bench: Bench) -> None:
    server = bench.server()
    await server.start()
    await server.start()
    await server.aclose()
    await server.aclose()


async def test_a_ledger_that_fails_stops_neither_the_server_nor_the_next_draft(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    begin_clip = bench.store.begin_clip
    async with bench.server() as server:
        desk = Desk(server)
        beam = await film(bench, desk)

        def locked(_: object) -> None:
            monkeypatch.setattr(bench.store, "begin_clip", begin_clip)
            raise StoreError("It is in use by another cliptui.")

        monkeypatch.setattr(bench.store, "begin_clip", locked)
        with caplog.at_level(logging.WARNING):
            first = await desk.save(beam, title="first")
            await desk.finished(await desk.save(beam, title="second"))
    async with bench.server() as server:
        done = await Desk(server).finished(first)

    assert "A draft was not converted: It is in use by another cliptui." in caplog.text
    assert done["is_complete"]
    assert bench.media.cuts == ["second", "first"]


async def test_a_bug_in_the_background_is_logged_and_closing_still_works(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    async with bench.server() as server:
        desk = Desk(server)
        beam = await film(bench, desk)
        bench.media.failure = ZeroDivisionError("seen")
        with caplog.at_level(logging.CRITICAL):
            draft_id = await desk.save(beam)
            await desk.until(draft_id, lambda _: "seen" in caplog.text)

    assert "The conversion of drafts has stopped: this is a bug." in caplog.text
    assert "ZeroDivisionError: seen" in caplog.text
    key = Library(bench.folder, bench.clips, bench.store, bench.media).key
    assert bench.store.clips(key)[0].state is DraftState.CONVERTING


async def test_the_clips_folder_can_be_named_through_a_link(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    bench.clips = tmp_path / "link"
    bench.clips.symlink_to(tmp_path / "real")
    async with bench.server() as server:
        desk = Desk(server)
        await desk.finished(await desk.save(await film(bench, desk), title="Goal"))

        assert sorted(await desk.ids()) == ["Goal", "film"]
