from __future__ import annotations

import dataclasses
import datetime as dt
import random
import re

import numpy as np
import pytest
from conftest import make_document

from briefing.config import StorySettings
from briefing.stories.cluster_articles import group

DAY = dt.datetime(2026, 3, 4, 9, tzinfo=dt.UTC)

FIRE = (
    "A fire destroyed the Corvin paper mill in Halden on Tuesday night.",
    "Forty workers of the Corvin mill were led out unhurt, the Halden fire service said.",
)
FIRE_TOO = (
    "The Corvin paper mill in Halden burned down on Tuesday night.",
    "All forty workers at the Corvin mill were brought out safely, said the fire service in Halden.",
)
RACE = (
    "Lucia Marten won the cycle race around Lake Vessel in record time.",
    "She finished a minute ahead of Brita Olsen, last year's winner.",
)


def _document(name, sentences, title, **fields):
    fields.setdefault("published", DAY)
    return make_document(*sentences, name=name, title=title, language="en", **fields)


@pytest.fixture
def told(encoder):
    return [
        _document("a", FIRE, "Fire destroys Corvin paper mill", outlet="Post"),
        _document("b", FIRE_TOO, "Corvin paper mill in Halden burns down", outlet="Wire"),
        _document("c", RACE, "Marten wins lake race", outlet="Post"),
    ]


def _group(documents, encoder):
    vectors = [encoder.encode([document.sentence(n) for n in range(len(document.sentences))]) for document in documents]
    titles = [encoder.encode([document.title])[0] if document.title else None for document in documents]
    return group(documents, vectors, StorySettings(), title_vectors=titles)


def _ids(clusters, documents):
    return sorted(sorted(documents[row].id for row in cluster.members) for cluster in clusters)


def test_one_event_told_by_two_outlets_is_one_cluster_and_says_why(told, encoder):
    clusters = _group(told, encoder)

    assert _ids(clusters, told) == [["a", "b"], ["c"]]
    reasons = next(cluster.reasons for cluster in clusters if len(cluster.members) == 2)
    assert any(reason.startswith("same names: ") and "Corvin" in reason for reason in reasons)
    assert any(reason.startswith("similarity 0.") for reason in reasons)


def test_the_order_of_the_articles_does_not_matter(told, encoder):
    expected = _ids(_group(told, encoder), told)

    for seed in range(4):
        shuffled = random.Random(seed).sample(told, len(told))
        assert _ids(_group(shuffled, encoder), shuffled) == expected


def test_the_same_event_next_day_is_another_event(told, encoder):
    follow_up = (
        "The fire at the Corvin paper mill in Halden was started on purpose, police said on Wednesday.",
        "Investigators found traces of petrol in a store room of the Corvin mill.",
    )
    tomorrow = DAY + dt.timedelta(days=1)
    later = [told[0], _document("b", follow_up, "Corvin mill fire was arson, police say", published=tomorrow)]

    assert _ids(_group(later, encoder), later) == [["a"], ["b"]]


def test_midnight_does_not_part_an_event(told, encoder):
    late = DAY.replace(hour=23, minute=50)
    near = [
        _document("a", FIRE, "Fire destroys Corvin paper mill", published=late),
        _document("b", FIRE_TOO, "Corvin paper mill in Halden burns down", published=late + dt.timedelta(minutes=30)),
    ]

    assert _ids(_group(near, encoder), near) == [["a", "b"]]


@pytest.mark.parametrize(
    ("one", "two"), [("Day 2 of the siege", "Day 21 of the siege"), ("Markets: up 1.2%", "Markets: up 0.8%")]
)
def test_instalments_of_a_series_stay_apart(one, two, encoder):
    documents = [_document("a", FIRE, one), _document("b", FIRE_TOO, two)]

    assert _ids(_group(documents, encoder), documents) == [["a"], ["b"]]


def test_reprints_are_one_cluster_whatever_their_number(encoder):
    documents = [_document(f"a{number:03}", FIRE, "Fire destroys mill") for number in range(200)]

    clusters = _group(documents, encoder)

    assert [len(cluster.members) for cluster in clusters] == [200]
    assert clusters[0].reasons == ("the same text printed 200 times",)


def test_empty_and_undated_articles_are_clusters_of_their_own(told, encoder):
    empty = make_document(name="e1"), make_document(name="e2")
    vectors = [np.zeros((0, 384), dtype=np.float32)] * 2

    clusters = group([*empty], vectors, StorySettings())

    assert [cluster.members for cluster in clusters] == [(0,), (1,)]


def test_nothing_gives_no_clusters():
    assert group([], [], StorySettings()) == []


