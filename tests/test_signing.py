import pytest

from router.signing import public_key, signer, verify

# RFC 8032 section 7.1: seed, public key, message, signature.
KNOWN = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
            "d25bf5f0595bbe24655141438e7a100b"
        ),
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        (
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
            "387b2eaeb4302aeeb00d291612bb0c00"
        ),
    ),
]


@pytest.mark.parametrize(("seed", "public", "message", "signature"), KNOWN)
def test_keys_and_signatures_are_those_of_rfc_8032(seed: str, public: str, message: str, signature: str) -> None:
    assert public_key(bytes.fromhex(seed)).hex() == public
    assert signer(bytes.fromhex(seed))(bytes.fromhex(message)).hex() == signature
    assert verify(bytes.fromhex(public), bytes.fromhex(message), bytes.fromhex(signature))


def test_another_message_key_or_signature_does_not_verify() -> None:
    public, signature = public_key(b"s" * 32), signer(b"s" * 32)(b"message")
    assert verify(public, b"message", signature)
    assert not verify(public, b"massage", signature)
    assert not verify(public_key(b"o" * 32), b"message", signature)
    assert not verify(public, b"message", signature[:-1])
    assert not verify(public, b"message", bytes(64))
    assert not verify(public[:-1], b"message", signature)


def test_a_seed_of_another_length_is_refused_without_being_told() -> None:
    for make in (public_key, signer):
        with pytest.raises(ValueError, match="32 bytes") as raised:
            make(b"secret" * 5)
        assert "secret" not in str(raised.value)
