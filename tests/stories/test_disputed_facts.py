from __future__ import annotations

import datetime as dt

import pytest
from conftest import make_document

from briefing.stories.disputed_facts import conflicts

AT = dt.datetime(2026, 3, 4, 9, tzinfo=dt.UTC)


def _conflicts(encoder, *texts, hours=(0, 1, 2), groups=(0, 1, 2), **fields):
    documents = [
        make_document(text, name=f"a{number}", published=AT + dt.timedelta(hours=hours[number]), **fields)
        for number, text in enumerate(texts)
    ]
    vectors = [encoder.encode([document.sentence(0)]) for document in documents]
    return conflicts(documents, vectors, groups[: len(documents)])


TWELVE = "Twelve people were injured when a tram left the rails in Osmund Street, police said."
FIFTEEN = "A tram derailed in Osmund Street and 15 people were injured, according to the ambulance service."


def test_outlets_that_differ_are_shown_side_by_side_with_their_evidence(encoder):
    (found,) = _conflicts(encoder, TWELVE, FIFTEEN)

    assert found.fact == "people hurt"
    # The later report's figure stands first.
    assert [claim.value for claim in found.claims] == ["15 people", "Twelve people"]
    assert [[citation.article_id for citation in claim.citations] for claim in found.claims] == [["a1"], ["a0"]]


def test_a_third_outlet_stands_with_the_one_it_agrees_with(encoder):
    (found,) = _conflicts(encoder, TWELVE, FIFTEEN, FIFTEEN.replace("15", "fifteen"))

    assert [len(claim.citations) for claim in found.claims] == [2, 1]


@pytest.mark.parametrize(
    "other",
    [
        FIFTEEN.replace("15", "12"),
        FIFTEEN.replace("15 people", "at least ten people"),
        "The number of people injured when a tram left the rails in Osmund Street has risen to 15 from 12.",
        "Fifteen trams run through Osmund Street every hour.",
    ],
)
def test_what_only_looks_different_is_no_conflict(encoder, other):
    assert not _conflicts(encoder, TWELVE, other)


def test_a_later_figure_is_an_update(encoder):
    assert not _conflicts(encoder, TWELVE, FIFTEEN, hours=(0, 14))


def test_one_source_does_not_contradict_itself(encoder):
    assert not _conflicts(encoder, TWELVE, FIFTEEN, groups=(0, 0))


APPROVED = "The city council of Osmund approved the new tram line on Tuesday night."


@pytest.mark.parametrize(
    ("one", "two", "values"),
    [
        (APPROVED, "The city council of Osmund postponed its vote on the new tram line.", ["approved", "postponed"]),
        (
            "Ida Brandt was found guilty of fraud by a jury in Osmund.",
            "The jury in Osmund acquitted Ida Brandt of fraud.",
            ["found guilty", "acquitted"],
        ),
        (
            "The climber Ida Brandt was found alive on Mount Osmund.",
            "The climber Ida Brandt has been found dead on Mount Osmund.",
            ["found alive", "found dead"],
        ),
        (
            "No one was hurt when a tram left the rails in Osmund Street.",
            "Six people were injured when a tram left the rails in Osmund Street.",
            ["No one was hurt", "people were injured"],
        ),
    ],
)
def test_outcomes_that_cannot_both_be_true_are_a_conflict(encoder, one, two, values):
    (found,) = _conflicts(encoder, one, two)

    assert [claim.value for claim in found.claims] == values[::-1]


@pytest.mark.parametrize(
    "other",
    [
        "The city council of Osmund may postpone its vote on the new tram line.",
        "The city council of Osmund refused to postpone its vote on the new tram line.",
        "The city council of Osmund, which had postponed its vote on the new tram line, approved it.",
        "The parliament of Norland rejected the new tram line for Osmund on Tuesday night.",
        "The city council of Osmund passed the new tram line.",
    ],
)
def test_outcomes_that_are_feared_past_or_of_others_are_none(encoder, other):
    assert not _conflicts(encoder, APPROVED, other)


AGROUND = "The ferry Lady Maud ran aground off Sable Head on Monday."


def test_places_that_cannot_both_be_right_are_a_conflict(encoder):
    (found,) = _conflicts(encoder, AGROUND, "The ferry Lady Maud ran aground off Crane Point early on Monday.")

    assert found.fact == "the place"
    assert [claim.value for claim in found.claims] == ["off Crane Point", "off Sable Head"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (AGROUND, "The ferry Lady Maud ran aground in the bay of Osmund, off Sable Head, on Monday."),
        (AGROUND, "The ferry Lady Maud was built in Norland in 1988."),
        ("A man was arrested in Lyon on Friday.", "A man was arrested in France on Friday."),
        ("A man was arrested in Virginia on Friday.", "A man was arrested in Charlottesville on Friday."),
        ("A man was arrested on Friday in Valdoria.", "Valdorian police: a man was arrested on Friday in Osmund."),
    ],
)
def test_a_place_within_a_place_is_no_conflict(encoder, one, other):
    assert not _conflicts(encoder, one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Prices rose by 2.4 per cent in March.", "Prices rose by 2.9 per cent in April."),
        ("The toll in Norland stands at 63 dead.", "The death toll in Estmark stands at 24."),
        ("The net worth of Ida Brandt is 2.5bn crowns.", "A year earlier, Ida Brandt had a net worth of 2.9bn crowns."),
    ],
)
def test_figures_of_other_times_and_places_are_no_conflict(encoder, one, other):
    assert not _conflicts(encoder, one, other)


