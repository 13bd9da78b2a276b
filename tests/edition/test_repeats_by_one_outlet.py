import datetime as dt
import random

from briefing.edition.repeats_by_one_outlet import without_repeats
from briefing.records import Document

WORDS = ["council", "bridge", "harbour", "ferry", "minister", "talks", "budget", "strike", "police", "fire", "court"]


def text(seed, length=200):
    chooser = random.Random(seed)
    return " ".join(chooser.choice(WORDS) + str(chooser.randrange(50)) for _ in range(length))


def document(name, words, *, outlet="Post", hour=8, url=None):
    published = dt.datetime(2025, 10, 22, hour, tzinfo=dt.UTC)
    spans = ((0, len(words)),)
    return Document(id=name, source="s", text=words, sentences=spans, outlet=outlet, published=published, url=url)


def names(documents):
    kept, dropped = without_repeats(documents)
    assert dropped == len(documents) - len(kept)
    return [each.id for each in kept]


def test_the_later_of_two_versions_stays():
    first = text(1)
    second = first.replace(first[:40], "An updated opening of the story", 1) + " It was corrected."
    assert names([document("a", first), document("b", second, hour=9), document("c", text(2))]) == ["b", "c"]


def test_two_outlets_may_print_one_text():
    assert names([document("a", text(1)), document("b", text(1), outlet="Courier")]) == ["a", "b"]


def test_two_feeds_of_one_site_are_one_publisher_whatever_they_are_called():
    first = document("a", text(1), outlet="Post: World", url="https://www.post.example/world/17")
    second = document("b", text(1), outlet="Post: Latest", url="https://post.example/latest/17", hour=9)
    elsewhere = document("c", text(1), outlet="Courier", url="https://courier.example/17")
    assert names([first, second, elsewhere]) == ["b", "c"]


def test_a_follow_up_that_repeats_half_of_it_is_another_article():
    background = text(1, 100)
    assert names([document("a", text(2, 100) + background), document("b", text(3, 100) + background)]) == ["a", "b"]


def test_texts_without_spaces_and_empty_ones():
    chinese = "外务大臣今天在记者会上表示将于下周与对方会面讨论边境问题。"
    assert names(
        [document("a", chinese), document("b", chinese + "完", hour=9), document("c", ""), document("d", "")]
    ) == [
        "b",
        "c",
        "d",
    ]


def test_the_order_of_the_input_does_not_matter():
    documents = [document(str(number), text(number % 7), hour=number) for number in range(20)]
    shuffled = documents[::-1]
    assert set(names(documents)) == set(names(shuffled))
