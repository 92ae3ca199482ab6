"""Zones follow from facts alone, and a fact that is missing counts against the provider."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.core.countries import ADEQUATE, EEA, EU, ISO_3166
from router.core.rules import Entity, Location
from router.core.types import Zone
from router.core.zones import zone_of

FR = Entity("Fr", "FR", "FR")
US = Entity("Us", "US", "US")

NEARNESS = [Zone.EU, Zone.EU_HOSTED, Zone.ADEQUATE, Zone.ELSEWHERE]

places = st.lists(st.sampled_from(sorted({*ISO_3166, "EU"})), max_size=3).map(tuple)
entities = st.builds(Entity, st.just("E"), st.none() | st.sampled_from(["FR", "US"]), st.none() | st.just("NO"))


def at(inference: str, storage: str | None = None) -> Location:
    return Location(tuple(inference.split()), tuple((inference if storage is None else storage).split()))


@pytest.mark.parametrize(
    ("entity", "location", "zone"),
    [
        (FR, at("FR"), Zone.EU),
        (FR, at("FR SE", "EU"), Zone.EU),
        (Entity("No", "NO", "IS"), at("LI"), Zone.EU),
        (Entity("Daughter", "FR", "US"), at("FR"), Zone.EU_HOSTED),
        (US, at("FR"), Zone.EU_HOSTED),
        (Entity("Swiss", "CH", "CH"), at("DE"), Zone.EU_HOSTED),
        (FR, at("FR CH"), Zone.ADEQUATE),
        (US, at("GB", "FR"), Zone.ADEQUATE),
        (FR, at("FR", "JP"), Zone.ADEQUATE),
        (FR, at("US"), Zone.ELSEWHERE),
        (FR, at("FR US"), Zone.ELSEWHERE),
        (FR, at("FR", "CN"), Zone.ELSEWHERE),
    ],
)
def test_seat_parent_inference_and_storage_make_the_zone(entity: Entity, location: Location, zone: Zone) -> None:
    assert zone_of(None, entity, location) is zone


@pytest.mark.parametrize(
    ("entity", "location"),
    [
        (None, at("FR")),
        (FR, None),
        (Entity("Who", None, "FR"), at("FR")),
        (Entity("Who", "FR", None), at("FR")),
        (FR, at("", "FR")),
        (FR, at("FR", "")),
    ],
)
def test_a_missing_fact_is_elsewhere(entity: Entity | None, location: Location | None) -> None:
    assert zone_of(None, entity, location) is Zone.ELSEWHERE


def test_the_operator_is_the_evidence_of_a_self_hosted_route() -> None:
    assert zone_of("self", None, None) is Zone.SELF_HOSTED
    assert zone_of("self", US, at("US")) is Zone.SELF_HOSTED


@given(entities, places, places, st.sampled_from(sorted(ISO_3166)))
def test_one_more_place_never_brings_a_provider_nearer(
    entity: Entity, inference: tuple[str, ...], storage: tuple[str, ...], more: str
) -> None:
    if inference:
        before = zone_of(None, entity, Location(inference, storage))
        after = zone_of(None, entity, Location((*inference, more), storage))
        assert NEARNESS.index(after) >= NEARNESS.index(before)


@given(entities, places, places)
def test_no_facts_but_hosting_make_a_route_self_hosted(
    entity: Entity, inference: tuple[str, ...], storage: tuple[str, ...]
) -> None:
    assert zone_of(None, entity, Location(inference, storage)) is not Zone.SELF_HOSTED


def test_the_country_lists_are_whole_and_apart() -> None:
    assert (len(ISO_3166), len(EU), len(EEA)) == (249, 27, 30)
    assert EEA <= ISO_3166
    assert ADEQUATE <= ISO_3166
    assert not EEA & ADEQUATE
    assert "US" not in ADEQUATE
