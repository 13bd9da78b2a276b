import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from briefing.config import SummarySettings
from briefing.models.salience import shipped
from briefing.summarize import extractive
from briefing.summarize.choice import SET_NAMES
from tests.conftest import make_document

SENTENCES = (
    "The council of Port Ellery voted on Monday to close the iron bridge until spring.",
    "Engineers had found cracks in two of its piers.",
    "Buses will take the road along the harbour instead.",
    "The repairs cost about four million crowns, the city engineer said.",
    "Shops near the bridge fear for their winter trade.",
)


class Fixed:
    """A scorer that says what it is told, and rates sets by their mean odds."""

    fingerprint = "fixed@1"
    dimensions = 64

    def __init__(self, *odds):
        self.odds = odds

    def promise(self, table):
        return np.array(self.odds, dtype=np.float32)

    def score(self, vectors, features, *, features_version):
        return np.array([[value, 0.0] for value in self.odds], dtype=np.float32)

    def rate(self, sets, context):
        return sets[:, SET_NAMES.index("mean odds")]


@pytest.fixture
def run(fake_encoder):
    def summarize(*sentences, points=3, scorer=None, compress=False, **fields):
        document = make_document(*sentences, **fields)
        vectors = fake_encoder.encode([document.sentence(index) for index in range(len(document.sentences))])
        title = fake_encoder.encode([document.title])[0] if document.title else None
        settings = SummarySettings(points=points, compress=compress)
        return document, extractive.summarize(document, vectors, settings, title_vector=title, scorer=scorer)

    return summarize


def test_the_scorer_decides_which_and_in_what_order(run):
    _, summary = run(*SENTENCES, points=2, scorer=Fixed(-1, -1, 1, 3, -1))
    assert [point.text for point in summary.key_points] == [SENTENCES[3], SENTENCES[2]]


def test_products_are_made_by_one_thread_so_that_their_bits_do_not_depend_on_how_many_there_are(run):
    seen = []

    class Watching(Fixed):
        def threads(self):
            seen.extend(pool["num_threads"] for pool in extractive._BLAS.info() if pool["user_api"] == "blas")

        def promise(self, table):
            self.threads()
            return super().promise(table)

        def score(self, *args, **given):
            self.threads()
            return super().score(*args, **given)

    with threadpool_limits(limits=2, user_api="blas"):
        run(*SENTENCES, scorer=Watching(-1, -1, 1, 3, -1))
    assert seen
    assert set(seen) == {1}


def test_every_point_is_its_own_evidence(run):
    document, summary = run(*SENTENCES, scorer=Fixed(3, 2, 1, 0, 0))
    assert all(point.evidence[0].quote(document) == point.text for point in summary.key_points)
    assert all(0 <= point.score <= 1 for point in summary.key_points)


def test_a_sentence_that_cannot_stand_alone_yields_to_one_that_can(run):
    _, summary = run(
        "It was closed on Monday by the council of Port Ellery.", *SENTENCES[2:4], points=1, scorer=Fixed(1, 0.9, 0)
    )
    assert summary.key_points[0].text == SENTENCES[2]


def test_boilerplate_and_repeats_are_never_points(run):
    sentences = (SENTENCES[0], SENTENCES[0], "Click here for more pictures of the bridge.", SENTENCES[3])
    _, summary = run(*sentences, points=4, scorer=Fixed(1, 2, 3, 0))
    assert sorted(point.text for point in summary.key_points) == sorted([SENTENCES[0], SENTENCES[3]])


def test_a_question_is_no_point_unless_its_mark_is_a_lost_quotation_mark(run):
    sentences = (
        "Will the iron bridge of Port Ellery ever open again?",
        'The mayor called the old bridge a "danger?',
        *SENTENCES,
    )
    _, summary = run(*sentences, points=2, scorer=Fixed(9, 8, 1, 0, 0, 0, 0))
    assert [point.text for point in summary.key_points] == [sentences[1], SENTENCES[0]]


@pytest.mark.parametrize("sentences", [(), ("Rain.",), ("Two eggs.", "One onion.", "Salt.")])
def test_too_short_says_so(run, sentences):
    _, summary = run(*sentences, scorer=None)
    assert summary.key_points == ()
    assert summary.note == "too short to summarize"


