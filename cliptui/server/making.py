"""Where the server is put together: the library, what works on it, and the APIs over it."""

import uuid
from collections.abc import Callable
from pathlib import Path

from cliptui.clip.secret import Secret
from cliptui.media.modes import CutMode
from cliptui.server.app import EmbeddedServer, Worker
from cliptui.server.bluebillywig.collection import Collection
from cliptui.server.bluebillywig.cuts import Cuts
from cliptui.server.bluebillywig.mediaclips import MediaClipAnswers
from cliptui.server.bluebillywig.pictures import PictureAnswers
from cliptui.server.bluebillywig.routes import BlueBillywigApi
from cliptui.server.bluebillywig.routes import endpoints as mediaclip_endpoints
from cliptui.server.call import Api
from cliptui.server.converter import Convert, Converter
from cliptui.server.library import Library
from cliptui.server.needs import Media, ServerLedger
from cliptui.server.scene_watch import SceneWatch
from cliptui.server.uplynk.assets import AssetAnswers
from cliptui.server.uplynk.drafts import DraftAnswers
from cliptui.server.uplynk.edits import EditAnswers
from cliptui.server.uplynk.jobs import JobAnswers
from cliptui.server.uplynk.linked import LinkedApi
from cliptui.server.uplynk.links import Links
from cliptui.server.uplynk.records import Records
from cliptui.server.uplynk.routes import Strictness, UplynkAnswers, UplynkApi, endpoints
from cliptui.server.uplynk.surveys import SurveyAnswers
from cliptui.server.videodev.routes import VideodevServing, compose
from cliptui.wire.bluebillywig.extensions import CUTS, MEDIACLIPS
from cliptui.wire.bluebillywig.token import SharedSecret
from cliptui.wire.uplynk import extensions
from cliptui.wire.uplynk.signature import Credentials


def make_server(  # noqa: PLR0913  where the room is composed, of things that are all needed
    folder: Path,
    clips_folder: Path,
    ledger: ServerLedger,
    media: Media,
    credentials: Credentials,
    *,
    videodev: VideodevServing | None = None,
    bluebillywig: Secret | None = None,
    shared: Path | None = None,
    convert: Convert,
    cut: CutMode = CutMode.LOSSLESS,
    strictness: Strictness = Strictness(),  # noqa: B008  it is frozen
    now: Callable[[], float],
    new_id: Callable[[], str] = lambda: uuid.uuid4().hex,
) -> EmbeddedServer:
    """Make a server over a folder of video files.

    Args:
        folder: The folder; `server.folder.check_folder` tells whether it can be served.
        clips_folder: Where clips are written to; made when the server starts.
        ledger: Keeps drafts and clips; stays open when the server ends.
        media: Decodes and cuts; likewise.
        credentials: Whom to serve as Uplynk does.
        videodev: Whom to serve as video.dev does; None for nobody.
        bluebillywig: The shared secret of whom to serve as Blue Billywig does; None for nobody.
        shared: A folder that others share: shown, and cut from; None for none.
        convert: When drafts become clips.
        cut: How they are cut.
        strictness: How requests prove that they are fresh.
        now: Unix time in seconds.
        new_id: Makes identifiers of 32 hexadecimal digits.
    """
    library = Library(folder, clips_folder, ledger, media, now=now, shared=shared)
    converter = Converter(library, ledger, media, convert=convert, cut=cut, now=now, new_id=new_id)
    watch = SceneWatch(media.survey)
    workers: list[Worker] = [converter, watch]
    links = Links(credentials.key)
    records = Records(library, links)
    answers = UplynkAnswers(
        AssetAnswers(library, media, records, watch),
        EditAnswers(library, ledger, records, now, new_id),
        DraftAnswers(library, ledger, converter, now, new_id),
        JobAnswers(library, ledger, converter, links, now, new_id),
        SurveyAnswers(library, media.survey, watch),
    )
    apis: list[Api] = [
        LinkedApi(links, library, ledger, media),
        UplynkApi(endpoints(answers), credentials, now, strictness),
    ]
    announced = [extensions.PICTURES, extensions.SKIM, extensions.SCENES]
    if convert is Convert.MANUAL:
        announced.append(extensions.CONVERT)
    if videodev is not None:
        api, more = compose(videodev, library, ledger, media, converter, now=now, new_id=new_id)
        apis.insert(0, api)
        workers += more
    if bluebillywig is not None:
        cuts = Cuts(library, ledger, converter, new_id)
        collection = Collection(library, ledger, cuts, now)
        apis.insert(0, _bluebillywig(collection, media, bluebillywig, now))
        announced += [MEDIACLIPS] if convert is Convert.OFF else [MEDIACLIPS, CUTS]
    return EmbeddedServer(apis, workers, {extensions.ANNOUNCEMENT: " ".join(announced)})


def _bluebillywig(
    collection: Collection, media: Media, secret: Secret, now: Callable[[], float]
) -> BlueBillywigApi:
    answers = MediaClipAnswers(collection), PictureAnswers(collection, media)
    return BlueBillywigApi(mediaclip_endpoints(*answers), SharedSecret.of(secret), now)
