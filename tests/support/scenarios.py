"""What may happen in a simulation: the strategies by which hypothesis makes scenarios."""

from hypothesis import strategies as st
from simulated_network import Play, Way
from simulation import PROVIDERS, Ask, Event, Scenario

moments = st.integers(0, 400).map(lambda tenths: tenths / 10)
asks = st.builds(
    Ask,
    at=moments,
    mail=st.booleans(),
    secret=st.booleans(),
    declared=st.sampled_from([None, "public", "internal", "confidential", "restricted"]),
    stream=st.booleans(),
    key=st.integers(0, 1),
    leaves=st.none() | st.sampled_from([0.001, 0.3, 2.0, 9.0]),
    pause=st.sampled_from([0.0, 0.0, 0.01, 0.5]),
)
plays = st.builds(
    Play,
    way=st.sampled_from(list(Way)),
    after=st.integers(0, 600),
    status=st.sampled_from([400, 401, 404, 408, 413, 429, 500, 502, 503, 529]),
    wait=st.none() | st.integers(0, 30),
    delay=st.sampled_from([0.0, 0.05, 3.0, 9.0]),
    pace=st.sampled_from([0.0, 0.01, 1.0]),
    piece=st.integers(1, 200),
)
events = st.builds(
    Event,
    what=st.sampled_from(["swap", "swap_back", "revoke", "jump", "full", "blind", "unread", "tenant", "home"]),
    at=moments,
    by=st.sampled_from([0.5, 4.0, 20.0]),
)
scenarios = st.builds(
    Scenario,
    asks=st.lists(asks, min_size=1, max_size=6),
    plays=st.fixed_dictionaries({name: st.lists(plays, max_size=5) for name in PROVIDERS}),
    events=st.lists(events, max_size=4),
)
