"""An article that takes back what it is cited for is no source of it."""

from __future__ import annotations

import pytest

from briefing.records import EncodedArticle, Evidence, Summary, VectorsInMemory
from briefing.stories.sources_that_deny_a_point import Shown, undenied
from tests.conftest import make_document

POINT = "The Sorrel foundry keeps all 90 posts."
SAID = "The owner had said that the Sorrel foundry keeps all 90 posts."
DENIED = "The Sorrel foundry cuts 40 of its 90 posts."
OTHER = "Nine geese crossed Kellan at dawn."


class Judge:
    """Finds that a pair with one of `denials` cannot be true, and keeps what it was asked."""

    def __init__(self, *denials):
        self.denials, self.asked = denials, []

    def __call__(self, pairs):
        self.asked += pairs
        return [0.9 * (pair.sentence in self.denials) for pair in pairs]


@pytest.fixture
def sources(encoder):
    """The articles cited in the test for POINT, with what backs it: the first sentence of each."""

    def make(judge, *texts):
        items = []
        for number, sentences in enumerate(((POINT,), *texts)):
            document = make_document(*sentences, name=f"a{number}", language="en")
            rows = VectorsInMemory(encoder.encode(list(sentences)))
            items.append(EncodedArticle(document, Summary(document.id, (), "fake"), rows))
        backing = tuple(Evidence(item.document.id, *item.document.sentences[0]) for item in items)
        shown = Shown(POINT, "en", items[0].vectors[0])
        (left,) = undenied([shown], [backing], items, judge)
        return [passage.article_id for passage in left]

    return make


def test_a_source_whose_other_sentence_denies_the_point_goes(sources):
    assert sources(Judge(DENIED), (SAID, DENIED), (SAID, OTHER)) == ["a0", "a2"]


def test_the_points_own_article_stays_and_is_not_asked_about(sources):
    judge = Judge(DENIED)
    assert sources(judge, (SAID, OTHER)) == ["a0", "a1"]
    assert judge.asked == []


def test_only_sentences_that_are_near_to_the_point_are_asked_about(sources):
    judge = Judge(OTHER)
    assert sources(judge, (SAID, OTHER, DENIED)) == ["a0", "a1"]
    assert [pair.sentence for pair in judge.asked] == [DENIED]
