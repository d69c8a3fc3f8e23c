"""Lines that say where one is and what has happened."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

from rich.cells import cell_len
from rich.text import Text
from textual.reactive import reactive
from textual.timer import Timer
from textual.widget import Widget

from cliptui.clip.asset import Asset
from cliptui.clip.draft import DraftState, WatchedDraft
from cliptui.errors import BadCutList, BadSelection, BadTime, CliptuiError
from cliptui.tui.widgets.assets import fit_name, fit_text, length_label

_FIGURES_S = 0.5


class TopLine(Widget):
    """The program and the place on the left, what the drafts are doing on the right.

    Args:
        place: What the service is called.

    Attributes:
        place: What the service is called.
        order: The order of its assets, in words; empty for the usual one.
        drafts: What was saved from here.
        figures: What pictures take of the link, while that is followed.
        unsent: How much of it waits here until the service has it.
        trouble: What is wrong with the service, in a word; empty if nothing is.
    """

    place: reactive[str] = reactive("")
    order: reactive[str] = reactive("")
    drafts: reactive[tuple[WatchedDraft, ...]] = reactive(())
    figures: reactive[str] = reactive("")
    unsent: reactive[int] = reactive(0)
    trouble: reactive[str] = reactive("")

    def __init__(self, place: str) -> None:
        super().__init__()
        self.set_reactive(TopLine.place, place)
        self._following: Timer | None = None

    def follow(self, tell: Callable[[], str]) -> None:
        """Show figures that change, or stop showing them.

        Args:
            tell: Returns them as they are now.
        """
        if self._following is not None:
            self._following.stop()
            self._following, self.figures = None, ""
            return

        def take() -> None:
            self.figures = tell()

        take()
        self._following = self.set_interval(_FIGURES_S, take)

    def render(self) -> Text:
        """Draw the line."""
        states = Counter(draft.state for draft in self.drafts)
        counts = [(self.unsent, "unsent"), *((states[state], state) for state in DraftState)]
        told = [f"{count} {word}" for count, word in counts if count]
        right = "  ".join(word for word in (self.trouble, self.figures, *told) if word)
        left_width = max(0, self.size.width - len(right) - 1)
        order = f" · {self.order}" if self.order else ""
        left = fit_text(f"cliptui  {self.place}{order}", left_width)
        return Text.assemble((left, "bold"), " ", right, no_wrap=True, end="")


class InfoLine(Widget):
    """The name, rate and duration of the asset that is shown.

    Attributes:
        asset: The asset under the cursor, or the opened one.
        is_open: Whether it is opened.
        is_waiting: Whether its picture has not come yet.
        motion: How its playhead travels, if it does.
    """

    asset: reactive[Asset | None] = reactive(None)
    is_open: reactive[bool] = reactive(default=False)
    is_waiting: reactive[bool] = reactive(default=False)
    motion: reactive[str] = reactive("")

    def render(self) -> Text:
        """Draw the line."""
        if self.asset is None:
            return Text("")
        facts = f"  {rate_label(self.asset)}  {length_label(self.asset.duration_s)}"
        facts = f"  loading…{facts}" if self.is_waiting else facts
        facts = f"  {self.motion}{facts}" if self.motion else facts
        name_width = max(0, self.size.width - len(facts))
        name = fit_name(self.asset.name, name_width)
        return Text.assemble((name, "bold" if self.is_open else ""), (facts, "dim"), no_wrap=True)


def rate_label(asset: Asset) -> str:
    """Write a frame rate: `29.97 fps`, `~30 fps` while unproved, `variable`, or nothing."""
    timing = asset.timing
    if timing is None:
        return ""
    if timing.rate is None:
        return "variable rate"
    return f"{'' if timing.is_proved else '~'}{timing.rate} fps"


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence for the user.

    Attributes:
        text: The sentence.
        is_error: Whether something failed; it then stays until it is read.
        behind: How many sentences have come while it stayed.
        is_refusal: Whether the error is only that a key cannot do anything here: nothing is
            lost with it, so that it neither stays nor takes the place of one that does.
        is_answer: Whether it tells what a key could not do besides what it did: what comes of
            that does not cover it.
        is_progress: Whether it tells of work that goes on.
    """

    text: str = ""
    is_error: bool = False
    behind: int = 0
    is_refusal: bool = False
    is_answer: bool = False
    is_progress: bool = False

    @classmethod
    def of(cls, error: CliptuiError) -> "Notice":
        """Return what is said of an error."""
        is_refusal = isinstance(error, BadSelection | BadTime | BadCutList)
        return cls(str(error), is_error=True, is_refusal=is_refusal)

    def followed_by(self, new: "Notice") -> "Notice":
        """Return what is shown once another sentence has come: an error gives way to errors only.

        Args:
            new: The other sentence; one without words takes any away.
        """
        stays = self.is_error and not self.is_refusal
        if stays and new.text and (new.is_refusal or not new.is_error):
            return replace(self, behind=self.behind + 1)
        return self if self.is_answer and new.is_progress else new


class MessageLine(Widget):
    """The last thing that happened.

    Attributes:
        notice: The sentence.
    """

    notice: reactive[Notice] = reactive(Notice())

    def watch_notice(self, notice: Notice) -> None:
        """Mark errors, by a class and by a sign."""
        self.set_class(notice.is_error, "-error")

    def render(self) -> Text:
        """Draw the line."""
        if not self.notice.is_error:
            return Text(self.notice.text, no_wrap=True, overflow="ellipsis")
        text = f"✗ {self.notice.text}"
        end = f" +{self.notice.behind}  esc" if self.notice.behind else "  esc"
        if cell_len(text) + len(end) > self.size.width:
            end = f"  H all{end}"
        fitted = fit_text(text, max(0, self.size.width - len(end)))
        return Text.assemble(fitted, (end, "bold"), no_wrap=True)