def test_an_event_told_in_two_languages_is_one_cluster(encoder):
    documents = [
        _document("a", FIRE, "Fire destroys Corvin paper mill in Halden"),
        make_document(
            "La papeterie Corvin de Halden a été détruite par un incendie mardi soir.",
            "Les quarante ouvriers de la papeterie Corvin ont été évacués, selon les pompiers de Halden.",
            name="f",
            title="Incendie à la papeterie Corvin de Halden",
            language="fr",
            published=DAY,
        ),
    ]

    assert _ids(_group(documents, encoder), documents) == [["a", "f"]]


@pytest.mark.parametrize(
    ("one", "two", "events"),
    [
        # Two obituaries of one surname.
        (
            (
                "Olga Ferrin, who wove the great tapestry in Halden's town hall, has died at her home in Mossby. "
                "She was 88. She is survived by a son."
            ),
            (
                "Nils Ferrin, who built organs for forty churches, has died in a clinic in Askby. He was 79. "
                "He is survived by two sons."
            ),
            2,
        ),
        # Two trials, two quakes, two quarterly reports.
        (
            (
                "A teacher from Orby was fined 900 crowns on Wednesday for driving at 140 kilometres an hour past a "
                "school. Hanne Krog, 38, said she had been late."
            ),
            (
                "A plumber from Lunde was fined 700 crowns on Wednesday for driving at 130 kilometres an hour past a "
                "school. Jens Torp, 45, said he had been late."
            ),
            2,
        ),
        (
            "An earthquake of magnitude 5.1 shook Lomar on Tuesday morning. Nobody was hurt. Schools were closed.",
            "An earthquake of magnitude 4.8 shook Tervo on Tuesday evening. Nobody was hurt. A church lost its tower.",
            2,
        ),
        # One event in other words, by other names as well.
        (
            (
                "A teacher from Orby was fined 900 crowns on Wednesday for driving at 140 kilometres an hour past a "
                "school. Hanne Krog, 38, said she had been late."
            ),
            (
                "Hanne Krog, who teaches at Orby, has to pay 900 crowns after racing past a school at 140 "
                "kilometres an hour, a court ruled on Wednesday."
            ),
            1,
        ),
        (
            "An earthquake of magnitude 5.1 shook Lomar on Tuesday morning. Nobody was hurt.",
            "Lomar closed its schools on Tuesday after an earthquake of magnitude 5.1. There were no injuries.",
            1,
        ),
    ],
)
def test_events_of_one_type_are_told_apart_by_their_names(encoder, one, two, events):
    documents = [_document(name, re.split(r"(?<=[.]) ", text), None) for name, text in (("a", one), ("b", two))]

    assert len(_group(documents, encoder)) == events


# Another accident of the day before, that the second report of each pair mentions at its end.
ASIDES = [
    (
        "Coach overturns at Velden, 14 hurt",
        [
            "Fourteen people were injured when a coach overturned on the road to Velden on Monday, police said.",
            "The coach of the firm Alpina was carrying 40 pensioners.",
            "Six were still in hospital on Tuesday.",
            "The driver is being questioned.",
        ],
        "Eight hurt as school coach leaves road near Orrin",
        [
            "Eight people were injured when a school coach left the road near Orrin on Tuesday, police said.",
            "The coach was carrying 35 pupils home.",
            "Two of the injured were taken to hospital.",
            "The road was icy, the Orrin fire service said.",
            "The accident came a day after 14 people were hurt when a larger coach overturned at Velden.",
        ],
    ),
    (
        "Nine hurt as tram hits wall at Lysa",
        [
            "Nine people were injured when a tram hit a wall at Lysa on Monday, police said.",
            "The tram of line four was coming down from Upper Lysa with 50 passengers.",
            "Three were still in hospital on Tuesday.",
            "The brakes are being examined.",
        ],
        "Five hurt as tram leaves rails in Port Ander",
        [
            "Five people were injured when a tram left the rails in Port Ander on Tuesday, police said.",
            "The tram was carrying 30 passengers to the harbour.",
            "One of the injured was taken to hospital.",
            "The rails in Port Ander were laid in 1990.",
            "On Monday a tram had hit a wall at Lysa, and nine people were hurt.",
        ],
    ),
]


@pytest.mark.parametrize(("title", "text", "later_title", "later"), ASIDES)
def test_an_event_that_another_report_mentions_stays_an_event_of_its_own(title, text, later_title, later, encoder):
    told = [_document("a", text, title, outlet="Post"), _document("b", later, later_title, outlet="Wire")]
    assert _ids(_group(told, encoder), told) == [["a"], ["b"]]


