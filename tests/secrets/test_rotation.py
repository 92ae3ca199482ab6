"""A provider's key is replaced while requests run, against a provider over a real socket that takes some keys only."""

import asyncio
import logging
import pickle
import shutil
import threading
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import upstream as up
from provider_rules import provider_rule
from upstream import Upstream
from yarl import URL

import providers
from providers._http import Http
from router.core.problems import FailureKind, UpstreamFailure
from router.ports import Probing, Provider
from router.secrets import KeyedProvider, Rotation, Secrets, key_in_use
from router.secrets.credential import KEPT, Credential
from router.secrets.versions import OVERLAP, PROBE_LATER, PROBE_SOON


class Host(Upstream):
    """Takes the keys in `takes`. `models`: what it says to the request for its list, None: it asks for the key."""

    def __init__(self, *takes: str) -> None:
        super().__init__(up.chat())
        self.takes = set(takes)
        self.models: up.Answer | None = None

    def _next_answer(self) -> up.Answer:
        asked = self.requests[-1]
        is_probe = asked.path == "/v1/models"
        if is_probe and self.models is not None:
            return self.models
        if asked.headers.get("authorization", "").removeprefix("Bearer ") in self.takes:
            return up.Answer(body=b'{"data": []}') if is_probe else self.answers[0]
        return up.error(401, f"wrong key: {asked.headers.get('authorization')}")

    @property
    def probes(self) -> list[str]:
        return [self._key(asked.headers) for asked in self.requests if asked.path == "/v1/models"]

    @property
    def sent(self) -> list[str]:
        return [self._key(asked.headers) for asked in self.requests if asked.path != "/v1/models"]

    @staticmethod
    def _key(headers: Mapping[str, str]) -> str:
        return headers["authorization"].removeprefix("Bearer ")


class Desk:
    """Providers with one reference, `env:K`, and the rotation that looks after it, at a clock that tests set."""

    def __init__(self, *hosts: Host, probes: bool = True) -> None:
        self.now = 0.0
        self.environ = {"K": "old"}
        self.http = Http()
        self.rotation = Rotation(Secrets(self.environ), lambda: self.now)
        self.probes = probes
        self.keyed = [self._keyed(f"p{number}", host.url) for number, host in enumerate(hosts)]
        self.rotation.adopt(self.keyed)
        for one in self.keyed:
            one.credential.current()

    def _keyed(self, name: str, url: str) -> KeyedProvider:
        rule = provider_rule(url, name=name, key="env:K")
        inner = providers.connect(rule, self.http, key_in_use)
        return KeyedProvider(inner if self.probes else Mute(inner), self.rotation.credential(name, "env:K"))

    async def ask(self, number: int = 0) -> str:
        try:
            reply = await self.keyed[number].send("chat", b'{"messages":[]}', model="m", stream=False)
            async for _ in reply.chunks:
                pass
        except UpstreamFailure as failure:
            return str(failure.kind)
        return "ok"

    def troubled(self) -> bool:
        return bool(self.rotation.troubles())


class Mute:
    """Of a provider, all but its probe."""

    def __init__(self, inner: Provider) -> None:
        self.dialects, self.restores = inner.dialects, inner.restores
        self.encode, self.send, self.aclose = inner.encode, inner.send, inner.aclose


async def test_a_new_key_is_probed_before_it_is_used_and_the_old_one_serves_meanwhile() -> None:
    async with Host("old", "new") as host:
        desk = Desk(host)
        assert await desk.ask() == "ok"
        desk.environ["K"] = "new"
        assert await desk.ask() == "ok"
        await desk.rotation.look()
        assert await desk.ask() == "ok"
        assert host.sent == ["old", "old", "new"]
        assert host.probes == ["new"]
        await desk.http.aclose()


