"""Readers for the published test sets, FOR REPORTING ONLY: nobody may train or tune on them, and none is committed.

Put what you want to report on into a folder, and name it with SOVEREIGN_PUBLIC_SETS or `--public`. Sets that are not
there are left out. Each is published on GitHub:

    folder         published as                                what to put there                          licence
    synth_v2       microsoft/presidio-research                 data/synth_dataset_v2.json                 MIT
    uner_ewt       UniversalNER/UNER_English-EWT               en_ewt-ud-{dev,test}.iob2                  CC BY-SA 4.0
    uner_pud       UniversalNER/UNER_German-PUD                de_pud-ud-test.iob2                        CC BY-SA 4.0
    meddocan       PlanTL-GOB-ES/SPACCC_MEDDOCAN               corpus/{dev,test}/brat as {dev,test}/brat  CC BY 4.0
    pl_pii_bench   pl-pii-bench/pl-pii-bench                   the folders of corpus/                     CC BY 4.0
    wikineural     Babelscape/wikineural                       data/wikineural/* as */test.conllu         CC BY-NC-SA
    kind           dhfbk/KIND                                  dataset/{wikinews,fiction}_test.tsv        CC BY-NC 4.0

The last two are for non-commercial use. WikiNEuRal is annotated by machine: its gold is itself partly wrong.

Labels become our kinds; what has none becomes OTHER. Where a set gives tokens without the text, the text is put
together again by rules (`spaced`): quotes, brackets, punctuation and elisions close up, hyphens stay apart.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from scoring import OTHER, Example, Span

LANGUAGES = ("en", "fr", "de", "es", "it", "nl", "pl")
"""Those of WikiNEuRal that are read."""

NAMES = {"PER": "PERSON", "LOC": "LOCATION", "ORG": "ORGANIZATION"}
SYNTH = {
    "CREDIT_CARD": "CREDIT_CARD",
    "DATE_TIME": "DATE_TIME",
    "DOMAIN_NAME": "URL",
    "EMAIL_ADDRESS": "EMAIL_ADDRESS",
    "GPE": "LOCATION",
    "IBAN_CODE": "IBAN_CODE",
    "IP_ADDRESS": "IP_ADDRESS",
    "NRP": "NRP",
    "ORGANIZATION": "ORGANIZATION",
    "PERSON": "PERSON",
    "PHONE_NUMBER": "PHONE_NUMBER",
    "STREET_ADDRESS": "ADDRESS",
    "TITLE": "TITLE",
    "URL": "URL",
    "US_DRIVER_LICENSE": "NATIONAL_ID",
    "US_SSN": "NATIONAL_ID",
    "ZIP_CODE": "ADDRESS",
}
MEDDOCAN = {
    "CALLE": "ADDRESS",
    "CENTRO_SALUD": "ORGANIZATION",
    "CORREO_ELECTRONICO": "EMAIL_ADDRESS",
    "FECHAS": "DATE_TIME",
    "HOSPITAL": "ORGANIZATION",
    "ID_ASEGURAMIENTO": "NATIONAL_ID",
    "ID_CONTACTO_ASISTENCIAL": "NATIONAL_ID",
    "ID_EMPLEO_PERSONAL_SANITARIO": "NATIONAL_ID",
    "ID_SUJETO_ASISTENCIA": "NATIONAL_ID",
    "ID_TITULACION_PERSONAL_SANITARIO": "NATIONAL_ID",
    "INSTITUCION": "ORGANIZATION",
    "NOMBRE_PERSONAL_SANITARIO": "PERSON",
    "NOMBRE_SUJETO_ASISTENCIA": "PERSON",
    "NUMERO_FAX": "PHONE_NUMBER",
    "NUMERO_TELEFONO": "PHONE_NUMBER",
    "PAIS": "LOCATION",
    "TERRITORIO": "LOCATION",
}
POLISH = {
    "DOB": "DATE_OF_BIRTH",
    "DOWOD": "NATIONAL_ID",
    "DRIVING_LICENSE": "NATIONAL_ID",
    "EMAIL": "EMAIL_ADDRESS",
    "IBAN": "IBAN_CODE",
    "LOC": "LOCATION",
    "NIP": "NATIONAL_ID",
    "ORG": "ORGANIZATION",
    "PASSPORT": "NATIONAL_ID",
    "PAYMENT_CARD": "CREDIT_CARD",
    "PERSON": "PERSON",
    "PESEL": "NATIONAL_ID",
    "PHONE": "PHONE_NUMBER",
    "POSTAL": "ADDRESS",
    "REGON": "NATIONAL_ID",
}
PLACES = frozenset({"", "bare-city", "admin-unit"})
"""Forms of a Polish LOC that are a place; the others are an address."""

Tagged = Sequence[tuple[str, str]]
"""Tokens with their tags."""


def read(folder: Path) -> dict[str, list[Example]]:
    """All sets that lie in `folder`, by name."""
    return {name: list(reader(folder / name)) for name, reader in READERS.items() if (folder / name).is_dir()}


def synth_v2(folder: Path) -> Iterator[Example]:
    for row in _json(folder / "synth_dataset_v2.json"):
        spans = ((one["start_position"], one["end_position"], one["entity_type"]) for one in row["spans"])
        yield _example("synth_v2", "en", row["full_text"], spans, SYNTH)


def uner_ewt(folder: Path) -> Iterator[Example]:
    yield from _iob2("uner_ewt", "en", folder)


def uner_pud(folder: Path) -> Iterator[Example]:
    yield from _iob2("uner_pud", "de", folder)


def meddocan(folder: Path) -> Iterator[Example]:
    for file in sorted(folder.glob("*/brat/*.txt")):
        text = file.read_bytes().decode()
        notes = (line.split("\t") for line in file.with_suffix(".ann").read_text().splitlines() if line[:1] == "T")
        spans = []
        for _, note, value in notes:
            label, start, end = note.split()
            _same(file, text[int(start) : int(end)], value)
            spans.append((int(start), int(end), label))
        yield _example("meddocan", "es", text, spans, MEDDOCAN)


def pl_pii_bench(folder: Path) -> Iterator[Example]:
    for file in sorted(folder.glob("*/*.json")):
        document = _json(file)
        yield _polish(file, document["text"], document["entities"])
    for file in sorted(folder.glob("*/*.jsonl")):
        for line in file.read_text().splitlines():
            row = json.loads(line)
            yield _polish(file, row["text"], [row | {"text": row["text"][row["start"] : row["end"]]}])


def wikineural(folder: Path) -> Iterator[Example]:
    for lang in LANGUAGES:
        for file in folder.glob(f"{lang}/test.conllu"):
            for sentence in _blocks(file):
                yield _put_together("wikineural", lang, [_columns(line, 1, 2) for line in sentence])


def kind(folder: Path) -> Iterator[Example]:
    for genre in ("wikinews", "fiction"):
        for file in folder.glob(f"{genre}_test.tsv"):
            for sentence in _blocks(file):
                yield _put_together("kind", "it", [_columns(line, 0, 1) for line in sentence], genre)


READERS: Mapping[str, Callable[[Path], Iterable[Example]]] = {
    "synth_v2": synth_v2,
    "uner_ewt": uner_ewt,
    "uner_pud": uner_pud,
    "meddocan": meddocan,
    "pl_pii_bench": pl_pii_bench,
    "wikineural": wikineural,
    "kind": kind,
}


def _json(file: Path) -> Any:
    return json.loads(file.read_text())


def _same(file: Path, found: str, expected: str) -> None:
    if found != expected:
        raise ValueError(f"{file.name}: {found!r} stands where {expected!r} is marked")


def _example(
    name: str, lang: str, text: str, spans: Iterable[tuple[int, int, str]], kinds: Mapping[str, str], genre: str = ""
) -> Example:
    """Blanks at the edges of a span are left outside it."""
    ours = []
    for start, end, label in spans:
        value = text[start:end]
        low, high = end - len(value.lstrip()), start + len(value.rstrip())
        ours.append(Span(low, high, kinds.get(label, OTHER)))
    return Example(name, lang, text, tuple(sorted(ours)), genre)


def _polish(file: Path, text: str, entities: Iterable[Mapping[str, Any]]) -> Example:
    """Its lanes are our genres. What it says to keep, as the name of a court, is OTHER."""
    spans = []
    for one in entities:
        _same(file, text[one["start"] : one["end"]], one["text"])
        label = "" if one.get("protection") == "keep" else one["label"]
        is_address = label == "LOC" and one.get("address_form", "") not in PLACES
        spans.append((one["start"], one["end"], "POSTAL" if is_address else label))
    return _example("pl_pii_bench", "pl", text, spans, POLISH, file.parent.name)


def _blocks(file: Path) -> Iterator[list[str]]:
    """Lines between empty lines. Split at line feeds alone: a token may hold another kind of line break."""
    for block in file.read_text().split("\n\n"):
        if lines := [line for line in block.split("\n") if line.strip()]:
            yield lines


def _columns(line: str, token: int, tag: int) -> tuple[str, str]:
    columns = line.split("\t")
    return columns[token], columns[tag].strip()


def _iob2(name: str, lang: str, folder: Path) -> Iterator[Example]:
    """UNER gives the text of a sentence in a comment, so its tokens are looked up there."""
    for file in sorted(folder.glob("*.iob2")):
        for block in _blocks(file):
            text = next(line.removeprefix("# text = ") for line in block if line.startswith("# text = "))
            tagged = [_columns(line, 1, 2) for line in block if not line.startswith("#")]
            yield _example(name, lang, text, _spans(tagged, _located(text, tagged)), NAMES)


def _located(text: str, tagged: Tagged) -> list[int]:
    starts, reached = [], 0
    for token, _ in tagged:
        starts.append(text.index(token, reached))
        reached = starts[-1] + len(token)
    return starts


def _spans(tagged: Tagged, starts: Sequence[int]) -> list[tuple[int, int, str]]:
    """From IOB2 tags (B-PER, I-PER) or bare ones (PER): a span grows while its label lasts and nothing begins anew."""
    spans: list[tuple[int, int, str]] = []
    last = "O"
    for (token, tag), start in zip(tagged, starts, strict=True):
        label = tag.rpartition("-")[2]
        if label != "O" and label == last and not tag.startswith("B-"):
            spans[-1] = (spans[-1][0], start + len(token), label)
        elif label != "O":
            spans.append((start, start + len(token), label))
        last = label
    return spans


def _put_together(name: str, lang: str, tagged: Tagged, genre: str = "") -> Example:
    text, starts = "", []
    for (token, _), space in zip(tagged, spaced([token for token, _ in tagged], lang), strict=True):
        text += " " if space else ""
        starts.append(len(text))
        text += token
    return _example(name, lang, text, _spans(tagged, starts), NAMES, genre)


APOSTROPHE, HIGH_QUOTE = "\N{RIGHT SINGLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}"
LOW_QUOTE = "\N{SINGLE LOW-9 QUOTATION MARK}"
LEFT_ANGLE, RIGHT_ANGLE = (
    "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}",
    "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}",
)
CLOSING = frozenset({*".,;:!?…)]}%°", "...", HIGH_QUOTE, APOSTROPHE, RIGHT_ANGLE})
OPENING = frozenset({*"([{„¿¡", LOW_QUOTE, LEFT_ANGLE})
APART_IN_FRENCH = frozenset(";:!?%")
ELIDING = frozenset({"fr", "it"})
APOSTROPHES = ("'", APOSTROPHE)


def spaced(tokens: Sequence[str], lang: str) -> list[bool]:
    """Whether a space stands before each token."""
    spaces, is_open, glue = [], dict.fromkeys(("„", '"', "'"), False), True
    for at, token in enumerate(tokens):
        previous = tokens[at - 1] if at else ""
        opens, closes = _sides(token, previous, lang, is_open)
        spaces.append(not (glue or closes))
        glue = opens or (lang in ELIDING and len(token) > 1 and token.endswith(APOSTROPHES) and token[-2].isalpha())
    return spaces


def _sides(token: str, previous: str, lang: str, is_open: dict[str, bool]) -> tuple[bool, bool]:
    """Whether it closes up with what follows, and with what stands before. Remembers which quotes are open."""
    if token in {'"', "'"}:
        if token == "'" and not is_open[token] and lang == "en" and previous[-1:] == "s":
            return False, True  # the Miners' Federation
        is_open[token] = not is_open[token]
        return is_open[token], not is_open[token]
    if token == "“":
        was_open, is_open["„"] = is_open["„"], False
        return not was_open, was_open
    is_open["„"] = is_open["„"] or token == "„"
    if token in {"«", "»"}:
        return token == "«" and lang != "fr", token == "»" and lang != "fr"
    is_suffix = lang == "en" and (token.lower() == "n't" or (token[:1] in APOSTROPHES and token[1:].isalpha()))
    return token in OPENING, is_suffix or (token in CLOSING and not (lang == "fr" and token in APART_IN_FRENCH))
