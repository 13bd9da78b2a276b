import numpy as np

from briefing.stories import track
from briefing.stories.track import Neighbours, Profile


def profile(chance, language):
    vector = chance.normal(size=8).astype(np.float32)
    names = {f"n{chance.integers(3)}": 1.0}
    return Profile(vector / np.linalg.norm(vector), names, {"w": 1.0}, names, frozenset([language]), ())


def test_nobody_with_an_affinity_is_missed_and_few_others_are_looked_at():
    chance = np.random.default_rng(4)
    known = [profile(chance, "fr" if number % 9 == 0 else "en") for number in range(60)]
    near = Neighbours(60)
    for number, each in enumerate(known):
        near.put(number, each)
    changed = profile(chance, "en")
    near.put(7, changed)
    known[7] = changed
    looked = 0
    for _ in range(20):
        own = profile(chance, "en")
        found = near.of(own)
        looked += len(found)
        linked = [number for number, other in enumerate(known) if track.affinity(own, other, {}) > 0]
        assert linked
        assert set(linked) <= set(found)
        assert found == sorted(found)
    assert looked < 20 * 60 / 2


def test_without_profiles_there_is_no_neighbour():
    assert Neighbours(3).of(profile(np.random.default_rng(1), "en")) == []
