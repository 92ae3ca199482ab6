import pytest

from router.core.checkpoints import Checkpoint, open_checkpoint
from router.core.signed_notes import parse_note, parse_verifier_key, verify_note
from router.signing import verify
from router.store.notary import Notary

ROOT = b"r" * 32


def test_anybody_with_the_verifier_key_reads_what_it_signed() -> None:
    notary = Notary("sovereign/test", b"s" * 32)
    key = parse_verifier_key(str(notary.key))
    note = notary.checkpoint(7, ROOT)
    assert open_checkpoint(note.encode(), key, verify) == Checkpoint("sovereign/test", 7, ROOT)


def test_it_knows_its_own_signature_for_that_size_and_root_alone() -> None:
    notary = Notary("sovereign/test", b"s" * 32)
    note = notary.checkpoint(7, ROOT)
    assert notary.has_signed(note, 7, ROOT)
    assert not notary.has_signed(note, 8, ROOT)
    assert not notary.has_signed(note, 7, b"o" * 32)
    assert not notary.has_signed(note.replace("\n7\n", "\n8\n"), 8, ROOT)
    assert not notary.has_signed("no note", 7, ROOT)
    for other in (Notary("sovereign/test", b"o" * 32), Notary("sovereign/other", b"s" * 32)):
        assert not other.has_signed(note, 7, ROOT)


def test_it_signs_a_text_that_is_no_checkpoint_and_nothing_that_is_one() -> None:
    notary = Notary("sovereign/test", b"s" * 32)
    note = parse_note(notary.note("sovereign-tenant/v2\nmanifest 00\n").encode())
    assert verify_note(note, parse_verifier_key(str(notary.key)), verify) == 0
    forged = Checkpoint("sovereign/test", 9, ROOT).text
    for text in (forged, forged + "more\n", "no line end", "", "a\x00\n"):
        with pytest.raises(ValueError, match=r"checkpoint|note|control"):
            notary.note(text)
