"""Opening an asset for work."""

from dataclasses import replace

from cliptui.clip.desk import Desk
from cliptui.errors import RequestRefused
from cliptui.jobs.bench import Bench
from cliptui.jobs.rates import timing_of


async def open_desk(bench: Bench, asset_id: str) -> Desk:
    """Return a desk with an asset on it, the playhead on its first frame.

    Raises:
        NotFound: There is no such asset.
        RequestRefused: It is not ready; the sentence says why.
        ServiceError: The service does not tell what is needed to know its frames.
    """
    asset = await bench.service.asset(asset_id)
    if not asset.is_ready:
        reason = asset.reason or f"It is {asset.state}."
        raise RequestRefused(f"“{asset.name}” cannot be opened. {reason}")
    timing = await timing_of(bench, asset)
    return Desk(replace(asset, timing=timing), timing)
