"""A foresight as `sovereign explain` prints it: for a person, or for a program.

What was found is told by kind, place and what found it, never by its text. The bytes that would leave are shown whole.
"""

import re
from typing import Any

from router.core.rules import Serving
from router.core.types import Candidate, Finding, Label, Path
from router.pipeline import Foresight
from router.pipeline.facting import MOST

SHOWN = 20
"""Findings that a person is shown; a program gets all."""


def foresight_json(seen: Foresight) -> dict[str, Any]:
    kept = [
        {
            "route": candidate.route,
            "zone": candidate.zone,
            "kept": data is not None and candidate not in seen.passed_over,
            "treatment": candidate.treatment,
            "reason": _reason(seen, candidate, data),
            "leaves": data.decode() if data is not None else None,
        }
        for candidate, data in seen.leaving
    ]
    dropped = [
        {
            "route": drop.route,
            "zone": drop.zone,
            "kept": False,
            "rule": verdict.rule,
            "reason": drop.reason,
            "detail": drop.detail,
        }
        for verdict in seen.decision.verdicts
        for drop in verdict.dropped
    ]
    verdicts = [{"rule": v.rule, "effect": v.effect, "reason": v.reason} for v in seen.decision.verdicts]
    return {
        "class": seen.facts.effective,
        "raised_by": [list(source) for source in seen.facts.raised_by],
        "labels": list(seen.facts.labels),
        "found": dict(seen.facts.kinds),
        "findings": [finding_json(finding) for finding in seen.findings],
        "ruleset": seen.decision.digest,
        "serving": serving_json(seen.serving),
        "candidates": [*kept, *dropped],
        "verdicts": verdicts,
    }


def foresight_text(seen: Foresight) -> str:
    facts = seen.facts
    found = ", ".join(f"{kind} x{count}" for kind, count in facts.kinds) or "nothing personal"
    lines = [
        f"class     {facts.effective}   ({', '.join(f'{source}: {klass}' for source, klass in facts.raised_by)})",
        f"labels    {', '.join(facts.labels) or 'none'}",
        f"found     {found}",
        *(_finding_line(finding) for finding in seen.findings[:SHOWN]),
        *([f"          and {len(seen.findings) - SHOWN} more; --json has all"] if len(seen.findings) > SHOWN else []),
        f"rules     {seen.decision.digest}",
        f"asked     {serving_text(seen.serving)}",
        "",
    ]
    for verdict in seen.decision.verdicts:
        if not verdict.dropped and verdict.effect in ("deny", "hold"):
            lines.append(f"{verdict.effect}      {verdict.rule}: {verdict.reason}")
        for drop in verdict.dropped:
            detail = f" ({drop.detail})" if drop.detail else ""
            lines.append(f"dropped   {drop.route} [{drop.zone}]: {drop.reason}{detail}")
    for candidate, data in seen.leaving:
        if candidate in seen.passed_over:
            lines.append(f"passed    {candidate.route} [{candidate.zone}]: {_TOO_SMALL} ({candidate.context} tokens)")
        elif data is not None:
            lines.append(f"kept      {candidate.route} [{candidate.zone}], {candidate.treatment}; would leave:")
            lines.append(f"          {data.decode()}")
        else:
            lines.append(f"stopped   {candidate.route} [{candidate.zone}]: {_STOPPED}")
    if Label.UNREPLACEABLE in facts.labels:
        lines.append(f"note      {_UNREPLACEABLE}")
    if Label.TOO_MANY in facts.labels:
        lines.append(f"note      {_TOO_MANY}")
    if not seen.leaving:
        lines.append("nobody may see this request")
    return "\n".join(lines)


def _reason(seen: Foresight, candidate: Candidate, data: bytes | None) -> str:
    if data is None:
        return "leak_suspected"
    return "context_too_small" if candidate in seen.passed_over else "permitted"


def serving_json(serving: Serving) -> dict[str, Any]:
    """How those that are kept would be asked."""
    hedge = serving.hedge
    return {
        "rank": serving.rank,
        "sticky": serving.sticky,
        "weights": dict(serving.weights),
        "hedge": None if hedge is None else {"after": hedge.after, "up_to": hedge.up_to},
        "continues": dict(serving.continues),
    }


def serving_text(serving: Serving) -> str:
    parts = [_RANKS[serving.rank]]
    if serving.weights:
        parts.append(", ".join(f"{route} {weight}" for route, weight in serving.weights.items()))
    if serving.sticky:
        parts.append("a conversation stays with one")
    if serving.hedge is not None:
        parts.append(f"after {serving.hedge.after:g} s without content the next one too, up to {serving.hedge.up_to}")
    if serving.continues:
        parts.append(f"a stream that breaks off may go on at {', '.join(serving.continues)}")
    return "; ".join(parts)


def finding_json(finding: Finding) -> dict[str, Any]:
    """`by`: a recogniser, or the line of `routes.yaml` that asked for it. Offsets count characters, end exclusive."""
    return {
        "kind": finding.kind,
        "by": finding.by,
        "place": place(finding.path),
        "start": finding.start,
        "end": finding.end,
        "score": finding.score,
    }


def _finding_line(finding: Finding) -> str:
    return f"          {finding.kind} by {finding.by}, {place(finding.path)} {finding.start}-{finding.end}"


def place(path: Path) -> str:
    """`messages[0].content`; inside JSON in a string `$[n]`, its n-th literal. Names that are no plain words: `...`."""
    text = ""
    for step in path:
        match step:
            case int():
                text += f"[{step}]"
            case str():
                text += f".{step if step == '$' or _PLAIN.fullmatch(step) else '...'}"
    return text.removeprefix(".")


_RANKS = {
    "listed": "in this order",
    "weighted": "by weight, 1 where none is named",
    "fastest": "the faster of two picked by chance first",
    "cheapest": "the cheapest first",
}
_TOO_SMALL = "the request is longer than the model's context"
_STOPPED = "the leak check found something in what would leave that was to be replaced"
_UNREPLACEABLE = (
    "what was found in an object key, an identifier or a bare number cannot be replaced: it counts as unscanned. Write"
    " such values as strings"
)
_TOO_MANY = (
    f"more than {MOST:,} findings are not replaced in one request: it counts as unscanned. Send less at once, or add a"
    " self-hosted route"
)
_PLAIN = re.compile(r"[a-z_]{1,40}")
