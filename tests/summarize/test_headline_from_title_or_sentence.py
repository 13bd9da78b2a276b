"""The plainest printed title, or a cut sentence; never bait, never invented."""

from __future__ import annotations

import pytest

from briefing.records import Evidence, KeyPoint
from briefing.summarize.headline_from_title_or_sentence import best_title, from_sentence, headline, is_clickbait

BAIT = [
    "You won't believe what this ferryman found",
    "7 reasons to move to Port Ellery",
    "This is why the bridge fell",
    "What happened next will shock you",
    "VIDEO: seal steals lunch",
    "Ten surprising facts about the new mayor that went viral",
    "Here are four things Ada Moe should do first",
    "Here is how the mayor can mend the roofs",
    "Five reasons why the bridge fell",
    "The three lessons of the strike",
    "What to know about the new tram",
    "Cinq choses que le maire doit faire",
    "Voici comment sauver le pont",
    "Everything you need to know about the vote",
    "Vous n'allez pas croire ce que dit le maire",
    "What we know about the ferry",
    "The harbour fire in five charts",
    "Ce que l'on sait de l'incendie du port",
    "La grève des ports en 5 questions",
    "Was wir über den Brand wissen",
    "Fünf Fragen zum Brückenstreit",
    "Lo que se sabe del incendio",
    "Cosa sappiamo dell'incendio al porto",
    "O que se sabe sobre o incêndio",
    "Dit weten we over de brand",
    "Co wiemy o pożarze w porcie",
    "Що відомо про пожежу в порту",
]
PLAIN = [
    "Seven die as ferry sinks off Port Ellery",
    "Council votes to close iron bridge",
    "Listening devices found in ministry",
    "12 held after rail strike march",
    "Six hurt as bus hits shelter",
    "Four things stolen from museum",
    "Six blessés dans un accident de car",
    "Three signs torn down in storm",
    "Ten die in mine",
    "Here lies the lost harbour, divers say",
    "What ministers knew of the leak, by the inquiry",
    "Le conseil ferme le pont de fer",
    "Mayor asks what we know of the tunnel's cost",
    "Team in Five Points wins the cup",
    "Neun Tote bei Brand in Norwick",
    "Stadt sperrt fünf Wege nach Sturm",
    "Tres heridos en un choque de trenes",
    "Sette morti in un incidente",
    "Dwa pociągi stanęły pod Norwikiem",
    "Дві людини загинули в пожежі",
]


@pytest.mark.parametrize("title", BAIT)
def test_bait_is_known(title):
    assert is_clickbait(title)


@pytest.mark.parametrize("title", PLAIN)
def test_news_is_no_bait(title):
    assert not is_clickbait(title)


def test_the_plainest_title_wins_and_the_first_of_equals():
    titles = [
        None,
        "  ",
        "Is the bridge safe?",
        "Council closes  iron bridge until spring",
        "Iron bridge shut for months",
    ]
    assert best_title(titles) == "Council closes iron bridge until spring"


def test_shouting_and_outlet_names_lose():
    titles = [
        "COUNCIL CLOSES BRIDGE UNTIL SPRING",
        "Council closes bridge | Harbour Courier",
        "Council shuts iron bridge",
    ]
    assert best_title(titles) == "Council shuts iron bridge"


def test_only_bait_gives_none():
    assert best_title([*BAIT, None]) is None
    assert best_title([]) is None


def test_a_sentence_loses_its_asides_and_its_full_stop():
    assert from_sentence("Meanwhile, the council closed the iron bridge.") == "The council closed the iron bridge"


def test_a_long_sentence_loses_a_safe_tail():
    sentence = (
        "The council of Port Ellery closed the iron bridge to lorries and buses on Monday night, "
        "sending traffic along the harbour road, past the old market."
    )
    assert (
        from_sentence(sentence)
        == "The council of Port Ellery closed the iron bridge to lorries and buses on Monday night"
    )


def test_a_tail_that_says_who_claims_it_stays():
    sentence = (
        "The council of Port Ellery took bribes for the bridge from three builders in the spring of last year, "
        "prosecutors said."
    )
    assert from_sentence(sentence) == sentence.removesuffix(".")


def test_no_quotation_is_left_open():
    sentence = (
        'The mayor of the town said to the crowd at the harbour that "we will, with all of you, rebuild it soon".'
    )
    assert from_sentence(sentence).count('"') == 2


def test_an_article_keeps_its_title_unless_that_only_teases():
    point = KeyPoint("Meanwhile, the council closed the iron bridge.", (Evidence("a", 0, 46),), "verbatim")
    assert headline("Iron bridge shut", [point]) == "Iron bridge shut"
    assert headline(BAIT[0], [point]) == "The council closed the iron bridge"
    assert headline(None, [point]) == "The council closed the iron bridge"
    assert headline(None, []) is None
