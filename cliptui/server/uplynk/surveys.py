"""Our extensions over a library: skims, colours and scenes."""

from dataclasses import dataclass

from cliptui.clip.survey import Scenes, Skimmed
from cliptui.server.call import Call
from cliptui.server.library import Library
from cliptui.server.needs import Surveys
from cliptui.server.scene_watch import SceneWatch
from cliptui.wire.message import Response
from cliptui.wire.uplynk import surveys as wire


@dataclass(frozen=True, slots=True)
class SurveyAnswers:
    """Answers to what shows a whole asset at a glance.

    Attributes:
        library: The assets.
        surveys: Makes what is answered.
        watch: Knows scenes.
    """

    library: Library
    surveys: Surveys
    watch: SceneWatch

    async def skim(self, call: Call) -> Response:
        """Answer with keyframes spread over a stretch."""
        params = wire.read_skim_params(call.members)
        asset = await self.library.asset(params.asset_id)
        index = (await self.library.media_file(asset)).index
        found = await self.surveys.skim(
            asset.path, params.start_ms, params.stop_ms, params.count, width_px=params.width_px
        )
        return wire.write_skim(
            [Skimmed(index.start_ms(number), picture) for number, picture in found]
        )

    async def colours(self, call: Call) -> Response:
        """Answer with the colours of an asset."""
        params = wire.read_colour_params(call.members)
        asset = await self.library.asset(params.asset_id)
        return wire.write_colours(await self.surveys.colours(asset.path, params.count))

    async def scenes(self, call: Call) -> Response:
        """Answer with what is known of an asset's scenes by now; the rest is then looked for."""
        asset = await self.library.asset(wire.read_scenes_params(call.members))
        index = (await self.library.media_file(asset)).index
        found = self.watch.scenes(asset)
        starts_ms = tuple(map(index.start_ms, found.frames))
        return wire.write_scenes(Scenes(starts_ms, found.is_complete))
