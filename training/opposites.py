"""Pairs of sentences that say the same or the opposite, made from frames of our own (`opposites.txt`).

Judged summaries teach which claims a text bears out, inference data what contradicts a caption. Neither has many pairs
of news sentences that share all their words but one: acquitted and convicted, planned and done, who beat whom. A frame
has two or more states, each put in several ways; a pair is true where both sentences are of one state with the same
names and figures. Deeds (below) do the same for what was done, is planned, feared, denied or refused.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

FRAMES = Path(__file__).with_name("opposites.txt")
PEOPLE = [
    "Adan Kessler",
    "Brona Whitt",
    "Callum Reyes",
    "Darya Velin",
    "Emre Holt",
    "Fiona Marsh",
    "Gustav Lind",
    "Hanna Osei",
    "Ivo Praeger",
    "Jana Bell",
    "Karim Doyle",
    "Leila Strand",
    "Matteo Cruz",
    "Nora Quill",
    "Oskar Fenn",
    "Priya Lang",
    "Quentin Ames",
    "Rosa Thorne",
    "Samir Vogt",
    "Tilda Crane",
]
GROUPS = [
    "Halden Rail",
    "Northfield Council",
    "Brightwater",
    "the Corvo Group",
    "Delmar Foods",
    "the Transport Union",
    "Aster Bank",
    "Vexel",
    "Oren Steel",
    "the Health Agency",
    "Kestrel Air",
    "Lumen Energy",
    "the Farmers' League",
    "Mistral Motors",
    "Sable Media",
    "the Harbour Board",
]
PLACES = [
    "Arlen",
    "Brackwater",
    "Corden",
    "Dunmore",
    "Eastvale",
    "Farrow",
    "Glenmoor",
    "Harstad",
    "Islington Bay",
    "Jurmala",
    "Kilbride",
    "Lowen",
    "Marden",
    "Norvik",
    "Oakhurst",
    "Port Ellery",
    "Quarley",
    "Ruston",
    "Selby Cross",
    "Tarn",
]
ROLES = [
    "mayor",
    "teacher",
    "doctor",
    "banker",
    "farmer",
    "actor",
    "priest",
    "minister",
    "coach",
    "builder",
    "nurse",
    "singer",
]
CRIMES = [
    "fraud",
    "murder",
    "theft",
    "bribery",
    "arson",
    "assault",
    "smuggling",
    "kidnapping",
    "manslaughter",
    "burglary",
]
GOODS = [
    "rice porridge",
    "toy car",
    "heater",
    "archive",
    "collection",
    "smoke",
    "bicycle helmet",
    "orchard",
    "mineral water",
    "furniture",
    "library",
    "pipeline",
]
TEAMS = [
    "Rovers",
    "Lyng",
    "Sund",
    "Altona City",
    "the Bears",
    "Harbour United",
    "Vale",
    "Torre",
    "the Otters",
    "Kingsmere",
    "Racing Arlo",
    "Nordby",
]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
SLOTS = {
    "p": PEOPLE, "q": PEOPLE, "o": GROUPS, "u": GROUPS, "t": PLACES, "v": PLACES, "d": DAYS, "r": ROLES, "c": CRIMES,
    "g": GOODS, "w": TEAMS, "z": TEAMS,
}  # fmt: skip
# Deed: to do it, done, doing it.
DEEDS = tuple(
    tuple(line.split("|"))
    for line in """
