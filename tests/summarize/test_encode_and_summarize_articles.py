import datetime as dt
from dataclasses import replace

import pytest

from briefing.config import Settings, SummarySettings
from briefing.models.sentence_grader import shipped
from briefing.records import Summary, VectorsInMemory
from briefing.stories.make_stories import assemble
from briefing.summarize import encode_and_summarize_articles
from briefing.summarize.encode_and_summarize_articles import Tools, encode_and_summarize, encode_openings
from tests.conftest import FakeEncoder, make_document

SETTINGS = SummarySettings()
TOPICS = ("bridge", "harbour", "council", "school", "market", "theatre", "station")


class Wide(FakeEncoder):
    """Vectors of the length that the shipped model knows."""

    fingerprint = "wide@1"
    dimensions = 384


class Kept:
    """A cache in memory."""

    def __init__(self):
        self.values = {}

    def get_many(self, keys):
        return {name: self.values[name] for name in keys if name in self.values}

    def put_many(self, values):
        assert not values.keys() & self.values.keys()
        self.values |= values


@pytest.fixture
def tools():
    return Tools(Wide(), None, shipped())


def item_sentences(document):
    return [document.sentence(row) for row in range(len(document.sentences))]


def report(count, **fields):
    sentences = (
        f"The {TOPICS[n % 7]} of Port Ellery will get {n + 2} new lamps, its owner said." for n in range(count)
    )
    return make_document(*sentences, **fields)


def test_a_long_article_is_not_encoded_whole(tools):
    document = report(40, title="New lamps for Port Ellery")
    list(encode_and_summarize([document], tools, SETTINGS))
    *encoded, title = tools.encoder.encoded
    assert encoded[:4] == item_sentences(document)[:4]
    assert 10 < len(encoded) < 40
    assert title == document.title


class Skimming(Wide):
    """Tells from its vectors which texts were skimmed."""

    skimming = "wide@1/first"

    def __init__(self):
        super().__init__()
        self.skimmed = []

    def skim(self, texts):
        self.skimmed += texts
        return Wide().encode(texts)


def test_points_are_chosen_by_what_is_skimmed_and_nothing_more_is_encoded():
    encoder, document = Skimming(), report(40, title="New lamps for Port Ellery", language="en")
    [item] = encode_and_summarize([document], Tools(encoder, None, shipped(), skimmer=encoder), SETTINGS)
    assert item.summary.key_points
    assert encoder.encoded == []
    assert 10 < len(encoder.skimmed) < 40
    assert not item.vectors.any()
    assert item.vectors.shape == (40, 384)


def test_articles_are_compared_by_whole_vectors_of_what_stories_ask_for():
    encoder, document = Skimming(), report(40, title="New lamps for Port Ellery", language="en")
    tools = Tools(encoder, None, shipped(), skimmer=encoder)
    [item] = encode_and_summarize([document], tools, SETTINGS, compared=True)
    needed = {document.sentence(row) for row in range(4)} | {
        point.evidence[0].quote(document) for point in item.summary.key_points
    }
    assert set(encoder.encoded) == needed | {document.title}
    assert [row for row in range(40) if item.vectors[row].any()] == [
        row for row in range(40) if document.sentence(row) in needed
    ]


@pytest.mark.parametrize(
    "sentence", ["第{}个灯塔将于明年重新开放，港务局周一表示。", "灯台{}は来年再び公開されると市が月曜日に発表した。"]
)
def test_where_the_grades_have_no_say_the_whole_encoder_chooses(sentence):
    encoder, document = Skimming(), make_document(*(sentence.format(n) for n in range(6)), language="zh")
    english = report(9, name="b", language="en")
    tools = Tools(encoder, None, shipped(), skimmer=encoder)
    items = list(encode_and_summarize([document, english, document], tools, SETTINGS))
    assert [item.document.id for item in items] == [document.id, "b", document.id]
    assert all(item.summary.key_points for item in items)
    assert set(encoder.encoded) == set(item_sentences(document))
    assert set(encoder.skimmed) <= set(item_sentences(english))


def test_a_summary_is_kept_for_what_was_skimmed():
    cache, document = Kept(), report(9, language="en")
    for name in ("wide@1/first", "wide@1/second"):
        encoder = Skimming()
        encoder.skimming = name
        list(encode_and_summarize([document], Tools(encoder, cache, shipped(), skimmer=encoder), SETTINGS))
    assert len(cache.values) == 2


def test_openings_and_the_sentences_of_points_have_vectors(tools):
    documents = [report(40, name="a"), report(5, name="b", title="Lamps"), report(23, name="c")]
    for item in encode_and_summarize(documents, tools, SETTINGS, compared=True):
        document = item.document
        starts = {point.evidence[0].start for point in item.summary.key_points}
        rows = [row for row, (start, _) in enumerate(document.sentences) if row < 4 or start in starts]
        assert (item.vectors[rows] == Wide().encode([document.sentence(row) for row in rows])).all()


