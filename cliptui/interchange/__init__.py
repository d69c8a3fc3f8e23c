"""Lists of cuts ↔ the text files of other programs, one file per format.

Owns: what each format can say, how it is spelt, and what it cannot say, refused with a sentence.
Does not own: files and folders (text goes in and out), drafts, services.
Imported by: `cli`, `tui` and `jobs`. Imports the standard library, `clip` and `errors` only.
"""
