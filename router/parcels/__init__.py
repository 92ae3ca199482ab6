"""A tenant in a folder: all of it, in open formats, to be read by anything, and by a router to go on with.

    manifest.json        what this is, and the SHA-256 of every other file
    manifest.note        the SHA-256 of the manifest, signed by the key of the log (C2SP signed-note, Ed25519)
    keys.jsonl           agent keys without their secrets: an HMAC each, which needs the master key to be of use
    entries.jsonl        the log for people and programs, as `sovereign audit export` tells it
    pruned.jsonl         what is left of entries that were pruned: kind, id, time and hash
    log/                 the same log byte for byte, as tiles with its signed checkpoint (C2SP tlog-tiles)
    subjects.jsonl       whom entries are about: a keyed hash of the name that clients have for them, and first its key
    rules/DIGEST.json    rules that decisions were made by: what is common, the tenant's own part, digests of the others

Nothing of a folder is believed before all of it was compared: the manifest with its signature, the files with the
manifest, the entries with the checkpoint, the rules with their digests. So nobody but the holder of the key in it wrote
it. Who can write a folder can also put his own key there: whoever doubts its origin names the key that he has from
elsewhere (`sovereign import --key`).
"""

from router.parcels.packing import pack
from router.parcels.unpacking import Parcel, issuer, unpack

__all__ = ["Parcel", "issuer", "pack", "unpack"]