def test_a_point_is_backed_by_a_sentence_that_did_not_matter_to_its_own_article(tools):
    """What a story needs is encoded when it is told, and then it is the same as with every vector."""
    first = report(40, name="a", title="Lamps for Port Ellery", outlet="Post", language="en")
    [one] = encode_and_summarize([first], tools, SETTINGS, compared=True)
    said = one.summary.key_points[0].text
    again = "And " + said[0].lower() + said[1:].removesuffix(".") + " too."
    opening = [f"Port Ellery will get new lamps, and its {topic} as well, its owner said." for topic in TOPICS[:4]]
    others = [
        f"In Street {n} of Old Norwick, the Tarn Council and the Orrin Trust raised the sum to {n + 40} million crowns."
        for n in range(40)
    ]
    sentences = [*opening, *others]
    places = {}
    for place in range(4, 44):
        second = make_document(
            *sentences[:place], again, *sentences[place:], name="b", title=first.title, outlet="Wire", language="en"
        )
        [two] = encode_and_summarize([second], tools, SETTINGS, compared=True)
        places[place] = (two, bool(two.vectors[place].any()))
    unread = [two for two, encoded in places.values() if not encoded]
    assert unread
    some = [one, unread[0]]
    every = [
        replace(item, rows=VectorsInMemory(tools.encoder.encode(item_sentences(item.document)), item.title_vector))
        for item in some
    ]
    until = dt.datetime(2025, 10, 24, tzinfo=dt.UTC)
    told, wanted = (
        assemble(
            items,
            Settings(),
            dt.date(2025, 10, 23),
            until=until,
            encode=tools.encoder.encode,
            says_it=lambda pairs: [True] * len(pairs),
        )
        for items in (some, every)
    )
    assert (told.stories, told.left_out) == (wanted.stories, wanted.left_out)
    [story] = told.stories
    point = next(point for point in story.points if point.text == said)
    assert {passage.article_id for passage in point.citations} == {"a", "b"}


def test_without_the_model_everything_is_encoded(tools):
    list(encode_and_summarize([report(40)], Tools(tools.encoder), SETTINGS))
    assert len(tools.encoder.encoded) == 40


def test_a_model_for_other_vectors_leaves_nothing_out(fake_encoder):
    [item] = encode_and_summarize([report(40)], Tools(fake_encoder, None, shipped()), SETTINGS)
    assert len(fake_encoder.encoded) == 40
    assert item.summary.key_points


def test_an_article_without_sentences(tools):
    [item] = encode_and_summarize([make_document()], tools, SETTINGS)
    assert item.vectors.shape == (0, 384)
    assert item.summary.note == "too short to summarize"


def test_a_summary_that_is_kept_is_not_made_again(tools):
    cache = Kept()
    first, again = (
        list(encode_and_summarize([report(9)], Tools(tools.encoder, cache, shipped()), SETTINGS)) for _ in range(2)
    )
    assert len(cache.values) == 1
    assert first[0].summary == again[0].summary


@pytest.mark.parametrize("change", ["code", "scorer", "points", "compress", "title", "language", "sentences"])
def test_a_summary_is_kept_for_the_code_the_model_the_settings_and_the_document(tools, monkeypatch, change):
    cache, document = Kept(), report(9, title="Lamps", language="en")
    list(encode_and_summarize([document], Tools(tools.encoder, cache, shipped()), SETTINGS))
    list(encode_and_summarize([document], Tools(tools.encoder, cache, shipped()), SETTINGS))
    assert len(cache.values) == 1
    scorer, settings = shipped(), SETTINGS
    if change == "code":
        monkeypatch.setattr(encode_and_summarize_articles, "code_fingerprint", lambda: "other")
    elif change == "scorer":
        scorer = None
    elif change in ("points", "compress"):
        settings = SETTINGS.model_copy(update={"points": 2} if change == "points" else {"compress": False})
    else:
        other = {"title": "Lights", "language": "de", "sentences": document.sentences[:-1]}
        document = replace(document, **{change: other[change]})
    list(encode_and_summarize([document], Tools(tools.encoder, cache, scorer), settings))
    assert len(cache.values) == 2


def test_after_a_change_of_the_code_the_new_rules_decide(tools, monkeypatch):
    cached, document = Tools(tools.encoder, Kept(), shipped()), report(9)
    [before] = encode_and_summarize([document], cached, SETTINGS)
    # As if the rules had been edited: the code's fingerprint changes with them.
    monkeypatch.setattr(
        encode_and_summarize_articles.summarize_article,
        "summarize",
        lambda document, *_, **__: Summary(document.id, (), "new"),
    )
    [kept] = encode_and_summarize([document], cached, SETTINGS)
    monkeypatch.setattr(encode_and_summarize_articles, "code_fingerprint", lambda: "after the edit")
    [after] = encode_and_summarize([document], cached, SETTINGS)
    assert kept.summary == before.summary
    assert (after.summary.model, after.summary.key_points) == ("new", ())


def test_of_a_summary_that_is_kept_only_what_stories_ask_for_is_encoded(tools):
    cached = Tools(tools.encoder, Kept(), shipped())
    document = report(40, title="New lamps for Port Ellery")
    [first] = encode_and_summarize([document], cached, SETTINGS, compared=True)
    tools.encoder.encoded.clear()
    [again] = encode_and_summarize([document], cached, SETTINGS, compared=True)
    needed = {document.sentence(row) for row in range(4)} | {
        point.evidence[0].quote(document) for point in first.summary.key_points
    }
    assert set(tools.encoder.encoded) == needed | {document.title}
    assert again.summary == first.summary


def test_openings_are_the_first_four_sentences_and_the_title(tools):
    [item] = encode_openings([report(9, title="Lamps")], tools)
    assert item.vectors.shape == (4, 384)
    assert len(tools.encoder.encoded) == 5
