"""video.dev's API over a library: media, runs that look for clips, renderings, webhooks.

Owns: what answers where (`routes`), the answers (`media`, `runs`, `renders`), the search for
clips in the background (`scout`), the posting of events (`herald`) and to whom (`allowed`).
Does not own: how anything is spelt (`wire.videodev`), how clips are chosen (`clip.highlights`).
Imported by: `server.app`, and `cli` for the settings.

The media id of an asset of the library is its asset id, for files and for clips made here alike.
"""
