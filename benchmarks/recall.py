"""How much of what is personal the router finds, per language and kind.

    python benchmarks/recall.py [--sets own,synth_v2] [--langs de,pl] [--kind PERSON] [--limit N] [--json FILE]
    python benchmarks/recall.py --sets own --misses 20

Reads the project's own prompts (`tests/prompts/<lang>.txt`, see `marked_text.py`) and the public sets that lie in the
folder named by SOVEREIGN_PUBLIC_SETS or `--public` (see `public_sets.py`: for reporting only). What the columns mean:

    spans       marked in the set
    recall      characters of them that are masked, under any label
    alike       the same, under the same label
    precision   spans found that touch something marked; of kinds that the set marks, else one cannot know
    exact       spans found that touch something marked with the same label
    F2          of recall and precision
    false       spans found that touch nothing marked, and how many that are in 100 kB

`all` is without OTHER: what a set marks and we have no kind for.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from operator import attrgetter
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import public_sets
import spacy
from marked_text import OWN, read_marked
from scoring import (
    OTHER,
    SKIPPED,
    Example,
    PresidioScore,
    Scanned,
    Sheet,
    Span,
    Tally,
    Token,
    kinds_of,
    presidio_measure,
    score,
    touches,
)
from spacy.lang.en.stop_words import STOP_WORDS

from router.core.lexicons import ON_REQUEST
from router.core.types import KINDS
from router.detect.engine import Engine, build
from router.detect.names import NAMED

ROOT = Path(__file__).resolve().parents[1]
SYNTH = "synth_v2"
ALL = "all"
WIDTH = 12
HEADINGS = {"spans": 7, "recall": 8, "alike": 8, "precision": 11, "exact": 8, "F2": 8, "false": 7, "/100kB": 8}
HEAD = f"{'':{WIDTH}}{'kind':16}" + "".join(f"{name:>{width}}" for name, width in HEADINGS.items())


@dataclass(frozen=True, slots=True)
class Result:
    """One set, scanned."""

    name: str
    scanned: tuple[Scanned, ...]
    judged: frozenset[str]
    """Kinds whose findings can be false: all in our own prompts, in another's set those that it marks somewhere."""

    def sheets(self, by: str) -> dict[str, Sheet]:
        return score(self.scanned, attrgetter(by), self.judged)

    def views(self) -> Iterator[tuple[str, dict[str, Sheet]]]:
        yield "lang", self.sheets("lang")
        if any(example.genre for example, _ in self.scanned):
            yield "genre", self.sheets("genre")


def words(value: str) -> list[str]:
    return [word for word in value.split(",") if word]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", type=words, default=[], help=f"some of {OWN},{','.join(public_sets.READERS)}")
    parser.add_argument("--langs", type=words, default=[])
    parser.add_argument("--kind", choices=sorted(KINDS | {OTHER}), help="show this kind alone")
    parser.add_argument("--limit", type=int, help="texts per set and language, spread evenly")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all counts and rates")
    parser.add_argument(
        "--misses", type=int, default=0, metavar="N", help="show N missed and N false spans, own prompts"
    )
    parser.add_argument("--prompts", type=Path, default=ROOT / "tests" / "prompts")
    default = os.environ.get("SOVEREIGN_PUBLIC_SETS")
    parser.add_argument("--public", type=Path, metavar="FOLDER", default=Path(default) if default else None)
    return parser.parse_args()


def load(prompts: Path, public: Path | None) -> dict[str, list[Example]]:
    own = [example for file in sorted(prompts.glob("*.txt")) for example in read_marked(file)]
    return {OWN: own} | (public_sets.read(public) if public else {})


def chosen(examples: Iterable[Example], langs: Sequence[str], limit: int | None) -> list[Example]:
    by_lang: dict[str, list[Example]] = {}
    for example in examples:
        if not langs or example.lang in langs:
            by_lang.setdefault(example.lang, []).append(example)
    return [example for some in by_lang.values() for example in spread(some, limit)]


