"""Reports for people: columns that line up, or Markdown. What is empty reads `-`."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from router.core.printing import escaped

Json = Mapping[str, Any]
Column = tuple[str, Callable[[Json], object]]

WHO: tuple[Column, ...] = (
    ("provider", lambda row: row["provider"]),
    ("entity", lambda row: "own machines" if row["own_machines"] else row["entity"]),
    ("seat", lambda row: row["seat"]),
    ("parent", lambda row: row["parent"]),
    ("inference", lambda row: row["inference"]),
    ("storage", lambda row: row["storage"]),
    ("contract", lambda row: row["contract"]),
    ("ends", lambda row: row["contract_ends"]),
    ("evidence", lambda row: row["evidence"]),
    ("days kept", lambda row: row["retention_days"]),
    ("transfer", lambda row: row["transfer_basis"]),
    ("no training", lambda row: row["training_prohibited"]),
)
WHAT: tuple[Column, ...] = (
    ("provider", lambda row: row["provider"]),
    ("zone", lambda row: row["zones"]),
    ("first", lambda row: row["first"]),
    ("last", lambda row: row["last"]),
    ("requests", lambda row: row["requests"]),
    ("tries", lambda row: row["tries"]),
    ("answered", lambda row: row["answered"]),
    ("redacted", lambda row: row["redacted"]),
    ("raw", lambda row: row["raw"]),
    ("classes", lambda row: row["classes"]),
    ("kinds", lambda row: row["kinds"]),
    ("in clear", lambda row: row["kinds_in_clear"]),
)
SERVICES: tuple[Column, ...] = (
    ("provider", lambda row: row["provider"]),
    ("model", lambda row: row["model"]),
    ("others that may", lambda row: row["substitutes"]),
    ("nobody else for", lambda row: [f"{one['tenant']}/{one['class']}" for one in row["no_substitute_for"]]),
)
USE: tuple[Column, ...] = (
    ("provider", lambda row: row["provider"]),
    ("requests", lambda row: row["requests"]),
    ("tries", lambda row: row["tries"]),
    ("models", lambda row: row["models_used"]),
    ("for", lambda row: [f"{one['tenant']}/{one['agent'] or '?'} {one['requests']}" for one in row["functions"]]),
)


def recipients_text(report: Json) -> str:
    rows = report["recipients"]
    if not rows:
        return "nothing was sent to anybody"
    return f"{table(WHO, rows)}\n\n{table(WHAT, rows)}"


def exposure_text(report: Json) -> str:
    key, unknown = report["keys"][0], report["of_unknown_key"]
    when = f"{cell(report['first'])} to {cell(report['last'])}"
    who = f"of tenant {cell(key['tenant'])}, agent {cell(key['agent'])}"
    told = [
        f"Key {key['id']} {who}: {report['requests']} requests, {when}",
        f"Of {report['nothing_sent']} of them nothing was sent.",
        table(_named("key", "agent", "parent", "created", "expires", "revoked", "requests", key="id"), report["keys"]),
        *(f"{name}: {cell(report[name])}" for name in ("days", "agents", "models", "classes", "kinds")),
        recipients_text(report),
    ]
    if unknown["requests"]:
        told.append(
            f"Of {unknown['requests']} more requests of this tenant nobody knows whose key asked. "
            f"They went to:\n{table(WHAT, unknown['recipients'])}"
        )
    told.append("Could have been reached, and was not:")
    ways = _named("model", "provider", "upstream", "zone", "classes")
    told.append(table(ways, report["reachable_unused"]) if report["reachable_unused"] else "nothing more")
    return "\n\n".join(told)


def register_text(report: Json) -> str:
    rows, shares = report["providers"], report["concentration"]
    services = [{"provider": row["provider"], **service} for row in rows for service in row["services"]]
    told = [table(WHO, rows), table(USE, rows)]
    if services:
        told.append(table(SERVICES, services))
    for title, name in (("provider", "providers"), ("country of parent", "parent_countries")):
        named = ", ".join(f"{one} {share:.1%}" for one, share in shares[name].items())
        told.append(f"Share of tries by {title}: {named or '-'}")
    return "\n\n".join(told)


def processing_text(report: Json) -> str:
    return "\n".join(_field_lines(report, "{articles}  {title}", "  ", "to be filled in: "))


def processing_markdown(report: Json) -> str:
    head = f"# Record of processing activities (GDPR, article 30): tenant {report['tenant']}\n"
    return "\n".join([head, *_field_lines(report, "## {title} ({articles})\n", "- ", "**To be filled in:** ")])


def _field_lines(report: Json, title: str, bullet: str, ask: str) -> Iterator[str]:
    for field in report["fields"]:
        yield title.format(title=field["title"], articles=", ".join(field["articles"]))
        yield from (f"{bullet}{one}" for one in field["known"])
        if field["to_be_filled_in"]:
            yield f"{bullet}{ask}{field['to_be_filled_in']}"
        yield ""


def table(columns: Sequence[Column], rows: Iterable[Json]) -> str:
    """Aligned, with a head."""
    lines = [[title.upper() for title, _ in columns]]
    lines += [[cell(value(row)) for _, value in columns] for row in rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def cell(value: object) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case dict():
            text = ", ".join(f"{name} {count}" for name, count in value.items())
        case list():
            text = ", ".join(map(str, value))
        case None:
            text = ""
        case _:
            text = str(value)
    return escaped(text) or "-"


def _named(*titles: str, **renamed: str) -> tuple[Column, ...]:
    """Columns that are called like what stands in them."""

    def of(name: str) -> Callable[[Json], object]:
        return lambda row: row[name]

    return tuple((title, of(renamed.get(title, title))) for title in titles)
