import pytest
from extract_stages import Troubled

from briefing.extract.extraction_workers import CRASHED, Workers, attempt
from briefing.records import Article, Document, Failure

TEXT = "The ferry ran aground at two in the morning. All on board were taken off by lifeboat before sunrise."


@pytest.fixture
def workers(tmp_path):
    with Workers(2, seconds=8, stage=Troubled(str(tmp_path / "tried"))) as started:
        yield started


def articles(*contents):
    return [Article(id=f"a{number}", source=f"{number}.txt", content=text) for number, text in enumerate(contents)]


def test_poison_is_named_and_the_rest_is_done_in_order(workers):
    found = list(workers.extract(articles(TEXT, "abort", TEXT, "memory", "exit", "***", TEXT)))
    assert [type(item) for item in found] == [Document, Failure, Document, Failure, Failure, Failure, Document]
    assert [item.id for item in found if isinstance(item, Document)] == ["a0", "a2", "a6"]
    told = {item.subject: (item.code, item.message) for item in found if isinstance(item, Failure)}
    assert told["1.txt"] == (CRASHED, "cannot be read: the process that tried was ended by SIGABRT")
    assert told["3.txt"] == (CRASHED, "cannot be read: the process that tried was ended by SIGKILL")
    assert told["4.txt"] == (CRASHED, "cannot be read: the process that tried ended with code 7")
    assert told["5.txt"][0] == "article"


def test_an_article_whose_worker_died_once_is_tried_again(workers):
    (found,) = workers.extract([Article(id="a", source="a.txt", content="once " + TEXT)])
    assert isinstance(found, Document)
    (found,) = workers.extract(articles("once"))
    assert found.code != CRASHED


def test_an_article_that_needs_too_much_memory_is_named_and_the_next_is_done(workers):
    found = list(workers.extract(articles("greedy", TEXT)))
    assert found[0] == Failure(
        "0.txt", CRASHED, "cannot be read: the process that tried needed more than 2 GB of memory", "Leave it out."
    )
    assert isinstance(found[1], Document)


def test_an_article_that_hangs_is_given_up(tmp_path):
    with Workers(1, seconds=2, stage=Troubled(str(tmp_path / "tried"))) as started:
        (found,) = started.extract(articles("hang"))
    assert found.message == "cannot be read: the process that tried took longer than 2 seconds"


def test_workers_are_worthwhile_for_many_texts_or_when_they_run(workers):
    idle = Workers()
    assert [idle.worthwhile(count) for count in (0, 500, 11, 1, 0)] == [False, False, False, True, True]
    list(workers.extract(articles(TEXT)))
    assert workers.worthwhile(1)


def test_a_bug_is_told_as_one_and_the_rest_is_done(workers):
    found = list(workers.extract(articles("bug", TEXT)))
    assert found[0] == Failure(
        "0.txt",
        CRASHED,
        "cannot be read: a bug in this program (KeyError: 'body'); its traceback is in the log",
        "Leave it out.",
    )
    assert isinstance(found[1], Document)


def test_real_workers_give_what_this_process_gives():
    given = articles(TEXT, "", TEXT + " Divers went down at noon.")
    with Workers() as started:
        assert list(started.extract(given)) == [attempt(article) for article in given]
    with Workers() as unused:
        assert list(unused.extract([])) == []
