class SecretUnavailable(Exception):  # noqa: N818 - a state of the world
    """The reference leads to no secret now. The message says why and what to do."""

    def __init__(self, reference: str, why: str, *, passing: bool = False) -> None:
        super().__init__(f"{reference}: {why}")
        self.reference = reference
        self.why = why
        self.passing = passing
        """Whether it may be over in a moment: something is there, and being written."""
