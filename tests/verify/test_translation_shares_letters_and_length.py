import pytest

from briefing.verify.check_translation import check
from briefing.verify.translation_shares_letters_and_length import LEAST, likeness

DAM = "The council of the province wants to lower the dam before the winter, and the farmers protest."


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Le conseil de la province veut abaisser le barrage avant l'hiver, et les agriculteurs protestent."),
        ("de", "Der Rat der Provinz will den Damm vor dem Winter absenken, und die Bauern protestieren dagegen."),
        ("it", "Il consiglio della provincia vuole abbassare la diga prima dell'inverno, e i contadini protestano."),
        ("uk", "Рада провінції хоче знизити дамбу до зими, а фермери протестують проти цього рішення."),
    ],
)
def test_a_translation_looks_like_its_original(language, text):
    assert likeness(DAM, text, ("en", language)) > LEAST


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Elle a gardé ses lunettes toute la journée."),
        ("de", "Wir haben gestern Abend nichts mehr gegessen."),
        ("pl", "Wczoraj wieczorem nic już nie jedliśmy w domu."),
    ],
)
def test_a_sentence_of_something_else_does_not(language, text):
    assert likeness(DAM, text, ("en", language)) < LEAST
    assert "shares too little with the original" in check(text, DAM, "en", language).reasons


@pytest.mark.parametrize(
    ("languages", "one", "two"),
    [
        (("en", "de"), "The bridge is shut.", "Die Brücke ist zu."),
        (
            ("tr", "en"),
            "Belediye cuma günü okulların açılmadığını bir kez daha açıkladı.",
            "The town said it again on Friday.",
        ),
        (("zh", "en"), "水务局表示大坝将降低。" * 5, "The water board says that the dam will be lowered."),
    ],
)
def test_short_sentences_and_languages_that_are_no_kin_are_not_compared(languages, one, two):
    assert likeness(one, two, languages) is None