async def test_a_probe_carries_the_key_and_nothing_else() -> None:
    async with Host("old", "new") as host:
        desk = Desk(host)
        desk.environ["K"] = "new"
        await desk.rotation.look()
        (probe,) = host.requests
        assert (probe.method, probe.path, probe.body) == ("GET", "/v1/models", b"")
        assert set(probe.headers) == {"host", "accept-encoding", "user-agent", "accept", "authorization", ""}
        await desk.http.aclose()


async def test_a_key_that_the_provider_refuses_is_not_used_and_raises_an_alarm(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with Host("old") as host:
        desk = Desk(host)
        desk.environ["K"] = "newer-hush"
        for _ in range(3):
            await desk.rotation.look()
            assert await desk.ask() == "ok"
        assert host.sent == ["old"] * 3
        assert host.probes == ["newer-hush", "old"]
        assert list(desk.rotation.troubles()) == ["p0"]
        alarms = [record for record in caplog.records if record.levelno == logging.ERROR]
        assert len(alarms) == 1
        assert "hush" not in caplog.text + str(desk.rotation.troubles())
        host.takes.add("newer-hush")
        desk.now += PROBE_LATER
        await desk.rotation.look()
        assert await desk.ask() == "ok"
        assert host.sent[-1] == "newer-hush"
        assert not desk.troubled()
        await desk.http.aclose()


UNCLEAR: dict[str, up.Answer] = {
    "no such path": up.error(404),
    "not allowed": up.error(405),
    "forbidden to both": up.error(403),
    "open to all": up.Answer(body=b'{"data": []}'),
}


@pytest.mark.parametrize("how", UNCLEAR)
async def test_where_a_probe_says_nothing_of_the_key_requests_decide(
    how: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with Host("old") as host:
        host.models = UNCLEAR[how]
        desk = Desk(host)
        desk.environ["K"] = "new"
        await desk.rotation.look()
        assert [await desk.ask() for _ in range(3)] == ["credential", "ok", "ok"]
        assert host.sent == ["new", "old", "old"]
        assert desk.troubled()
        assert [record.levelno for record in caplog.records if record.levelno >= logging.ERROR] == [logging.ERROR]
        await desk.http.aclose()


async def test_a_kind_that_cannot_be_probed_uses_the_new_key_at_once_and_falls_back() -> None:
    async with Host("old") as host:
        desk = Desk(host, probes=False)
        assert not isinstance(desk.keyed[0].provider, Probing)
        desk.environ["K"] = "new"
        assert [await desk.ask() for _ in range(2)] == ["credential", "ok"]
        assert host.sent == ["new", "old"]
        assert desk.troubled()
        desk.environ["K"] = "old"
        await desk.rotation.look()
        assert not desk.troubled()
        await desk.http.aclose()


@pytest.mark.parametrize("answer", [up.error(500), up.rate_limited(), up.nothing(reset=True)], ids=["500", "429", "-"])
async def test_a_provider_that_does_not_answer_is_asked_again(answer: up.Answer) -> None:
    async with Host("old", "new") as host:
        host.models = answer
        desk = Desk(host)
        desk.environ["K"] = "new"
        for _ in range(3):
            await desk.rotation.look()
        assert await desk.ask() == "ok"
        assert (host.probes, host.sent) == (["new"], ["old"])
        host.models = None
        desk.now += PROBE_SOON
        await desk.rotation.look()
        assert await desk.ask() == "ok"
        assert host.sent == ["old", "new"]
        await desk.http.aclose()


async def test_an_old_key_that_was_revoked_costs_one_request_at_most() -> None:
    async with Host("new") as host:
        host.models = up.error(500)
        desk = Desk(host)
        desk.environ["K"] = "new"
        assert [await desk.ask() for _ in range(3)] == ["credential", "ok", "ok"]
        assert not desk.troubled()
        await desk.http.aclose()


async def test_the_old_key_is_forgotten_after_the_overlap() -> None:
    async with Host("old", "new") as host:
        desk = Desk(host)
        desk.environ["K"] = "new"
        await desk.rotation.look()
        host.takes = {"old"}
        desk.now += OVERLAP
        await desk.rotation.look()
        assert [await desk.ask() for _ in range(3)] == ["credential"] * 3
        assert set(host.sent) == {"new"}
        await desk.http.aclose()


async def test_providers_that_share_a_reference_are_probed_one_after_the_other() -> None:
    async with Host("old", "new") as first, Host("old", "new") as second:
        first.models = up.Answer(body=b"{}").but(delay=0.2)
        desk = Desk(first, second)
        desk.environ["K"] = "new"
        looking = asyncio.create_task(desk.rotation.look())
        await first.asked()
        await asyncio.sleep(0.1)
        assert second.probes == []
        await looking
        assert second.probes == ["new"]
        await desk.http.aclose()


async def test_a_provider_that_is_stopped_is_sent_no_new_key_and_others_with_that_reference_are() -> None:
    async with Host("old", "new") as first, Host("old", "new") as second:
        desk = Desk(first, second)
        desk.environ["K"] = "new"
        await desk.rotation.look(lambda name: name == "p0")
        assert (first.requests, second.probes) == ([], ["new"])
        await desk.rotation.look()
        assert first.probes == ["new"]
        await desk.http.aclose()


async def test_a_request_keeps_the_key_it_began_with_and_none_is_lost_while_keys_change() -> None:
    async with Host("old", "new") as host:
        desk = Desk(host)
        asking = [asyncio.create_task(desk.ask()) for _ in range(50)]
        desk.environ["K"] = "new"
        await desk.rotation.look()
        asking += [asyncio.create_task(desk.ask()) for _ in range(50)]
        assert set(await asyncio.gather(*asking)) == {"ok"}
        assert sorted(host.sent) == ["new"] * 50 + ["old"] * 50
        await desk.http.aclose()


async def test_a_reference_that_leads_nowhere_closes_the_provider_with_its_reason(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with Host("old") as host:
        desk = Desk(host)
        del desk.environ["K"]
        with caplog.at_level(logging.INFO):
            for _ in range(3):
                assert await desk.ask() == "credential"
            await desk.rotation.look()
            assert "K is not set" in desk.rotation.troubles()["p0"]
            desk.environ["K"] = "old"
            assert await desk.ask() == "ok"
        assert not desk.troubled()
        assert len([record for record in caplog.records if "K is not set" in record.message]) == 1
        assert host.sent == ["old"]
        await desk.http.aclose()


async def test_what_is_known_of_a_key_outlives_new_lines_of_its_provider() -> None:
    async with Host("old") as host:
        desk = Desk(host)
        desk.environ["K"] = "new"
        await desk.rotation.look()
        desk.rotation.adopt([desk._keyed("p0", host.url)])
        assert desk.troubled()
        desk.rotation.adopt([])
        assert desk.rotation.credential("p0", "env:K").active is None
        await desk.http.aclose()


UNFIT = {"two lines": "sk-new\n# rotated by ops", "not ASCII": "sk-\u00e9", "a NUL": "sk-\0new", "a tab": "sk-\tnew"}


@pytest.mark.parametrize("probes", [True, False], ids=["probed", "not probed"])
@pytest.mark.parametrize("how", UNFIT)
async def test_a_key_that_cannot_stand_in_a_header_displaces_none_and_raises_an_alarm(
    how: str, probes: bool, caplog: pytest.LogCaptureFixture
) -> None:
    async with Host("old", "third") as host:
        host.models = up.error(404)
        desk = Desk(host, probes=probes)
        desk.environ["K"] = UNFIT[how]
        for _ in range(3):
            await desk.rotation.look()
            assert await desk.ask() == "ok"
            desk.now += OVERLAP
        assert (host.probes, host.sent) == ([], ["old"] * 3)
        assert "cannot stand in a header" in desk.rotation.troubles()["p0"]
        assert [record.levelno for record in caplog.records] == [logging.ERROR]
        assert news(desk) == [("credentials.roll_back", "p0", {"reference": "env:K", "version": "2"})]
        desk.environ["K"] = "third"
        await desk.rotation.look()
        assert await desk.ask() == "ok"
        assert host.sent[-1] == "third"
        assert not desk.troubled()
        await desk.http.aclose()


async def test_a_first_key_that_cannot_stand_in_a_header_closes_the_provider_with_its_reason() -> None:
    async with Host("old") as host:
        desk = Desk(host)
        desk.rotation.adopt([])
        desk.environ["K"] = "two\nlines"
        fresh = desk._keyed("p0", host.url)
        desk.rotation.adopt([fresh])
        assert fresh.credential.current() is None
        assert "cannot stand in a header" in desk.rotation.troubles()["p0"]
        await desk.http.aclose()


async def test_a_key_that_nothing_proved_does_not_outlast_the_one_before_it() -> None:
    """The provider has no list of models, and nobody asks it until long after the overlap."""
    async with Host("old") as host:
        host.models = up.error(404)
        desk = Desk(host)
        desk.environ["K"] = "new"
        await desk.rotation.look()
        desk.now += 10 * OVERLAP
        await desk.rotation.look()
        assert [await desk.ask() for _ in range(2)] == ["credential", "ok"]
        assert desk.troubled()
        desk.environ["K"] = "newest"
        await desk.rotation.look()
        assert [await desk.ask() for _ in range(2)] == ["credential", "ok"], "nor does a second"
        await desk.http.aclose()


async def test_a_provider_that_refuses_both_keys_raises_one_alarm_until_it_takes_one(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with Host("old") as host:
        host.models = up.error(404)
        desk = Desk(host)
        desk.environ["K"] = "new"
        await desk.rotation.look()
        host.takes.clear()
        assert [await desk.ask() for _ in range(6)] == ["credential"] * 6
        assert [record.levelno for record in caplog.records if record.levelno > logging.WARNING] == [logging.ERROR]
        assert "refuses this key and the one before" in desk.rotation.troubles()["p0"]
        host.takes.add("new")
        assert [await desk.ask() for _ in range(3)][-1] == "ok"
        assert not desk.troubled()
        await desk.http.aclose()


async def test_a_file_that_is_emptied_while_it_is_written_keeps_its_key_for_a_while(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file, now = tmp_path / "key", 0.0
    file.write_text("old\n")
    credential = Credential("p0", f"file:{file}", Secrets(), lambda: now)
    assert credential.current() == "old"
    file.write_text("")
    assert [credential.current() for _ in range(3)] == ["old"] * 3
    assert "the key before is used" in str(credential.trouble())
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    file.write_text("new")
    assert credential.current() == "new", "no probe: it counts at once"
    assert credential.trouble() is None
    file.write_text("")
    credential.current()
    now += KEPT
    assert credential.current() is None
    assert "the file must hold the secret alone" in str(credential.trouble())
    file.write_text("new")
    assert credential.current() == "new"
    file.unlink()
    assert credential.current() is None, "a file that is taken away is taken at its word"


async def test_a_provider_that_sends_its_key_back_is_told_of_once_and_the_key_goes_no_further(
    caplog: pytest.LogCaptureFixture,
) -> None:
    key = "sk-0123456789abcdef"
    async with Host(key) as host:
        desk = Desk(host)
        desk.environ["K"] = key
        await desk.rotation.look()
        host.answers = [up.Answer(body=b'{"id": "%b"}' % key.encode())]
        for _ in range(2):
            reply = await desk.keyed[0].send("chat", b'{"messages":[]}', model="m", stream=False)
            assert b"".join([piece async for piece in reply.chunks]) == b'{"id": "%b"}' % (b"*" * len(key))
        assert [record.levelno for record in caplog.records] == [logging.ERROR]
        assert key not in caplog.text
        await desk.http.aclose()


async def test_what_holds_a_key_shows_none_and_does_not_leave_the_process() -> None:
    async with Host("old") as host:
        desk = Desk(host)
        credential = desk.keyed[0].credential
        assert credential.active == "old"
        shown = repr(credential) + repr(desk.keyed[0]) + repr(desk.rotation) + repr(credential._versions)
        assert "old" not in shown
        with pytest.raises(TypeError):
            pickle.dumps(credential)
        await desk.http.aclose()


async def test_a_probe_takes_a_redirect_for_no_answer_and_follows_none() -> None:
    async with Host() as host, Host() as elsewhere:
        host.models = up.redirect(elsewhere.url)
        http = Http()
        with pytest.raises(UpstreamFailure) as caught:
            await http.probe(URL(f"{host.url}/models"), rule=provider_rule(host.url), authorization="Bearer k")
        assert caught.value.kind is FailureKind.GARBAGE
        assert elsewhere.connections == 0
        await http.aclose()


def swap(folder: Path, version: str) -> None:
    """As the kubelet does it: a new folder of files, and one rename of the link `..data` that leads to it."""
    fresh = folder / f"..{version}"
    fresh.mkdir()
    (fresh / "key").write_text(version)
    (folder / "..next").symlink_to(fresh.name)
    (folder / "..next").rename(folder / "..data")


def mounted(folder: Path) -> Path:
    swap(folder, "v0")
    (folder / "key").symlink_to("..data/key")
    return folder / "key"


def test_a_folder_that_kubernetes_swaps_under_load_is_noticed_at_the_next_use_and_never_torn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("router.secrets.files._SETTLED_NS", -1)  # or nothing would be remembered here
    secrets, reference = Secrets(), f"file:{mounted(tmp_path)}"
    read, stop = [secrets.resolve(reference)], threading.Event()

    def load() -> None:
        while not stop.is_set():
            read.append(secrets.resolve(reference))

    with ThreadPoolExecutor() as pool:
        loads = [pool.submit(load) for _ in range(3)]
        for number in range(1, 60):
            swap(tmp_path, f"v{number}")
            assert secrets.resolve(reference) == f"v{number}"
            shutil.rmtree(tmp_path / f"..v{number - 1}")  # as the kubelet does
            until = time.monotonic() + 5
            while read[-1] != f"v{number}" and time.monotonic() < until:
                time.sleep(0.001)
        stop.set()
        for one in loads:
            one.result()
    assert set(read) == {f"v{number}" for number in range(60)}


def news(desk: Desk) -> list[tuple[str, str, dict[str, str]]]:
    acts = [one.act("router", 1.0) for one in desk.rotation.news]
    return [(act.verb, act.target, dict(act.details)) for act in acts]


async def test_what_becomes_of_a_new_key_is_told_for_the_record_and_never_with_its_value() -> None:
    async with Host("old", "third") as host:
        desk = Desk(host)
        desk.environ["K"] = "bad-hunter2"
        await desk.rotation.look()
        desk.environ["K"] = "third"
        await desk.rotation.look()
        assert news(desk) == [
            ("credentials.roll_back", "p0", {"reference": "env:K", "version": "2"}),
            ("credentials.move_on", "p0", {"reference": "env:K", "version": "3"}),
        ]
        assert [one.is_alarm for one in desk.rotation.news] == [True, False]
        assert "hunter2" not in repr(desk.rotation.news)
        await desk.http.aclose()


async def test_a_roll_back_that_requests_bring_about_is_told_too() -> None:
    async with Host("old") as host:
        desk = Desk(host, probes=False)
        desk.environ["K"] = "new"
        assert await desk.ask() == "credential"
        assert await desk.ask() == "ok"
        assert [verb for verb, *_ in news(desk)] == ["credentials.move_on", "credentials.roll_back"]
        assert news(desk)[1] == ("credentials.roll_back", "p0", {"reference": "env:K", "version": "2"})
        await desk.http.aclose()
