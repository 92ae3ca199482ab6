"""Text from elsewhere as a terminal may be given it: what would move its cursor, or its reader, is seen instead."""

LONGEST = 100
"""Characters of the name of an agent, a person or a team."""


def is_name(text: str) -> bool:
    """Whether it can be told on one line: 1 to LONGEST printable characters, and not space alone."""
    return bool(text.strip()) and text.isprintable() and len(text) <= LONGEST


def escaped(text: str, keep: str = "") -> str:
    """What is not printable, but for the characters in `keep`, as the escapes of JSON (RFC 8259, section 7).

    So a name with control characters, line ends or marks that turn the direction of writing stays on its line, and
    JSON that holds such characters in its strings means the same as before.
    """
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() or char in keep else _escape(char) for char in text)


def _escape(char: str) -> str:
    units = char.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))
