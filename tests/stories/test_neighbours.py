import datetime as dt
from dataclasses import replace

import numpy as np

from briefing.stories import track_across_editions
from briefing.stories.track_across_editions import LINKED, Affinities, Neighbours, PastStory, Profile

DAY = dt.date(2025, 10, 22)


def profile(chance, language):
    vector = chance.normal(size=8).astype(np.float32)
    names = {f"n{chance.integers(3)}": 1.0}
    return Profile(vector / np.linalg.norm(vector), names, {"w": 1.0}, names, frozenset([language]), ())


def test_nobody_of_one_line_is_missed_and_few_others_are_looked_at(monkeypatch):
    monkeypatch.setattr(track_across_editions, "_BLOCK", 7)
    chance = np.random.default_rng(4)
    asked = [profile(chance, "fr" if number % 9 == 0 else "en") for number in range(80)]
    near, known, looked = Neighbours(asked, {}), [], 0
    for place, own in enumerate(asked):
        found = near.of(place)
        looked += len(found)
        linked = {number for number, other in enumerate(known) if Affinities({}).between(own, other) >= LINKED}
        assert linked <= set(found)
        assert found == sorted(found)
        # As in a day: most are new, some make one that is there another.
        number = place // 2 if place % 5 == 4 else len(known)
        known[number : number + 1] = [own]
        near.put(number, own)
    assert 0 < looked < 80 * 79 / 2 / 2


def test_a_line_goes_on_with_the_likest_past_story_and_never_with_another_language_by_chance(monkeypatch):
    monkeypatch.setattr(track_across_editions, "_BLOCK", 3)
    chance = np.random.default_rng(5)
    profiles = [profile(chance, "en" if number % 2 else "fr") for number in range(12)]
    own = [replace(each, skeletons={f"k{number}": 1.0}) for number, each in enumerate(profiles)]
    past = [PastStory(f"p{number}", DAY, DAY, "", each) for number, each in enumerate(own)]
    today = [own[number] for number in (3, 8, 5, 0)] + [replace(profile(chance, "de"), skeletons={"other": 1.0})]
    found = track_across_editions.link(today, past)
    assert [story and story.id for story in found] == ["p3", "p8", "p5", "p0", None]


def test_without_profiles_there_is_no_neighbour():
    assert Neighbours([profile(np.random.default_rng(1), "en")], {}).of(0) == []


def test_of_stories_in_other_languages_only_those_with_names_alike_are_looked_at():
    chance = np.random.default_rng(6)
    asked = [
        replace(profile(chance, "en" if number % 2 else "fr"), skeletons={f"k{number // 2}": 0.9, "common": 0.436})
        for number in range(40)
    ]
    near, looked = Neighbours(asked, {}), 0
    for place, own in enumerate(asked):
        abroad = [number for number in near.of(place) if asked[number].languages != own.languages]
        looked += len(abroad)
        linked = [number for number in range(place) if Affinities({}).between(own, asked[number]) >= LINKED]
        assert [number for number in linked if asked[number].languages != own.languages] == [place - 1] * (place % 2)
        assert place % 2 == 0 or place - 1 in abroad
        near.put(place, own)
    # Some are near by their vectors; of the others, 20 of 400.
    assert 20 <= looked < 100


def test_names_that_too_many_have_count_less():
    """Two stories alike in a common name alone are no line, and are not looked at."""
    vector = np.eye(1, 8, dtype=np.float32)[0]
    other = np.array([0.55, 0.835, *[0] * 6], dtype=np.float32)
    names = {"town": 0.8, "a": 0.6}, {"town": 0.8, "b": 0.6}
    asked = [
        Profile(own, bag, {"w": 1.0}, {}, frozenset(["en"]), ())
        for own, bag in zip((vector, other), names, strict=True)
    ]
    for factors, wanted in (({}, [0]), ({"town": 0.1}, [])):
        near = Neighbours(asked, factors)
        near.put(0, asked[0])
        assert near.of(1) == wanted
        assert (Affinities(factors).between(*asked) >= LINKED) == bool(wanted)