release twelve lynxes into the forest|released twelve lynxes into the forest|releasing twelve lynxes into the forest
sell its soft-drinks business|sold its soft-drinks business|selling its soft-drinks business
ban diesel cars from the centre|banned diesel cars from the centre|banning diesel cars from the centre
raise the price of tickets|raised the price of tickets|raising the price of tickets
send troops to the border|sent troops to the border|sending troops to the border
move the museum to the harbour|moved the museum to the harbour|moving the museum to the harbour
recognise the new government|recognised the new government|recognising the new government
dismiss the head coach|dismissed the head coach|dismissing the head coach
demolish the old stadium|demolished the old stadium|demolishing the old stadium
cut off the water supply|cut off the water supply of the district|cutting off the water supply
publish the report in full|published the report in full|publishing the report in full
return the stolen paintings|returned the stolen paintings|returning the stolen paintings
launch a new satellite|launched a new satellite|launching a new satellite
end the subsidy for heating oil|ended the subsidy for heating oil|ending the subsidy for heating oil
expel two diplomats|expelled two diplomats|expelling two diplomats
pay compensation to the families|paid compensation to the families|paying compensation to the families
sign the treaty|signed the treaty|signing the treaty
withdraw the offer|withdrew the offer|withdrawing the offer
evacuate the valley|evacuated the valley|evacuating the valley
hide the leak from inspectors|hid the leak from inspectors|hiding the leak from inspectors
test a missile|tested a missile|testing a missile
hand over the documents|handed over the documents|handing over the documents
replace the chief executive|replaced the chief executive|replacing the chief executive
open a second hospital|opened a second hospital|opening a second hospital
""".strip().splitlines()
)
STATES = (
    ("{o} has {done}.", "On {d} it became known that {o} {done}.", "{o} {done}, a spokesman confirmed."),
    ("{o} plans to {do}.", "{o} is going to {do}.", "{o} will soon {do}, a spokesman announced."),
    ("{o} might {do}.", "{o} is considering {doing}.", "It is possible that {o} will {do}."),
    ("{o} will not {do}.", "{o} refuses to {do}.", "{o} has ruled out {doing}."),
    ("{o} has not {done}.", "{o} denied having {done}.", "It is not true that {o} {done}."),
    ("{o} has been urged to {do}.", "Critics want {o} to {do}.", "Campaigners are calling on {o} to {do}."),
    ("{o} has been accused of {doing}.", "{o} allegedly {done}.", "Rivals suspect that {o} {done}."),
    ("{o} has been warned against {doing}.", "Experts told {o} that it should not {do}."),
)  # fmt: skip
# What a source adds before or after, which changes nothing.
BEFORE = ("", "", "", "", "After weeks of rumours: ", "As reporters learned, ", "Late in the evening came the news: ")
AFTER = ("", "", "", "", ", the local paper reports", ", which came as a surprise to many", ", after a long dispute")


def pairs(count: int, seed: int) -> Iterator[dict[str, str]]:
    """`count` pairs of premise, hypothesis and label (entailment, not_entailment), as inference data has them."""
    rng = random.Random(seed)
    frames = _frames(FRAMES.read_text("utf-8"))
    for _ in range(count):
        states = _deed(rng) if rng.random() < 0.35 else rng.choice(frames)
        yield _pair(states, rng)


def _frames(text: str) -> list[list[tuple[str, ...]]]:
    found = []
    for part in text.split("\n[")[1:]:
        states = part.split("]\n", 1)[1].split("\n--\n")
        found.append([tuple(line for line in state.splitlines() if line) for state in states])
    return found


def _deed(rng: random.Random) -> list[tuple[str, ...]]:
    do, done, doing = rng.choice(DEEDS)
    return [tuple(_put(line, do=do, done=done, doing=doing) for line in state) for state in STATES]


def _put(line: str, **values: str) -> str:
    for name, value in values.items():
        line = line.replace("{" + name + "}", value)
    return line


def _pair(states: list[tuple[str, ...]], rng: random.Random) -> dict[str, str]:
    names = _names(rng)
    own = rng.randrange(len(states))
    draw, label = rng.random(), "not_entailment"
    premise = states[own]
    other = names
    if draw < 0.5:
        label = "entailment"
    elif draw < 0.88:
        premise = states[rng.choice([row for row in range(len(states)) if row != own])]
    else:
        other = _another(names, states[own], rng)
    hypothesis, source = rng.choice(states[own]), rng.choice(premise)
    said = _whole(_put(source, **other), rng)
    return {"premise": said, "hypothesis": _capital(_put(hypothesis, **names)), "label": label}


def _whole(sentence: str, rng: random.Random) -> str:
    return _capital(f"{rng.choice(BEFORE)}{sentence.removesuffix('.')}{rng.choice(AFTER)}.")


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _names(rng: random.Random) -> dict[str, str]:
    found: dict[str, str] = {}
    for slot, values in SLOTS.items():
        found[slot] = rng.choice([value for value in values if value not in found.values()])
    number = rng.randint(3, 90)
    return {**found, "n": str(number), "m": str(number + rng.randint(1, 40))}


def _another(names: dict[str, str], state: tuple[str, ...], rng: random.Random) -> dict[str, str]:
    """`names` with one of those that every sentence of the state has changed."""
    held = [slot for slot in names if slot not in "rcg" and all("{" + slot + "}" in line for line in state)]
    if not held:
        return {**names, **{slot: rng.choice(SLOTS[slot]) for slot in "ptow"}}
    slot = rng.choice(held)
    fresh = _names(rng)
    while fresh[slot] == names[slot]:
        fresh = _names(rng)
    return {**names, slot: fresh[slot]}
