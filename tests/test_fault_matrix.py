"""Every fault that services, disks and terminals are known for has its tests: here is where."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[1]


@dataclass(frozen=True)
class Row:
    """A fault.

    Attributes:
        fault: What happens.
        must: What must come of it.
        proofs: The tests of it, as `file::test`.
    """

    fault: str
    must: str
    proofs: tuple[str, ...]


SERVICES: Final = "api/test_faulty_services.py::test_"
RETRYING: Final = "api/test_retrying.py::test_"
OUTBOX: Final = "jobs/test_outbox.py::test_"
MATRIX: Final = (
    Row(
        "connect refused, DNS, TLS failure",
        "retried, then a sentence with the host",
        (
            "api/test_transport.py::test_a_refused_connection_names_the_host_and_what_to_do",
            "api/test_transport.py::test_a_server_without_encryption_is_no_https_server",
            f"{RETRYING}what_may_pass_is_asked_three_times_with_growing_jittered_waits",
        ),
    ),
    Row(
        "no answer",
        "left at the deadline",
        (
            f"{SERVICES}an_answer_that_does_not_come_in_time_is_none",
            f"{SERVICES}within_the_process_an_application_that_hangs_is_left_in_time",
        ),
    ),
    Row(
        "drip feed",
        "left at the deadline",
        (f"{SERVICES}an_answer_that_does_not_come_in_time_is_none",),
    ),
    Row(
        "reset before or within the body, cut chunk, short body",
        "a read is repeated, a save goes to the outbox",
        (
            f"{SERVICES}an_answer_that_does_not_come_whole_is_none",
            f"{SERVICES}what_only_reads_gets_over_one_fault",
            f"{SERVICES}what_begins_something_is_never_repeated_blindly",
        ),
    ),
    Row("stale keep-alive", "repeated unseen", (f"{SERVICES}what_only_reads_gets_over_one_fault",)),
    Row(
        "429 with Retry-After of every kind",
        "never asked earlier than told",
        (
            f"{SERVICES}a_service_that_cannot_answer_now_is_busy",
            f"{SERVICES}a_service_that_asks_to_be_left_alone_is_not_asked_until_then",
            f"{RETRYING}a_wait_that_the_service_asks_for_is_never_shortened",
            "tui/test_waiting.py::test_a_wait_that_the_service_asks_for_is_counted_down",
        ),
    ),
    Row(
        "500, 502, 503, 504",
        "repeated with jitter",
        (
            f"{SERVICES}a_service_that_cannot_answer_now_is_busy",
            f"{SERVICES}within_the_process_what_is_wrong_is_told_by_its_kind_too",
        ),
    ),
    Row(
        "400, 401, 403, 404, 409, 422",
        "not repeated, the server's words are told",
        (
            f"{SERVICES}an_answer_that_is_not_as_agreed_is_told_by_its_kind",
            f"{SERVICES}within_the_process_what_is_wrong_is_told_by_its_kind_too",
            "tui/test_waiting.py::test_a_refused_access_is_not_tried_again_by_itself",
        ),
    ),
    Row(
        "a clock that is minutes or a day off",
        "one correction, and a warning",
        (
            "api/test_clock.py::test_what_a_clock_explains_is_asked_once_more_by_the_services_clock",
            "api/test_uplynk_line.py::test_a_clock_that_is_off_is_corrected_once_and_that_is_said",
            f"{SERVICES}a_clock_that_is_wrong_elsewhere_harms_no_answer",
        ),
    ),
    Row(
        "bad JSON, NaN, depth, bad UTF-8, wrong type",
        "an error that names vendor and member",
        (
            f"{SERVICES}an_answer_that_is_not_as_agreed_is_told_by_its_kind",
            f"{SERVICES}within_the_process_what_is_wrong_is_told_by_its_kind_too",
        ),
    ),
    Row(
        "HTML where JSON should be",
        "said by name",
        (
            f"{SERVICES}an_answer_that_is_not_as_agreed_is_told_by_its_kind",
            "wire/uplynk/test_refusals.py::test_a_web_page_instead_of_json_is_told_by_name",
        ),
    ),
    Row(
        "dirty base64, a picture bomb",
        "that picture fails, the rest goes on",
        (
            "api/test_uplynk.py::test_a_picture_in_bad_base64_is_unexpected",
            "api/test_bluebillywig.py::test_pictures_in_bad_base64_are_refused",
            "media/test_hostile.py::test_a_picture_bomb_is_refused_in_little_memory",
        ),
    ),
    Row(
        "gzip bomb, endless body",
        "cut at the cap",
        (
            f"{SERVICES}an_answer_that_is_not_as_agreed_is_told_by_its_kind",
            "api/test_transport.py::test_a_packed_answer_is_refused_before_it_unfolds",
        ),
    ),
    Row(
        "the answer to a save is lost",
        "looked for, and saved once",
        (
            f"{OUTBOX}a_draft_whose_answer_got_lost_is_found_and_not_sent_again",
            f"{OUTBOX}two_equal_drafts_become_two_even_if_both_answers_get_lost",
        ),
    ),
    Row(
        "kill -9 between intent and answer",
        "looked for at the next start",
        (
            f"{OUTBOX}a_program_that_died_while_sending_looks_before_it_sends",
            "jobs/test_outbox_kills.py::test_lost_answers_and_kills_lose_no_draft_and_save_none_twice",
        ),
    ),
    Row(
        "replayed or altered signature, stale timestamp",
        "our server refuses it",
        (
            "server/test_app.py::test_an_altered_message_is_refused",
            "server/test_freshness.py::test_a_request_is_answered_again_unless_that_is_refused",
            "wire/uplynk/test_signature.py::test_one_altered_character_spoils_the_signature",
            "wire/bluebillywig/test_token.py::test_anything_else_is_refused",
        ),
    ),
    Row(
        "pages that repeat, shrink or never end",
        "stops, no asset twice",
        (
            "clip/test_listing.py::test_assets_that_come_again_are_left_out_but_counted_as_given",
            "clip/test_listing.py::test_a_page_that_brings_nothing_new_is_the_last",
        ),
    ),
    Row(
        "hostile strings in every field",
        "no byte of them is a command",
        ("tui/test_hostile.py::test_no_text_of_others_is_a_command_or_markup_on_any_pane",),
    ),
    Row(
        "full disk, read-only home, locked or damaged file",
        "told at once, nothing lost",
        (
            "tui/test_keeping.py::test_a_full_disk_is_told_once_and_all_is_written_when_there_is_room",
            "store/test_sessions.py::test_a_note_for_which_there_is_no_room_leaves_nothing_of_itself",
            "store/test_ahead.py::test_a_table_that_takes_nothing_is_told_by_the_next_entry_until_it_does",
            "store/test_store.py::test_a_file_that_another_process_holds_is_said_to_be_in_use",
            "store/test_rescue.py::test_whatever_is_damaged_the_program_starts",
        ),
    ),
    Row(
        "the terminal takes nothing, or hangs up",
        "calls complete, the event loop lives",
        (
            "tui/test_stalling.py::test_nothing_is_drawn_while_the_terminal_stands_still_and_all_is_afterwards",
            "test_dropped.py::test_a_program_that_loses_its_terminal_ends_and_the_next_start_goes_on",
        ),
    ),
)


@cache
def names_in(file: str) -> frozenset[str]:
    """Return the names of the tests in a file."""
    text = (ROOT / "tests" / file).read_text()
    return frozenset(re.findall(r"^(?:async )?def (test_\w+)", text, re.MULTILINE))


@pytest.mark.parametrize("row", MATRIX, ids=lambda row: row.fault)
def test_a_fault_has_the_tests_that_are_named_for_it(row: Row) -> None:
    proofs = [proof.split("::") for proof in row.proofs]
    assert proofs
    assert [name for file, name in proofs if name not in names_in(file)] == []


def test_no_row_of_the_matrix_is_missing() -> None:
    assert len(MATRIX) == len({row.fault for row in MATRIX}) == 20
