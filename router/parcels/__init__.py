"""A tenant in a folder: all of it, in open formats, to be read by anything, and by a router to go on with.

    manifest.json        what this is, and the SHA-256 of every other file
    keys.jsonl           agent keys without their secrets: an HMAC each, which needs the master key to be of use
    entries.jsonl        the log for people and programs, as `sovereign audit export` tells it
    log/                 the same log byte for byte, as tiles with its signed checkpoint (C2SP tlog-tiles)
    subjects.jsonl       whom entries are about: a keyed hash of the name that clients have for them, and first its key
    rules/DIGEST.json    every routes file that a decision was made by, whole

Nothing of a folder is believed before all of it was compared: the files with the manifest, the entries with the
checkpoint, the rules with their digests. That is against damage and mistakes; who can write the folder can also sign it
anew, so whoever doubts its origin compares the key with one that he has from elsewhere.
"""

from router.parcels.packing import pack
from router.parcels.unpacking import Parcel, issuer, unpack

__all__ = ["Parcel", "issuer", "pack", "unpack"]
