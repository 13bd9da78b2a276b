import numpy as np
import pytest

from briefing.summarize.sentence_features import NAMES, PLAIN, complete, dangles, features, plain, words

SENTENCES = [
    "The council of Port Ellery closed the iron bridge on Monday.",
    "It will stay shut until 3 April, said Mira Holt.",
    "“We had no choice,” the engineer told reporters.",
]


def table(sentences, vectors, title=None, title_vector=None):
    found = features(sentences, vectors, title, title_vector)
    return [dict(zip(NAMES, row, strict=True)) for row in found]


def test_one_row_of_known_columns_for_each_sentence(fake_encoder):
    vectors = fake_encoder.encode(SENTENCES)
    found = features(SENTENCES, vectors, None, None)
    assert found.shape == (3, len(NAMES))
    assert found.dtype == np.float32
    assert np.isfinite(found).all()


def test_an_article_without_sentences_has_no_rows():
    assert features([], np.zeros((0, 8), dtype=np.float32), None, None).shape == (0, len(NAMES))


@pytest.mark.parametrize("sentence", ["", "—", "Hm.", "12 34 56"])
def test_one_sentence_of_any_kind_is_described(fake_encoder, sentence):
    assert np.isfinite(
        features([sentence], fake_encoder.encode([sentence]), "A title", fake_encoder.encode(["A"])[0])
    ).all()


def test_the_columns_mean_what_they_say(fake_encoder):
    first, second, third = table(SENTENCES, fake_encoder.encode(SENTENCES))
    assert (first["first"], second["first"], third["last"]) == (1, 0, 1)
    assert second["dangling"] == 1
    assert second["numbers"] > first["numbers"] == 0
    assert third["opens with quote"] == third["has quote"] == 1
    assert second["saying"] == third["saying"] == 1
    assert first["has title"] == 0


def test_a_title_lifts_the_sentence_that_is_like_it(fake_encoder):
    title = "Iron bridge closed"
    rows = table(SENTENCES, fake_encoder.encode(SENTENCES), title, fake_encoder.encode([title])[0])
    assert rows[0]["title words"] > rows[1]["title words"]
    assert rows[0]["has title"] == 1


def column(name, sentences, title=None, language="en"):
    return plain(sentences, title, language)[:, NAMES.index(name)].tolist()


@pytest.mark.parametrize(
    ("text", "language"),
    [("He left.", "en"), ("The latter won.", "en"), ("Meanwhile, it rained.", "en"), ("But few came.", "en"),
     ("Elle a gagné.", "fr"), ("Mais peu sont venus.", "fr")],
)  # fmt: skip
def test_what_opens_with_a_word_that_points_outside(text, language):
    assert dangles(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [("The mayor left.", "en"), ("Mira Holt won.", "en"), ("Le maire a gagné.", "fr"), ("He left.", "pl")],
)
def test_what_does_not_or_is_in_a_language_without_the_words(text, language):
    assert not dangles(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [("By Mira Holt", "en"), ("Click here for more pictures.", "en"), ("Scroll down for video", "en"),
     ("Then click here.", "en"), ("Follow @post on Twitter now.", "en"), ("Lire aussi : la grève", "fr")],
)  # fmt: skip
def test_boilerplate_is_not_the_article(text, language):
    assert column("boilerplate", [text], language=language) == [1]


@pytest.mark.parametrize(
    ("text", "language"),
    [("Writing by hand improves the memory, a study found.", "en"), ("Crédit Agricole a annoncé un bénéfice.", "fr"),
     ("By Monday the bridge was open.", "en"), ("The minister clicked with voters.", "en")],
)  # fmt: skip
def test_real_sentences_that_begin_alike_are_none(text, language):
    assert column("boilerplate", [text], language=language) == [0]


def test_a_part_of_a_name_is_bare_after_the_whole_name_and_not_where_the_title_has_it():
    sentences = [
        "Mira Holt closed the bridge.",
        "Holt said so.",
        "The council met Ivo Brandt.",
        "In winter Brandt left.",
    ]
    assert column("opens with bare name", sentences) == [0, 1, 0, 0]
    assert column("bare names", sentences) == pytest.approx([0, 1 / 3, 0, 1 / 3])
    assert column("bare names", sentences, "Holt closes bridge")[1] == 0


def test_something_taken_as_known_is_known_only_once_it_was_named():
    sentences = ["A ferry hit the pier.", "The ferry was old.", "The captain was asleep."]
    assert column("opens with definite known", sentences) == [0, 1, 0]


