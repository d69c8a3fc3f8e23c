"""Clips that a service proposes: they appear on the desk as they are found."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import replace
from functools import partial
from typing import Final

from cliptui.clip.desk import Desk
from cliptui.clip.points import PointKind, in_order
from cliptui.clip.suggestion import Suggestions
from cliptui.errors import ServiceError
from cliptui.jobs.bench import Bench
from cliptui.jobs.proposals import Origin, Proposal, auto_clips, breaks, chapters, scenes
from cliptui.tui.attempts import Told, attempt
from cliptui.tui.screens.ask import AskScreen, Question
from cliptui.tui.sentences import proposal_sentence
from cliptui.tui.sight import Sight
from cliptui.tui.widgets.looking import LookingPane

_WISH_HINT: Final = "such as: 5 clips under 20 s; empty: what is thought best"
_POINTS: Final = (PointKind.BREAK, PointKind.CHAPTER, PointKind.SCENE)


class ProposingPane(LookingPane):
    """Has clips proposed, and puts them on the desk of the asset that they are of.

    What was proposed for an asset is there again when that is opened another time.
    """

    def __init__(self, sight: Sight, widget_id: str) -> None:
        super().__init__(sight, widget_id)
        self._proposed: dict[str, dict[Origin, Proposal]] = {}

    def begin_work(self) -> None:
        """Show its breaks and what was proposed already, and ask for its chapters."""
        super().begin_work()
        if self.desk is not None and self.desk.asset.breaks:
            self._take(self.desk, breaks(self.desk))
        self._show_proposed()
        if self.bench is not None and self.bench.records is not None and self.desk is not None:
            asking = partial(self._look_up_chapters, self.bench, self.desk)
            attempt(self, asking, "chapters")

    def action_suggest_clips(self) -> None:
        """Ask what is wanted, and have the service look for it."""
        if (desk := self.opened()) is not None:
            question = Question("Auto clips: what shall they be?", hint=_WISH_HINT)
            self.app.push_screen(AskScreen(question), partial(self._begin_search, desk))

    def action_suggest_scenes(self) -> None:
        """Have the service look for scenes."""
        if (desk := self.opened()) is not None and self.bench is not None:
            self.post_message(Told("Looking for scenes…"))
            self._follow(desk, scenes(self.bench, desk), Origin.SCENE)

    def _begin_search(self, desk: Desk, prompt: str | None) -> None:
        if prompt is not None and self.bench is not None:
            self.post_message(Told("Looking for clips: they appear as ┄, and n goes to them."))
            self._follow(desk, auto_clips(self.bench, desk, prompt.strip()), Origin.AUTO_CLIP)

    def _follow(
        self, desk: Desk, proposals: AsyncGenerator[Proposal, None], origin: Origin
    ) -> None:
        """Show proposals as they come; those of an earlier search for the same are given up."""
        group = f"{origin} {desk.asset.asset_id}"
        attempt(self, partial(self._take_each, desk, proposals), group)

    async def _take_each(self, desk: Desk, proposals: AsyncGenerator[Proposal, None]) -> None:
        async with aclosing(proposals) as found:
            async for proposal in found:
                self._take(desk, proposal)
                if proposal.suggestions or proposal.is_complete:
                    self.post_message(Told(proposal_sentence(proposal, desk.asset.name)))

    async def _look_up_chapters(self, bench: Bench, desk: Desk) -> None:
        try:
            self._take(desk, await chapters(bench, desk))
        except ServiceError as error:
            self.post_message(Told(f"The chapters of this asset are not known. {error}"))

    def _take(self, desk: Desk, proposal: Proposal) -> None:
        self._proposed.setdefault(desk.asset.asset_id, {})[proposal.origin] = proposal
        self._show_proposed()

    def _show_proposed(self) -> None:
        desk = self.desk
        proposed = self._proposed.get(desk.asset.asset_id) if desk else None
        if desk is None or proposed is None:
            return
        in_turn = [proposed[origin] for origin in Origin if origin in proposed]
        suggestions = Suggestions.of(each for proposal in in_turn for each in proposal.suggestions)
        if desk.suggestions.chosen in suggestions.items:
            suggestions = replace(suggestions, chosen=desk.suggestions.chosen)
        others = (point for point in desk.landmarks if point.kind not in _POINTS)
        points = (point for proposal in in_turn for point in proposal.points)
        landmarks = in_order((*others, *points))
        self.desk = replace(desk, suggestions=suggestions, landmarks=landmarks)
