"""What stood where a placeholder or a surrogate stands now. Lives and dies with one request."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NoReturn

from router.core.sightings import Wanted, wanted
from router.core.standins import StandIns
from router.core.surrogates import Surrogates

Original = tuple[str, str]
"""A text that was found, and as what kind."""

Beside = Callable[[], tuple[str, str]]
"""Asked only where a surrogate is made."""


def placeholder(kind: str, nonce: str, number: int) -> str:
    """`[[PERSON_1]]`, or `[[PERSON_A_1]]` where the client's own words already look like placeholders."""
    return f"[[{kind}_{nonce}_{number}]]" if nonce else f"[[{kind}_{number}]]"


_NOTHING_SOUGHT: Mapping[Original, tuple[Wanted, ...]] = MappingProxyType({})


def _nothing() -> tuple[str, str]:
    return "", ""


class Vault:
    """Placeholder <-> original of one request. Opaque, never serialised, dies with the request.

    `nonce` is "" or upper-case letters. An original is stored once: the same text has one placeholder. Texts that
    differ in case have placeholders of their own, so that restoration is exact.

    `sought`: by what originals are to be searched for, as far as it is known already.
    """

    __slots__ = (
        "_barred",
        "_forms",
        "_nonce",
        "_originals",
        "_quoted",
        "_sought",
        "_spared",
        "_structure",
        "_surrogates",
        "_tagged",
        "_tags",
    )

    def __init__(
        self,
        nonce: str = "",
        surrogates: Surrogates | None = None,
        sought: Mapping[Original, tuple[Wanted, ...]] = _NOTHING_SOUGHT,
    ) -> None:
        self._nonce = nonce
        self._sought = sought
        self._surrogates = surrogates
        self._tags: dict[str, str] = {}
        self._tagged = False
        self._originals: dict[str, list[str]] = {}
        self._forms: dict[str, str] = {}
        self._barred: dict[Original, None] = {}
        self._structure: Counter[tuple[str, str]] = Counter()
        self._quoted: set[tuple[str, int]] = set()
        self._spared: frozenset[str] = frozenset()

    def hold(self, kind: str, original: str, beside: Beside = _nothing) -> str:
        """What stands for `original`: a surrogate, where they are wanted and one can be made, else its placeholder.

        `beside`: what its line says ahead of it and behind; the first counts.
        """
        form = self._forms.get(original)
        if form is None:
            tag = self._tag(kind, original)
            made = self._surrogates.make(kind, original, beside()) if self._surrogates is not None else None
            form = self._forms[original] = made or tag
        return form

    def tag(self, kind: str, original: str, _: Beside = _nothing) -> str:
        """The placeholder of `original`, where a surrogate will not do; the first kind it is held under stays."""
        self._tagged = True
        return self._tag(kind, original)

    def _tag(self, kind: str, original: str) -> str:
        tag = self._tags.get(original)
        if tag is None:
            held = self._originals.setdefault(kind, [])
            held.append(original)
            tag = self._tags[original] = placeholder(kind, self._nonce, len(held))
        return tag

    @property
    def uses_tags(self) -> bool:
        """Whether a placeholder was given out, not surrogates alone."""
        return self._tagged or any(form == self._tags[original] for original, form in self._forms.items())

    @property
    def standins(self) -> StandIns | None:
        """The surrogates that were given out."""
        return self._surrogates.standins if self._surrogates is not None and len(self._surrogates.standins) else None

    def bar(self, kind: str, original: str) -> None:
        """What must not leave although no placeholder stands for it: it was found in an object key, say."""
        self._barred[original, kind] = None

    def spare(self, texts: Iterable[str]) -> None:
        """Texts that the customer leaves alone: what they show of an original is no leak."""
        self._spared = frozenset(texts)

    @property
    def spared(self) -> frozenset[str]:
        return self._spared

    def expect(self, key: str, text: str) -> None:
        """A word of the dialect's own that stays: this text, once, under this key."""
        self._structure[key, text] += 1

    def structure(self) -> Counter[tuple[str, str]]:
        """What `expect` was told, by (key, text): how often."""
        return self._structure.copy()

    def original(self, kind: str, nonce: str, number: int) -> str | None:
        """What `[[KIND_NONCE_NUMBER]]` stands for, None for what was never given out. Case is forgiven."""
        if nonce.upper() != self._nonce:
            return None
        held = self._originals.get(kind.upper(), ())
        return held[number - 1] if 1 <= number <= len(held) else None

    def quote(self, kind: str, number: int) -> None:
        """The client wrote this name itself, without two pairs of brackets."""
        self._quoted.add((kind, number))

    def quotes(self, kind: str, number: int) -> bool:
        """Whether this name, standing with fewer than three brackets, may be the client's own."""
        return (kind, number) in self._quoted

    @property
    def nonce(self) -> str:
        return self._nonce

    def kinds(self) -> tuple[str, ...]:
        """The kinds that have a placeholder, by name."""
        return tuple(sorted(self._originals))

    def originals(self) -> Iterator[str]:
        """Everything that must not be visible to a redacted candidate, placeholder or not."""
        yield from self._tags
        yield from sorted({original for original, _ in self._barred}.difference(self._tags))

    def wanted(self) -> dict[Wanted, list[str]]:
        """All that the leak check must search for, and the originals that each stands for."""
        known = [(original, kind) for kind, held in self._originals.items() for original in held]
        found: dict[Wanted, list[str]] = {}
        for pair in dict.fromkeys([*known, *self._barred]):
            for one in self._sought[pair] if pair in self._sought else wanted(*pair):
                found.setdefault(one, []).append(pair[0])
        return found

    def placeholders(self) -> dict[str, str]:
        """Each placeholder with its original."""
        return {tag: original for original, tag in self._tags.items()}

    def counts(self) -> tuple[tuple[str, int], ...]:
        """How many different originals of each kind have a placeholder, by name."""
        return tuple((kind, len(self._originals[kind])) for kind in self.kinds())

    def wipe(self) -> None:
        """Forgets everything. The nonce stays: it is no secret."""
        self._originals.clear()
        self._forms.clear()
        self._tags.clear()
        self._surrogates = None
        self._barred.clear()
        self._structure.clear()
        self._quoted.clear()
        self._spared = frozenset()
        self._sought = _NOTHING_SOUGHT

    def __len__(self) -> int:
        return len(self._tags)

    def __repr__(self) -> str:
        return f"<Vault of {len(self)}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a vault is never serialised")
