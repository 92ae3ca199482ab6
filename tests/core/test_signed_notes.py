import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from router.core.signed_notes import (
    COSIGNATURE,
    ED25519,
    Note,
    NoteError,
    Signature,
    VerifierKey,
    cosign_note,
    parse_note,
    parse_signatures,
    parse_verifier_key,
    sign_note,
    verify_note,
)
from router.signing import public_key, signer, verify

# The example of C2SP signed-note.
KNOWN_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
KNOWN_NOTE = (
    b"This is an example message.\n\n\xe2\x80\x94 example.com/foo "
    b"Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)

SEED, OTHER_SEED = b"s" * 32, b"o" * 32
TEXT = "example.com/log\n7\nAAAA\n"
KEY = VerifierKey("example.com/log", ED25519, public_key(SEED))
WITNESS = VerifierKey("witness.example/w1", COSIGNATURE, public_key(OTHER_SEED))
SIGNATURE = sign_note(TEXT, KEY, signer(SEED))
COSIGNED = cosign_note(TEXT, WITNESS, 1679315147, signer(OTHER_SEED))
NOTE = Note(TEXT, (SIGNATURE, COSIGNED))


def test_the_note_of_the_specification_verifies_with_its_key_and_is_written_as_it_was_read() -> None:
    key, note = parse_verifier_key(KNOWN_KEY), parse_note(KNOWN_NOTE)
    assert str(key) == KNOWN_KEY
    assert verify_note(note, key, verify) == 0
    assert note.encode() == KNOWN_NOTE


def test_the_witness_in_the_specification_has_its_time_where_we_read_it() -> None:
    line = (
        "\u2014 witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5"
        "nNo0xUe+mbIUBkBIfZ+qnA==\n"
    )
    (signature,) = parse_signatures(line)
    key = VerifierKey(signature.name, COSIGNATURE, bytes(32))
    messages: list[bytes] = []

    def accept(_public: bytes, message: bytes, value: bytes) -> bool:
        messages.append(message)
        return len(value) == 64

    known = Note(TEXT, (Signature(signature.name, key.id, signature.value),))
    assert verify_note(known, key, accept) == 1679315147
    assert messages == [b"cosignature/v1\ntime 1679315147\n" + TEXT.encode()]
    assert str(signature) == line


def test_a_signature_and_a_cosignature_verify_each_with_its_own_key() -> None:
    assert verify_note(NOTE, KEY, verify) == 0
    assert verify_note(NOTE, WITNESS, verify) == 1679315147
    assert parse_note(NOTE.encode()) == NOTE


def test_the_same_key_has_another_id_as_a_witness() -> None:
    as_witness = VerifierKey(KEY.name, COSIGNATURE, KEY.public)
    assert as_witness.id != KEY.id
    assert verify_note(NOTE, as_witness, verify) is None


def test_a_signature_of_an_unknown_key_says_nothing_even_under_a_known_name() -> None:
    stranger = VerifierKey(KEY.name, ED25519, public_key(OTHER_SEED))
    note = Note(TEXT, (sign_note(TEXT, stranger, signer(OTHER_SEED)),))
    assert verify_note(note, KEY, verify) is None
    assert verify_note(Note(TEXT, (*note.signatures, SIGNATURE)), KEY, verify) == 0


def test_one_bad_signature_of_a_known_key_condemns_the_note_beside_a_good_one() -> None:
    bad = Signature(KEY.name, KEY.id, bytes(64))
    for signatures in ((bad,), (SIGNATURE, bad), (bad, SIGNATURE)):
        with pytest.raises(NoteError, match=r"the signature of 'example.com/log' does not verify"):
            verify_note(Note(TEXT, signatures), KEY, verify)


def test_the_latest_of_two_cosignatures_counts() -> None:
    later = cosign_note(TEXT, WITNESS, 1679315999, signer(OTHER_SEED))
    assert verify_note(Note(TEXT, (later, COSIGNED)), WITNESS, verify) == 1679315999


def test_a_cosignature_does_not_verify_at_another_time() -> None:
    moved = Signature(WITNESS.name, WITNESS.id, (1679315148).to_bytes(8, "big") + COSIGNED.value[8:])
    with pytest.raises(NoteError, match="does not verify"):
        verify_note(Note(TEXT, (moved,)), WITNESS, verify)


def test_a_cosignature_from_after_the_end_of_time_is_refused() -> None:
    late = cosign_note(TEXT, WITNESS, 2**63, signer(OTHER_SEED))
    with pytest.raises(NoteError, match=r"past 2\^63"):
        verify_note(Note(TEXT, (late,)), WITNESS, verify)


@given(st.data())
@settings(deadline=None, max_examples=150)
def test_any_changed_byte_of_a_note_is_noticed(data: st.DataObject) -> None:
    whole = Note(TEXT, (SIGNATURE,)).encode()
    place = data.draw(st.integers(0, len(whole) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda byte: byte != whole[place]))
    try:
        found = verify_note(parse_note(whole[:place] + bytes([other]) + whole[place + 1 :]), KEY, verify)
    except NoteError:
        return
    assert found is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "example.com/foo",
        "example.com/foo+530d903a",
        "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/ foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/fooo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2",
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k\n",
    ],
)
def test_a_verifier_key_that_was_changed_or_cut_is_refused(text: str) -> None:
    with pytest.raises(NoteError):
        parse_verifier_key(text)