DERAILED = "Zwölf Menschen wurden verletzt, als in Osmund eine Straßenbahn entgleiste, teilte die Polizei mit."
SLIDE = "Bei dem Erdrutsch in Tarnau sind 31 Menschen ums Leben gekommen, sagte der Bürgermeister."
DESCARRILO = "Doce personas resultaron heridas al descarrilar un tranvía en Osmunda, dijo la policía."
ALUD = "El alud de Tarna dejó 31 muertos, dijo el alcalde."


@pytest.mark.parametrize(
    ("language", "one", "two", "values"),
    [
        ("de", DERAILED, "In Osmund ist eine Straßenbahn entgleist, 15 Menschen wurden verletzt.", ["15", "Zwölf"]),
        ("de", SLIDE, "Der Erdrutsch in Tarnau hat nach Angaben der Feuerwehr 38 Menschen getötet.", ["38", "31"]),
        (
            "de",
            "Bei der Razzia in Brenn nahm die Polizei 24 Menschen fest, die Festgenommenen sind in Haft.",
            "Bei der Razzia in Brenn wurden 19 Personen festgenommen.",
            ["19", "24"],
        ),
        ("es", DESCARRILO, "Un tranvía descarriló en Osmunda y 15 personas resultaron heridas.", ["15", "Doce"]),
        ("es", ALUD, "El alud de Tarna causó 38 muertos, según los bomberos.", ["38", "31"]),
        (
            "es",
            "La obra del puerto de Varna costará 48 millones de euros, informó el ayuntamiento.",
            "La obra del puerto de Varna costará 61 millones de euros, según la junta.",
            ["61", "48"],
        ),
    ],
)
def test_figures_of_german_and_spanish_outlets_are_compared(encoder, language, one, two, values):
    (found,) = _conflicts(encoder, one, two, language=language)
    assert [claim.value.split()[0] for claim in found.claims] == values


@pytest.mark.parametrize(
    ("language", "one", "two"),
    [
        ("de", DERAILED, "In Osmund fahren jede Stunde 15 Straßenbahnen."),
        ("de", DERAILED, "In Osmund wurden mindestens zehn Menschen verletzt, als eine Straßenbahn entgleiste."),
        ("de", SLIDE, "Bei dem Erdrutsch in Tarnau wurden 12 Menschen verletzt."),
        ("de", SLIDE, "Bei dem Erdrutsch in Tarnau starben 31 Menschen, sieben davon waren Kinder."),
        ("de", SLIDE, "Vor zehn Jahren waren bei einem Erdrutsch in Tarnau 54 Menschen ums Leben gekommen."),
        ("de", SLIDE, "Die Zahl der Toten nach dem Erdrutsch in Tarnau stieg auf 33."),
        ("de", "Ökonomen erwarten ein Wachstum von 2 Prozent in Varn.", "Die Wirtschaft in Varn wuchs um 3 Prozent."),
        ("de", "Ein 31 Jahre alter Mann starb in Tarnau.", "Ein 38 Jahre alter Mann starb in Tarnau."),
        ("es", DESCARRILO, "Al menos diez personas resultaron heridas al descarrilar un tranvía en Osmunda."),
        ("es", ALUD, "El alud de Tarna dejó 12 heridos."),
        ("es", ALUD, "Hace diez años otro alud dejó 54 muertos en Tarna."),
        ("es", ALUD, "El número de muertos por el alud de Tarna subió a 33."),
        ("es", "Un hombre de 31 años murió en Tarna.", "Un hombre de 38 años murió en Tarna."),
        ("es", "Los economistas esperan un crecimiento del 2 % en Varna.", "La economía de Varna creció un 3 %."),
    ],
)
def test_figures_of_german_and_spanish_outlets_that_go_together_are_no_conflict(encoder, language, one, two):
    assert not _conflicts(encoder, one, two, language=language)


def test_a_toll_that_two_languages_give_is_told_once(encoder):
    texts = {
        "it": ("La frana di Tarna ha causato 31 morti.", "La frana di Tarna ha fatto 38 morti."),
        "nl": (
            "Bij de aardverschuiving in Tarna vielen 31 doden.",
            "Bij de aardverschuiving in Tarna vielen 38 doden.",
        ),
        "pt": ("O deslizamento em Tarna deixou 31 mortos.", "O deslizamento em Tarna causou 38 mortos."),
    }
    documents = [
        make_document(text, name=f"{language}{number}", published=AT, language=language)
        for language, pair in texts.items()
        for number, text in enumerate(pair)
    ]
    vectors = [encoder.encode([document.sentence(0)]) for document in documents]

    (found,) = conflicts(documents, vectors, range(len(documents)))
    assert sorted(len(claim.citations) for claim in found.claims) == [3, 3]
