"""Files ↔ frames.

Owns: opening video files, the index of their frames, decoding exactly the frame that is asked
for, encoded pictures, and the cutting of clips.
Does not own: where files lie, what they are called to the outside, or what a time in
milliseconds means to a service.
Imported by: the rooms that answer or cut: server, jobs through it, and cli.

The only room with PyAV, which lives in processes of its own: `child` is what they run, `process`
the other end of the line, `messages` what is said. What others may import loads none of it:
`worker`, `facts`, `index`, `pictures`. A container belongs to one thread from its opening to its
closing: used from two, it brings the whole process down.
"""