def test_a_detail_that_one_report_has_more_parts_no_event(told, encoder):
    more = (
        *FIRE_TOO,
        "Two engines came from the harbour.",
        "Agda Holm, who runs a bakery in Brunn Street, saw it first.",
    )
    both = [told[0], _document("b", more, "Corvin paper mill in Halden burns down", outlet="Wire")]
    assert _ids(_group(both, encoder), both) == [["a", "b"]]


@pytest.mark.parametrize(
    ("one", "two", "events"),
    [
        # Two robberies and two obituaries; of one derailment two reports.
        (
            (
                "Raubüberfall auf Juwelier in Sandau",
                (
                    "Ein Mann hat am Montagabend einen Juwelier in Sandau überfallen, teilte die Polizei mit. Er "
                    "bedrohte die Verkäuferin mit einem Messer. Die Beute liegt bei drei Millionen Euro."
                ),
            ),
            (
                "Bankraub in Oberlau",
                (
                    "Ein Mann hat am Montagabend eine Bank in Oberlau überfallen, teilte die Polizei mit. Er bedrohte "
                    "den Kassierer mit einer Pistole. Die Beute liegt bei 90.000 Euro."
                ),
            ),
            2,
        ),
        (
            (
                "Altbürgermeister Karl Wenzig gestorben",
                (
                    "Der frühere Bürgermeister von Stolau, Karl Wenzig, ist am Dienstag im Alter von 84 Jahren "
                    "gestorben. Er regierte die Stadt 18 Jahre lang. Unter ihm wurde das Theater gebaut."
                ),
            ),
            (
                "Frühere Landrätin Inge Harms ist tot",
                (
                    "Die frühere Landrätin von Nordau, Inge Harms, ist am Dienstag im Alter von 79 Jahren gestorben. "
                    "Sie führte den Kreis zwölf Jahre lang. Unter ihr wurde das Krankenhaus gebaut."
                ),
            ),
            2,
        ),
        (
            (
                "Zug entgleist bei Lohma",
                (
                    "Bei Lohma ist am Freitag ein Regionalzug entgleist, sechs Menschen wurden verletzt. Ein Baum lag "
                    "auf den Gleisen. Die Strecke nach Welden bleibt bis Sonntag gesperrt."
                ),
            ),
            (
                "Regionalzug fährt gegen Baum: sechs Verletzte",
                (
                    "Sechs Verletzte hat ein Unfall auf der Strecke nach Welden gefordert. Ein Regionalzug entgleiste "
                    "am Freitag bei Lohma, nachdem er einen umgestürzten Baum gerammt hatte. Busse ersetzen die Züge."
                ),
            ),
            1,
        ),
        (
            (
                "Hafen von Melk wird ausgebaut",
                (
                    "Der Hafen von Melk wird für 40 Millionen Euro ausgebaut, beschloss der Stadtrat am Mittwoch. Die "
                    "Arbeiten beginnen im Mai. Die Grünen stimmten dagegen."
                ),
            ),
            (
                "Stadtrat stimmt für neuen Kai",
                (
                    "Der Stadtrat von Melk hat am Mittwoch dem Ausbau des Hafens zugestimmt. Er kostet 40 Millionen "
                    "Euro. Bürgermeister Otto Rehm sprach von einem guten Tag."
                ),
            ),
            1,
        ),
    ],
)
def test_german_nouns_are_no_names(encoder, one, two, events):
    documents = [
        dataclasses.replace(_document(name, re.split(r"(?<=[.]) ", text), title), language="de")
        for name, (title, text) in (("a", one), ("b", two))
    ]

    assert len(_group(documents, encoder)) == events


@pytest.mark.parametrize("line", ["", "2026-03-04"], ids=["none", "a date in figures"])
def test_two_quarterly_results_stay_apart_whatever_date_stands_over_them(encoder, line):
    telvo = (
        "The cable maker Telvo earned 88 million francs in the second quarter, 9 per cent more than a year before, it "
        "said on Tuesday. Sales rose to 1.1 billion. Copper had become cheaper."
    )
    brasko = (
        "The brewer Brasko earned 61 million francs in the second quarter, 4 per cent less than a year before, it said "
        "on Tuesday. Sales fell to 0.7 billion. Hops had become dearer."
    )
    texts = {"Telvo earns 88 million francs": telvo, "Brasko earns 61 million francs": brasko}
    documents = [
        _under(line, _document(title, re.split(r"(?<=[.]) ", text), title, outlet="Courier"))
        for title, text in texts.items()
    ]

    assert len(_group(documents, encoder)) == 2


def _under(line, document):
    """`document` with a line that is no sentence above its text."""
    above = len(line) + 2 if line else 0
    sentences = tuple((start + above, end + above) for start, end in document.sentences)
    return dataclasses.replace(
        document, text=f"{line}\n\n{document.text}" if line else document.text, sentences=sentences
    )
