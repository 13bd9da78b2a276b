import sys

import pytest

from briefing.records import Article, Document, Failure
from briefing.runtime.workers import CRASHED, Workers

TEXT = "The ferry ran aground at two in the morning. All on board were taken off by lifeboat before sunrise."
WORKER = """
import os, signal, sys, time
from pathlib import Path
from briefing.runtime import workers

real = workers.attempt

def attempt(article):
    print("a library that prints")
    if article.content == "abort":
        os.abort()
    if article.content == "hang":
        time.sleep(60)
    if article.content == "memory":
        os.kill(os.getpid(), signal.SIGKILL)
    if article.content == "once" and not Path(sys.argv[1]).exists():
        Path(sys.argv[1]).touch()
        os._exit(7)
    if article.content == "greedy":
        bytearray(3_000_000_000)
    if article.content == "exit":
        os._exit(7)
    return real(article)

workers.attempt = attempt
workers.serve()
"""


@pytest.fixture
def workers(tmp_path):
    command = [sys.executable, "-c", WORKER, str(tmp_path / "tried")]
    with Workers(2, seconds=8, command=command) as started:
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
    with Workers(1, seconds=2, command=[sys.executable, "-c", WORKER, str(tmp_path / "tried")]) as started:
        (found,) = started.extract(articles("hang"))
    assert found.message == "cannot be read: the process that tried took longer than 2 seconds"


def test_workers_are_worthwhile_for_many_texts_or_when_they_run(workers):
    idle = Workers()
    assert [idle.worthwhile(count) for count in (0, 500, 11, 1, 0)] == [False, False, False, True, True]
    list(workers.extract(articles(TEXT)))
    assert workers.worthwhile(1)


def test_real_workers_give_what_this_process_gives():
    from briefing.runtime.workers import attempt

    given = articles(TEXT, "", TEXT + " Divers went down at noon.")
    with Workers() as started:
        assert list(started.extract(given)) == [attempt(article) for article in given]
    with Workers() as unused:
        assert list(unused.extract([])) == []
