import numpy as np
import pytest

from briefing.summarize.features import NAMES, PLAIN, complete, dangles, features, is_boilerplate, plain, words

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


@pytest.mark.parametrize(
    "text", ["He left.", "The latter won.", "Meanwhile, it rained.", "But few came.", "Elle a gagné."]
)
def test_what_cannot_stand_alone(text):
    assert dangles(text)


@pytest.mark.parametrize("text", ["The mayor left.", "Mira Holt won.", "Harbour traffic rose.", "Le maire a gagné."])
def test_what_can(text):
    assert not dangles(text)


@pytest.mark.parametrize(
    "text", ["By Mira Holt", "Click here for more pictures.", "Scroll down for video", "Lire aussi : la grève"]
)
def test_boilerplate_is_not_the_article(text):
    assert is_boilerplate(text)


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
        ("Elle a démissionné vendredi.", True),
        ("It was the third fire this year.", False),
        ("Il y a trois blessés.", False),
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


def test_a_title_without_its_vector_counts_as_none(fake_encoder):
    vectors = fake_encoder.encode(SENTENCES)
    assert (features(SENTENCES, vectors, "Iron bridge", None) == features(SENTENCES, vectors, None, None)).all()


@pytest.mark.parametrize(
    ("sentence", "name", "value"),
    [
        ("We gave our word, I said.", "personal", 0.75),
        ("J'ai vu nos bateaux, I'm sure.", "personal", 0.5),
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
    "sentence", ["CLİCK HERE for more on this.", "Then click here.", "Follow @post on Twitter now."]
)
def test_pointers_to_elsewhere_are_boilerplate(sentence):
    assert is_boilerplate(sentence)
