"""The list of assets."""

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from cliptui.clip.asset import Asset, AssetState
from cliptui.tui.bindings import bindings_of
from cliptui.tui.commands import Context
from cliptui.tui.widgets.rows import Rows, RowStyles

_GLYPHS = {
    AssetState.READY: "●",
    AssetState.SLICING: "◌",
    AssetState.ENCODING: "◌",
    AssetState.ERROR: "✗",
    AssetState.UNKNOWN: "?",
}

_LEAST_CUT = 8
"""Cells below which a name is cut at its end: two halves would say nothing."""


class AssetList(Rows[Asset]):
    """The assets of a library: state, name and duration of each."""

    BINDINGS = bindings_of(Context.ASSETS, Context.LISTS)

    def __init__(self) -> None:
        super().__init__(draw_asset, key=lambda asset: asset.asset_id, widget_id="assets")


def draw_asset(asset: Asset, width: int, styles: RowStyles) -> Text:
    """Draw an asset: a glyph, the name, and the duration, or the state of one not ready."""
    state_style = {AssetState.READY: styles.good, AssetState.ERROR: styles.bad}
    end = length_label(asset.duration_s) if asset.is_ready else str(asset.state)
    name_width = max(0, width - len("● ") - 1 - len(end))
    return Text.assemble(
        (_GLYPHS[asset.state], state_style.get(asset.state, styles.busy)),
        " ",
        fit_name(asset.name, name_width),
        " ",
        (end, styles.dim),
        no_wrap=True,
        end="",
    )


def length_label(duration_s: float) -> str:
    """Write a duration as `m:ss`, or `h:mm:ss` from an hour on; below one second as `0.4 s`."""
    if 0 < duration_s < 1:
        return f"{duration_s:.1f} s"
    minutes, seconds = divmod(round(duration_s), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


def fit_end(text: str, width: int) -> str:
    """Cut a text to a number of cells, without padding it."""
    return fit_text(text, width) if cell_len(text) > width else text


def fit_text(text: str, width: int) -> str:
    """Cut or pad a text to a number of cells; a cut is marked by an ellipsis."""
    if cell_len(text) > width > 0:
        return set_cell_size(text, width - 1) + "…"
    return set_cell_size(text, width)


def fit_name(text: str, width: int) -> str:
    """Cut or pad a name to a number of cells, in its middle: what tells clips apart ends them."""
    if cell_len(text) <= width or width < _LEAST_CUT:
        return fit_text(text, width)
    end = text[-width:]
    while cell_len(end) > (width - 1) // 2:
        end = end[1:]
    return f"{set_cell_size(text, width - 1 - cell_len(end))}…{end}"