@pytest.mark.parametrize(
    "end", ["The ferry was seen as a way out, but it is now", "The harbour will be dredged before spring if the…"]
)
def test_what_a_teaser_breaks_off_is_no_point(run, end):
    _, summary = run(*SENTENCES[:2], end)
    assert [point.text for point in summary.key_points] == list(SENTENCES[:2])
    _, alone = run(end)
    assert [point.text for point in alone.key_points] == [end]
    _, list_like = run("The harbour will be dredged", "The ferry is to be sold in spring", end.rstrip("…"))
    assert end.rstrip("…") in [point.text for point in list_like.key_points]


def test_one_sentence_is_one_point(run):
    _, summary = run(SENTENCES[0], scorer=Fixed(0.5))
    assert [point.text for point in summary.key_points] == [SENTENCES[0]]


def test_without_a_scorer_the_lead_comes_first(run):
    _, summary = run(*SENTENCES)
    assert summary.key_points[0].text == SENTENCES[0]
    assert summary.model.startswith(extractive.BASELINE)


class ByPosition(Fixed):
    """A scorer that likes numbered sentences the more, the higher their number; each vector holds it."""

    def __init__(self, promise):
        self.promised = promise

    def promise(self, table):
        return np.array(self.promised, dtype=np.float32)

    def score(self, vectors, features, *, features_version):
        return np.stack([vectors[:, 0], 0 * vectors[:, 0]], axis=1)


def numbered(count):
    document = make_document(
        *(f"The bridge number {index} of the county was closed on Monday." for index in range(count))
    )
    vectors = np.zeros((count, 64), dtype=np.float32)
    vectors[:, 0] = np.arange(count)
    return document, vectors


def test_what_promises_little_is_never_looked_at():
    document, vectors = numbered(40)
    scorer = ByPosition([1.0] * 10 + [0.0] * 10 + [2.0] * 10 + [-1.0] * 10)
    reading = extractive.read(document, scorer, 3)
    vectors[[index for index in range(40) if index not in reading.kept]] = np.nan
    summary = extractive.summarize(document, vectors, SummarySettings(points=3), scorer=scorer, reading=reading)
    assert [document.text.index(point.text) for point in summary.key_points] == [
        document.sentences[index][0] for index in (29, 28, 27)
    ]
    assert all(0 <= point.score <= 1 for point in summary.key_points)


def test_a_reading_changes_nothing_but_who_does_the_work():
    document, vectors = numbered(30)
    scorer = ByPosition(range(30))
    settings = SummarySettings(points=4)
    reading = extractive.read(document, scorer, 4)
    with_it = extractive.summarize(document, vectors, settings, scorer=scorer, reading=reading)
    assert with_it == extractive.summarize(document, vectors, settings, scorer=scorer)


def test_without_a_scorer_every_sentence_is_kept():
    document, _ = numbered(30)
    assert extractive.read(document, None, 3).kept == list(range(30))


def test_a_scorer_for_other_vectors_is_not_used(run):
    _, summary = run(*SENTENCES, scorer=shipped())
    assert summary.model.startswith(extractive.BASELINE)


def test_the_fingerprint_names_the_weights():
    assert shipped().fingerprint in extractive.fingerprint(shipped())
    assert extractive.fingerprint(shipped()) != extractive.fingerprint(None)


def test_the_shipped_model_summarizes_a_text(encoder):
    document = make_document(*SENTENCES, title="Port Ellery closes iron bridge")
    vectors = encoder.encode([*SENTENCES, document.title])
    summary = extractive.summarize(
        document, vectors[:-1], SummarySettings(), title_vector=vectors[-1], scorer=shipped()
    )
    assert len(summary.key_points) == 3
    assert SENTENCES[0] in [point.text for point in summary.key_points]
    assert summary.model.startswith("salience@")


def test_a_long_text_is_summarized_too(encoder):
    sentences = [
        f"Ship number {number} brought {number * 3} tonnes of grain to the old harbour." for number in range(250)
    ]
    document = make_document(*sentences)
    summary = extractive.summarize(document, encoder.encode(sentences), SummarySettings(points=8), scorer=shipped())
    assert len(summary.key_points) == 8
