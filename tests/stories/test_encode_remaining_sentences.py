import numpy as np
import pytest
from conftest import FakeEncoder, make_document

from briefing.records import EncodedArticle, Evidence, Summary, VectorsInMemory
from briefing.stories.encode_remaining_sentences import completed, passage_vector


def item(name, count, *, encoded=2):
    """An article of `count` sentences of which only the first are encoded."""
    document = make_document(*(f"Lamp {number} of {name} was lit." for number in range(count)), name=name)
    vectors = np.zeros((count, FakeEncoder.dimensions), dtype=np.float32)
    vectors[:encoded] = whole(document)[:encoded]
    return EncodedArticle(document, Summary(name, (), ""), VectorsInMemory(vectors))


def whole(document):
    return FakeEncoder().encode([document.sentence(row) for row in range(len(document.sentences))])


def tell(stories, encoder, most=256):
    return list(completed(stories, encoder.encode, most=most))


def test_an_article_with_its_event_to_itself_is_left_as_it_is(fake_encoder):
    alone = item("a", 5)
    assert tell([[alone]], fake_encoder) == [[alone]]
    assert fake_encoder.encoded == []


def test_of_several_articles_every_sentence_is_encoded_once(fake_encoder):
    stories = [[item("a", 5), item("b", 1), item("c", 3)], [item("d", 4)], [item("e", 2), item("f", 6)]]
    told = tell(stories, fake_encoder)
    assert [[each.document.id for each in story] for story in told] == [["a", "b", "c"], ["d"], ["e", "f"]]
    for each in (*told[0], *told[2]):
        assert (each.vectors == whole(each.document)).all()
    assert sorted(fake_encoder.encoded) == sorted(
        f"Lamp {number} of {name} was lit."
        for name, count in (("a", 5), ("c", 3), ("f", 6))
        for number in range(2, count)
    )


def test_what_is_given_is_not_changed(fake_encoder):
    stories = [[item("a", 5), item("b", 5)]]
    tell(stories, fake_encoder)
    assert not stories[0][0].vectors[2:].any()


def test_articles_beyond_the_most_are_not_looked_through(fake_encoder):
    [told] = tell([[item("a", 3), item("b", 3), item("c", 3)]], fake_encoder, most=2)
    assert [bool(each.vectors[2].any()) for each in told] == [True, True, False]


def test_sentences_of_many_stories_are_encoded_together(fake_encoder):
    calls = []

    def encode(texts):
        calls.append(len(texts))
        return fake_encoder.encode(texts)

    stories = [[item(f"{number}a", 402), item(f"{number}b", 402)] for number in range(4)]
    assert len(list(completed(stories, encode, most=256))) == 4
    assert calls == [2400, 800]


def test_an_article_without_sentences(fake_encoder):
    empty = item("a", 0)
    [[first, _]] = tell([[empty, item("b", 3)]], fake_encoder)
    assert first is empty


@pytest.mark.parametrize(("span", "rows"), [((0, 10), [0]), ((0, 40), [0, 1]), ((30, 31), [1])])
def test_the_vector_of_a_passage_is_the_mean_of_its_sentences(span, rows):
    document = make_document("Lamp one of Port Ellery.", "Lamp two of Marlow.")
    vectors = whole(document)
    mean = vectors[rows].mean(axis=0)
    found = passage_vector(document, vectors, Evidence("a1", *span))
    assert found == pytest.approx(mean / np.linalg.norm(mean))
