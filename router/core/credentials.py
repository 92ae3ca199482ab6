"""What of a secret can be sent to a provider."""


def sendable(secret: str | None) -> str | None:
    """The key without the space around it; None unless it can stand in a header (RFC 9110, section 5.5)."""
    key = (secret or "").strip()
    return key if key and key.isascii() and key.isprintable() else None
