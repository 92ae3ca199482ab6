"""`routes.yaml` as a whole: what ships, what the design shows, and every fault of a bad file at once."""

import traceback
from datetime import date
from pathlib import Path

import pytest
import routes_files
from routes_files import DATA, KINDS, SMALL, TODAY, put, spoilt

from router import config
from router.core.types import Zone

ROOT = Path(__file__).resolve().parents[1]


def test_the_shipped_file_has_no_fault_and_no_warning() -> None:
    loaded = config.read(ROOT / "routes.yaml", today=TODAY, kinds=KINDS)
    assert loaded.warnings == ()
    zones = {name: provider.zone for name, provider in loaded.ruleset.providers.items()}
    assert zones == {
        "ollama": Zone.SELF_HOSTED,
        "vllm": Zone.SELF_HOSTED,
        "mistral": Zone.EU,
        "scaleway": Zone.EU,
        "mirror": Zone.EU,
    }


def test_the_shipped_file_asks_its_own_machines_first_and_the_mirror_last() -> None:
    routes = config.read(ROOT / "routes.yaml", today=TODAY, kinds=KINDS).ruleset.models["assistant"]
    assert [route.provider for route in routes] == ["ollama", "vllm", "mistral", "scaleway", "mirror"]


def test_the_example_of_the_design_loads_as_it_stands() -> None:
    loaded = config.read(DATA / "routes_design.yaml", today=TODAY, kinds=KINDS)
    assert {name: str(provider.zone) for name, provider in loaded.ruleset.providers.items()} == {
        "vllm": "self_hosted",
        "mistral": "eu",
    }
    assert [warning.path for warning in loaded.warnings] == [
        "providers.mistral.contract.sha256",
        "providers.mistral.contract.evidence",
        "tenants.default.tools",
        "promises",
    ]


def test_every_fault_is_told_at_once_with_its_line_and_its_cure() -> None:
    with pytest.raises(config.ConfigErrors) as bad:
        config.read(DATA / "routes_faults.yaml", today=TODAY, kinds=KINDS)
    told = [(fault.line, fault.path, fault.write.removeprefix("write ")) for fault in bad.value.faults]
    assert told == [
        (2, "classes[3]", "use small letters, digits, `_` and `-`, and begin with a letter, as in internal"),
        (2, "classes[2]", "keep one; the order is lowest first"),
        (4, "detection.raise.EMAIL", "EMAIL_ADDRESS"),
        (5, "detection.langs", "languages"),
        (8, "providers.local.kind", "openai_compatible"),
        (9, "providers.local.base_urll", "base_url"),
        (
            9,
            "providers.local.base_url",
            "hosting: self if you run it, or network: private if it is in your own network",
        ),
        (12, "providers.mistral.base_url", "https://host/v1, and the secret as a reference under `key`"),
        (13, "providers.mistral.key", "env:NAME, file:/path or vault:path#field"),
        (14, "providers.mistral.entity.seat", "GB"),
        (15, "providers.mistral.contract.training", "training: prohibited"),
        (15, "providers.mistral.contract.retention_days", "a value that is greater than or equal to 0"),
        (18, "models.assistant[0].provider", "mistral"),
        (21, "tenants.default.floor", "one of: Secret, internal, public"),
        (22, "tenants.default.models[0]", "assistant"),
        (25, "tenants.default.rules.internal.zones", "remove it here, or add it to public"),
        (25, "tenants.default.rules.internal.redact", "redact: true"),
        (26, "tenants.default.rules.public", "keep one of the two"),
    ]


def test_no_secret_of_a_bad_file_is_shown() -> None:
    with pytest.raises(config.ConfigErrors) as bad:
        config.read(DATA / "routes_faults.yaml", today=TODAY, kinds=KINDS)
    report = "".join(traceback.format_exception(bad.value)) + repr(bad.value) + repr(bad.value.faults)
    assert "hunter22" not in report
    assert "sk-not-a-real-key" not in report


def test_the_report_is_one_fault_a_line_in_the_order_of_the_file() -> None:
    text = spoilt(put("version", 2), put("tenants.default.floor", "x"))
    with pytest.raises(config.ConfigErrors) as bad:
        routes_files.load(text)
    first, *lines = str(bad.value).splitlines()
    assert first == "routes.yaml: 2 faults"
    assert lines[0] == "  line 1, version: 2 is not known here; write 1"
    assert lines[1].endswith("tenants.default.floor: 'x' is no class; write one of: internal, public, secret")


def test_a_small_file_without_fault_has_no_warning() -> None:
    assert routes_files.load(SMALL).warnings == ()


def test_a_file_that_is_not_there_is_one_clear_fault(tmp_path: Path) -> None:
    with pytest.raises(config.ConfigErrors, match="cannot be read") as bad:
        config.read(tmp_path / "none.yaml", today=TODAY, kinds=KINDS)
    assert len(bad.value.faults) == 1


@pytest.mark.parametrize("content", [b"version: \xff\xfe", "version: 1".encode("utf-16")])
def test_a_file_that_is_not_utf_8_is_one_clear_fault(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "routes.yaml"
    file.write_bytes(content)
    with pytest.raises(config.ConfigErrors, match="is not UTF-8"):
        config.read(file, today=TODAY, kinds=KINDS)


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    file = tmp_path / "routes.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + SMALL.encode())
    assert config.read(file, today=TODAY, kinds=KINDS).ruleset == routes_files.load(SMALL).ruleset


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "routes.yaml"
    file.write_bytes(SMALL.encode() + b"#" * 2_000_000)
    with pytest.raises(config.ConfigErrors, match="2000000 are allowed"):
        config.read(file, today=TODAY, kinds=KINDS)


def test_the_kinds_are_the_files_of_providers() -> None:
    kinds = config.known_kinds()
    files = {path.stem for path in (ROOT / "providers").glob("*.py") if not path.name.startswith("_")}
    assert kinds == files
    assert files


def test_without_kinds_those_of_providers_are_known() -> None:
    assert config.load(SMALL, today=date(2026, 11, 22)).ruleset == routes_files.load(SMALL).ruleset