def spread(examples: Sequence[Example], limit: int | None) -> Sequence[Example]:
    if not limit or limit >= len(examples):
        return examples
    return [examples[at * len(examples) // limit] for at in range(limit)]


def scan(engine: Engine, text: str) -> list[Span]:
    return [Span(hit.start, hit.end, hit.kind) for hit in engine.scan(text, also=ON_REQUEST)]


def presidio(scanned: Iterable[Scanned], *, published: bool) -> PresidioScore:
    english = spacy.blank("en")

    def tokenise(text: str) -> list[Token]:
        return [(token.idx, token.text) for token in english(text)]

    return presidio_measure(scanned, tokenise, SKIPPED | STOP_WORDS, published=published)


def rows(sheet: Sheet, kind: str | None) -> list[tuple[str, Tally]]:
    found = [(name, tally) for name, tally in sorted(sheet.kinds.items()) if kind in {None, name}]
    return found if kind else [*found, (ALL, sheet.total())]


def percent(value: float | None) -> str:
    return "-" if value is None else f"{value:.1%}"


def line(group: str, kind: str, tally: Tally, per_100_kb: float | None) -> str:
    rates = (
        f"{percent(tally.recall):>8}{percent(tally.recall_alike):>8}{percent(tally.precision):>11}"
        f"{percent(tally.precision_alike):>8}{percent(tally.f2):>8}"
    )
    often = "-" if per_100_kb is None else f"{per_100_kb:.1f}"
    return f"{group:{WIDTH}}{kind:16}{tally.marked:>7}{rates}{tally.false:>7}{often:>8}"


def tell(result: Result, kind: str | None) -> None:
    size = sum(len(example.text.encode()) for example, _ in result.scanned)
    print(f"\n== {result.name}: {len(result.scanned)} texts, {size / 1000:.0f} kB\n{HEAD}")
    for _, sheets in result.views():
        for group, sheet in sorted(sheets.items()):
            for name, tally in rows(sheet, kind):
                print(line(group or "-", name, tally, sheet.false_per_100_kb(tally)))
            if sheet.clean:
                share = percent(sheet.touched / sheet.clean)
                print(f"{group or '-':{WIDTH}}nothing marked in {sheet.clean} texts, {sheet.touched} touched ({share})")


def tell_presidio(result: Result) -> None:
    for published, note in ((True, "as published"), (False, "as documented")):
        one = presidio(result.scanned, published=published)
        rates = f"precision {percent(one.precision)}  recall {percent(one.recall)}  F2 {percent(one.f2)}"
        print(f"presidio-research, {note:14}{rates}  ({one.matched} of {one.annotated}, {one.predicted} found)")


def missed(scanned: Iterable[Scanned]) -> Iterator[str]:
    for example, found in scanned:
        hidden = {at for one in found for at in range(one.start, one.end)}
        for span in example.spans:
            left = [at for at in range(span.start, span.end) if at not in hidden]
            if left and span.kind != OTHER:
                yield f"{place(example)} {span.kind} {example.text[span.start : span.end]!r} in {around(example, span)}"


def invented(scanned: Iterable[Scanned]) -> Iterator[str]:
    for example, found in scanned:
        for one in found:
            if not touches(one, example.spans):
                yield f"{place(example)} {one.kind} {example.text[one.start : one.end]!r} in {around(example, one)}"


def place(example: Example) -> str:
    return f"{example.lang} {example.genre or '-'}"


def around(example: Example, span: Span) -> str:
    return repr(example.text[max(0, span.start - 30) : span.end + 30])


def show_misses(result: Result, count: int, kind: str | None) -> None:
    """For our own prompts only. What is missed in a public set is never shown: seen, it would be tuned on."""
    if result.name != OWN:
        return
    for title, texts in (("missed", missed(result.scanned)), ("false", invented(result.scanned))):
        wanted = [text for text in texts if kind is None or text.split(" ", 3)[2] == kind]
        print(f"\n-- {title}: {len(wanted)}")
        print("\n".join(wanted[:count]))


def record(result: Result) -> dict[str, Any]:
    record: dict[str, Any] = {"set": result.name, "texts": len(result.scanned)}
    for by, sheets in result.views():
        record[by] = {group: as_record(sheet) for group, sheet in sheets.items()}
    if result.name == SYNTH:
        record["presidio"] = with_rates(presidio(result.scanned, published=True), ("precision", "recall", "f2"))
    return record


def as_record(sheet: Sheet) -> dict[str, Any]:
    rates = ("recall", "recall_alike", "precision", "precision_alike", "f2", "false")
    kinds = {
        name: with_rates(tally, rates) | {"false_per_100_kb": sheet.false_per_100_kb(tally)}
        for name, tally in rows(sheet, None)
    }
    return {"texts": sheet.texts, "size": sheet.size, "clean": sheet.clean, "touched": sheet.touched, "kinds": kinds}


def with_rates(counts: Tally | PresidioScore, names: Iterable[str]) -> dict[str, Any]:
    return asdict(counts) | {name: getattr(counts, name) for name in names}


def run(
    options: argparse.Namespace, sets: Mapping[str, list[Example]], tell_one: Callable[[Result], None]
) -> list[Result]:
    engine, results = build(NAMED), []
    for name, examples in sets.items():
        wanted = chosen(examples, options.langs, options.limit) if not options.sets or name in options.sets else []
        if wanted:
            judged = KINDS if name == OWN else kinds_of(examples)
            results.append(Result(name, tuple((one, scan(engine, one.text)) for one in wanted), judged))
            tell_one(results[-1])
    return results


def main() -> None:
    options = arguments()

    def tell_one(result: Result) -> None:
        tell(result, options.kind)
        if result.name == SYNTH:
            tell_presidio(result)
        if options.misses:
            show_misses(result, options.misses, options.kind)

    results = run(options, load(options.prompts, options.public), tell_one)
    if not results:
        sys.exit("nothing to measure: no own prompts and no public set there (--prompts, --public)")
    if options.json:
        options.json.write_text(json.dumps([record(result) for result in results], indent=1))


if __name__ == "__main__":
    main()
