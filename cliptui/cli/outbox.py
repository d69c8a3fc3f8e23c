"""`cliptui outbox`: drafts that are saved here and that their service does not have yet."""

from collections.abc import Sequence

import click

from cliptui.cli.headless import json_option, on_option, print_rows, run_on
from cliptui.clip.outbox import Intent
from cliptui.clip.text import clean
from cliptui.errors import NotFound
from cliptui.jobs.bench import Bench
from cliptui.jobs.outbox import Sent, send_waiting


@click.command()
@click.option("--send", is_flag=True, help="Send what waits, in order.")
@click.option("--retry", metavar="ID", help="Let one that was refused be sent again.")
@click.option("--drop", metavar="ID", help="Forget one that was refused.")
@on_option
@json_option
def command(
    send: bool, retry: str | None, drop: str | None, place: str | None, as_json: bool
) -> None:
    """List drafts that wait to be sent: id, state, asset, start and stop in ms, title, reason."""

    async def work(bench: Bench) -> Sequence[Intent]:
        if retry and not bench.memory.retry_intent(bench.place, retry):
            raise NotFound(f"No refused draft has the id “{clean(retry)}”.")
        if drop and not bench.memory.drop_intent(bench.place, drop):
            raise NotFound(f"No refused draft has the id “{clean(drop)}”.")
        if send:
            await _send(bench)
        return bench.memory.intents(bench.place)

    rows = [_row(intent) for intent in run_on(place, work)]
    print_rows(rows, "id state asset_id start_ms stop_ms title reason", as_json=as_json)


async def _send(bench: Bench) -> None:
    async for outcome in send_waiting(bench):
        if isinstance(outcome, Sent):
            click.echo(f"saved: {outcome.draft.title} ({outcome.draft.draft_id})", err=True)
        else:
            click.echo(f"refused: {outcome.error}", err=True)


def _row(intent: Intent) -> dict[str, object]:
    return {
        "id": intent.local_id,
        "state": str(intent.state),
        "asset_id": intent.draft.asset_id,
        "title": intent.draft.title,
        "start_ms": intent.draft.start_ms,
        "stop_ms": intent.draft.stop_ms,
        "queued_at_s": intent.queued_at_s,
        "sends": intent.sends,
        "reason": intent.reason,
    }