def test_a_pronoun_before_any_name():
    sentences = ["When he came, Ivo Brandt was late.", "Ivo Brandt knew he was late.", "Nobody came."]
    assert column("pronoun before name", sentences) == [1, 0, 0]


def test_words_keep_their_inner_marks():
    assert words("The mayor's twenty-one 3.5 ideas, all told.") == [
        "The",
        "mayor's",
        "twenty-one",
        "3.5",
        "ideas",
        "all",
        "told",
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("He left at noon.", True),
        ("Meanwhile, the bridge stayed shut.", True),
        ("The latter refused.", True),
        ("“This is wrong,” the mayor said.", True),
        ("It was the third fire this year.", False),
        ("The bridge stayed shut.", False),
        ("Italy beat Malta on Sunday.", False),
    ],
)
def test_dangling_openings(sentence, expected):
    assert dangles(sentence) is expected


def test_a_sentence_that_shares_its_words_with_the_others_ranks_first():
    sentences = ["The iron bridge is shut.", "Rain fell.", "Buses pass the iron bridge.", "The bridge needs iron."]
    table = features(sentences, np.eye(4, dtype=np.float32), None, None)
    shared, rank = table[:, NAMES.index("shared words")], table[:, NAMES.index("shared words rank")]
    assert shared[1] == 0
    assert rank[1] == 1
    assert shared.argmax() == rank.argmin() != 1


def test_sentences_without_any_word_share_nothing():
    table = features(["!!!", "…"], np.eye(2, dtype=np.float32), None, None)
    assert np.isfinite(table).all()


def test_the_plain_columns_need_no_vectors(fake_encoder):
    vectors, title = fake_encoder.encode(SENTENCES), fake_encoder.encode(["Iron bridge"])[0]
    whole, some = features(SENTENCES, vectors, "Iron bridge", title), plain(SENTENCES, "Iron bridge")
    assert (whole[:, PLAIN] == some[:, PLAIN]).all()
    assert not some[:, [not column for column in PLAIN]].any()
    assert (complete(some, vectors, title) == whole).all()


def test_sentences_that_are_left_out_are_not_compared_with(fake_encoder):
    vectors = fake_encoder.encode(SENTENCES)
    rows, kept = plain(SENTENCES, None), [0, 2]
    found = complete(rows[kept], vectors[kept], None)
    assert found[:, NAMES.index("before")] == pytest.approx([0, vectors[0] @ vectors[2]], abs=1e-6)
    assert (found[:, PLAIN] == rows[kept][:, PLAIN]).all()


@pytest.mark.parametrize(
    ("sentence", "name", "value"),
    [
        ("We gave our word, I said.", "personal", 0.75),
        ("İstanbul lies on two seas.", "personal", 0.0),
        ("The port is open, SAİD the mayor.", "saying", 1.0),
        ("The mayor was unsaid and tolded.", "saying", 0.0),
        ("The mayor (left) and his dog.", "caption", 1.0),
        ("The mayor left with his dog: late.", "caption", 0.0),
        ("Mira Holt, left, and her dog.", "caption", 1.0),
        ("Harbour view: Port Ellery at dusk", "caption", 1.0),
    ],
)
def test_signs_find_what_the_patterns_mean(sentence, name, value):
    row = dict(zip(NAMES, plain([sentence], None)[0], strict=True))
    assert row[name] == value


@pytest.mark.parametrize(
    ("language", "hanging", "alone"),
    [
        ("de", "Er verwies auf die Werft.", "Erste Boote kehrten zurück."),
        ("es", "Ese dinero se perdió.", "Esteban Ruiz perdió el barco."),
        ("es", "Además, pidió ayuda.", "Este año sube el pan."),
        ("it", "Ciò vale per tutti.", "Cinque barche sono affondate."),
        ("pt", "Eles voltaram ao cais.", "Elena Prado voltou ao cais."),
        ("nl", "Daarna ging de haven dicht.", "Het bedrijf sluit de haven."),
        ("pl", "Jego zdaniem port upadnie.", "Jeden statek zatonął."),
        ("tr", "Ayrıca liman kapandı.", "Onur Kaya limanı kapattı."),
        ("uk", "На його думку, порт занепаде.", "На причалі знайшли човен."),
        ("ru", "Однако порт закрыли.", "Одна лодка утонула."),
    ],
)
def test_words_that_point_back_are_known_in_each_language(language, hanging, alone):
    assert dangles(hanging, language)
    assert not dangles(alone, language)