LINE = str(SIGNATURE)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (b"", "line 1: a signed note ends with an empty line"),
        (TEXT.encode(), "line 4: a signed note ends with an empty line"),
        (f"{TEXT}{LINE}".encode(), "line 5: a signed note ends with an empty line"),
        (f"{TEXT}\n".encode(), "line 5: a signed note ends"),
        (f"{TEXT}\n{LINE}"[:-1].encode(), "line 5: a signed note ends"),
        (f"{TEXT}\n{LINE}x\n".encode(), "line 6: a signature line is"),
        (f"{TEXT}\n{LINE} ".encode(), "line 6: a signed note ends"),
        (f"{TEXT}\n{LINE[1:]}".encode(), "line 5: a signature line is"),
        (f"{TEXT}\n\u2014  a b\n".encode(), "line 5: a signature line is"),
        (f"{TEXT}\n\u2014 a+b AAAAAAA=\n".encode(), "line 5: a signature line is"),
        (f"{TEXT}\n\u2014 a AAAAAAB=\n".encode(), "line 5: not base64"),
        (f"{TEXT}\n\u2014 a AAAAAA A\n".encode(), "line 5: not base64"),
        (f"{TEXT}\n\u2014 a AAAAAAA\n".encode(), "line 5: not base64"),
        (f"{TEXT}\n\u2014 a AAAAAA==\n".encode(), "line 5: a signature holds the id"),
        (f"{TEXT}\n{LINE}".replace("7", "\t7").encode(), "line 2: a control character"),
        (f"{TEXT}\n{LINE}".replace("\n", "\r\n").encode(), "line 1: a control character"),
        (f"{TEXT}\n{LINE}".encode().replace(b"7", b"\xff"), "line 2: not UTF-8"),
        (f"{TEXT}\n{LINE * 101}".encode(), "line 5: more than 100 signatures"),
    ],
)
def test_a_note_that_is_not_of_the_form_is_refused_by_its_line(text: bytes, what: str) -> None:
    with pytest.raises(NoteError) as raised:
        parse_note(text)
    assert str(raised.value).startswith(what)


def test_the_answer_of_a_witness_is_signature_lines_to_the_last_newline() -> None:
    assert parse_signatures(str(COSIGNED) + str(SIGNATURE)) == (COSIGNED, SIGNATURE)
    for cut in ("", str(COSIGNED)[:-1]):
        with pytest.raises(NoteError, match="ends with a newline"):
            parse_signatures(cut)


@given(st.binary(max_size=200))
@settings(deadline=None)
def test_bytes_that_are_no_note_raise_only_the_one_error(data: bytes) -> None:
    with pytest.raises(NoteError):
        parse_note(data)
