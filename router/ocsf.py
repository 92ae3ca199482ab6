"""Entries of the log as events of the Open Cybersecurity Schema Framework (OCSF 1.4), for a SIEM.

A request is an API Activity (class 6003), a change of keys, tenants or rules, and
a stop button, an Entity Management event (3004), a
reading of the ledger an API Activity that reads. Attempts and intents are part of their receipt, and no events.
"""

from collections.abc import Mapping
from typing import Any

from router import __version__

VERSION = "1.4.0"
_API_ACTIVITY, _ENTITY_MANAGEMENT = 6003, 3004
_CREATE, _READ, _UPDATE, _DELETE, _SUSPEND, _RESUME, _OTHER = 1, 2, 3, 4, 12, 13, 99
_ACTIVITIES = {
    "issue": _CREATE,
    "make": _CREATE,
    "rotate": _UPDATE,
    "activate": _UPDATE,
    "revoke": _DELETE,
    "erase": _DELETE,
    "read": _READ,
    "stop": _SUSPEND,
    "resume": _RESUME,
}
_SUCCESS, _FAILURE = 1, 2
_INFORMATIONAL, _LOW = 1, 2


def event_of(entry: Mapping[str, Any]) -> dict[str, Any] | None:
    """`entry` as `store.records` writes it. None for what is no event of its own."""
    if entry["kind"] == "receipt":
        return _request(entry["receipt"], entry.get("at", 0.0))
    return _act(entry) if entry["kind"] == "act" else None


def _request(receipt: Mapping[str, Any], at: float) -> dict[str, Any]:
    facts, good = receipt["facts"], receipt["outcome"] == "ok"
    last = receipt["attempts"][-1] if receipt["attempts"] else None
    event = _event(_API_ACTIVITY, _CREATE, at, actor=facts["agent"], uid=facts["key"])
    event |= {
        "severity_id": _INFORMATIONAL if good else _LOW,
        "status_id": _SUCCESS if good else _FAILURE,
        "api": {
            "operation": facts["dialect"],
            "service": {"name": "sovereign-router"},
            "request": {"uid": receipt["id"]},
            "response": {"error": receipt["code"]} if receipt["code"] else {},
        },
        "unmapped": {
            "class": facts["effective"],
            "kinds": dict(facts["kinds"]),
            "model": facts["model"],
            "ruleset": receipt["decision"]["digest"],
            "redactions": dict(receipt["redactions"]),
        },
    }
    event["metadata"]["tenant_uid"] = facts["tenant"]
    if last is not None:
        event["dst_endpoint"] = {"name": last["candidate"]["provider"], "zone": last["candidate"]["zone"]}
    return event


def _act(act: Mapping[str, Any]) -> dict[str, Any]:
    what, _, verb = act["verb"].partition(".")
    reads = verb == "read"
    event = _event(
        _API_ACTIVITY if reads else _ENTITY_MANAGEMENT, _ACTIVITIES.get(verb, _OTHER), act["at"], actor=act["actor"]
    )
    event |= {"severity_id": _INFORMATIONAL, "status_id": _SUCCESS, "unmapped": dict(act["details"])}
    if reads:
        event["api"] = {"operation": act["verb"], "service": {"name": "sovereign-router"}}
    else:
        event["entity"] = {"type": what, "uid": act["target"]}
    if act["tenant"] is not None:
        event["metadata"]["tenant_uid"] = act["tenant"]
    return event


def _event(class_uid: int, activity: int, at: float, *, actor: str, uid: str | None = None) -> dict[str, Any]:
    return {
        "category_uid": class_uid // 1000,
        "class_uid": class_uid,
        "activity_id": activity,
        "type_uid": class_uid * 100 + activity,
        "time": round(at * 1000),
        "actor": {"user": {"name": actor} if uid is None else {"name": actor, "credential_uid": uid}},
        "metadata": {
            "version": VERSION,
            "product": {"name": "Sovereign Router", "vendor_name": "Sovereign Router", "version": __version__},
        },
    }
