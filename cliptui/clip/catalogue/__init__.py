"""The abilities that a service can have, as Protocols.

No service has them all, so each ability stands alone; a service object has the abilities that
it has, and the screen shows what is there. The rooms above know a service by these only.
"""

from cliptui.clip.catalogue.keeping import EditsAssets, KeepsRecords
from cliptui.clip.catalogue.making import (
    ConvertsDrafts,
    KeepsDrafts,
    ListsProfiles,
    RendersClips,
    RunsJobs,
    SuggestsClips,
    TellsOfClips,
)
from cliptui.clip.catalogue.service import ClipService, TellsTime
from cliptui.clip.catalogue.viewing import (
    NEWEST_FIRST,
    PAGE_SIZE,
    BrowsesAssets,
    FindsScenes,
    GivesFrames,
    SkimsFrames,
)

__all__ = [
    "NEWEST_FIRST",
    "PAGE_SIZE",
    "BrowsesAssets",
    "ClipService",
    "ConvertsDrafts",
    "EditsAssets",
    "FindsScenes",
    "GivesFrames",
    "KeepsDrafts",
    "KeepsRecords",
    "ListsProfiles",
    "RendersClips",
    "RunsJobs",
    "SkimsFrames",
    "SuggestsClips",
    "TellsOfClips",
    "TellsTime",
]
