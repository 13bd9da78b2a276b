"""`briefing alerts` as its user runs it: between editions, twice at once, and killed at any moment."""

import os
import random
import shutil
import time
from pathlib import Path

import pytest
from mailserver import Server

from tests.cli import processes

ROOT = Path(__file__).resolve().parents[2]
DAY = "2025-10-23"
PILOTS = """Harbour pilots at Norwick walked out on Thursday after talks over rest hours failed. No vessel of more than
80 metres has entered the port since. The pilots' union said 120 members had joined the strike."""
LIBRARY = """The library of Marrow Hill reopened on Thursday after two years of repairs. The roof was replaced and
40,000 books were brought back from storage. The council paid 3.2 million crowns for it."""
TURNED_AWAY = """Two freighters with grain were turned away from Norwick on Thursday as harbour pilots kept up their
strike. The port authority has asked a court in Aldermouth to order the pilots back to work. A hearing is on Monday."""
RETURN = """Harbour pilots at Norwick returned to work on Thursday evening after a court in Aldermouth ruled that their
strike was unlawful. The first tanker entered the port at once. The union said it would appeal."""
QUAKE = """An earthquake of magnitude 5.9 shook the north of Halvania on Thursday. At least 12 people were injured in
the town of Brenn. Trains were halted while tracks were checked."""
AGAIN = (
    "An earthquake of magnitude 5.9 shook the north of Halvania on Thursday. At least 12 people were injured in Brenn."
)


def write(folder, name, hour, title, text):
    head = f"---\ntitle: {title}\noutlet: Gazette {name}\npublished: {DAY}T{hour:02}:00:00Z\n---\n\n"
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.txt").write_text(head + text + "\n", encoding="utf-8")


def configure(folder, port, *readers, doubt="hold"):
    addresses = ", ".join(f'"{reader}"' for reader in readers)
    (folder / "briefing.toml").write_text(
        f'[alerts]\ntopics = ["harbour pilot", "earthquakes"]\nto = [{addresses}]\nper_day = 5\n'
        '[email]\nsender = "news@example.org"\n[archive]\nbuild = false\n'
        f'[smtp]\nhost = "127.0.0.1"\nport = {port}\nsecurity = "none"\nhelo = "client.example"\n'
        f'[outbox]\nin_doubt = "{doubt}"\nminutes = [0]\n[[source]]\nurl = "articles"\n',
        encoding="utf-8",
    )


def subjects(server):
    return [taken.message["Subject"].strip() for taken in server.taken]


def test_between_editions_each_news_is_told_once_and_the_editions_are_as_they_would_have_been(briefing, tmp_path):
    articles = tmp_path / "articles"
    write(articles, "a", 6, "Pilots at Norwick harbour walk out", PILOTS)
    write(articles, "b", 6, "Library of Marrow Hill reopens", LIBRARY)
    with Server() as server:
        configure(tmp_path, server.port, "ann@example.org")
        assert briefing("build", "--date", DAY, "-o", "plain").code == 0
        assert briefing("build", "--date", DAY).code == 0
        first = briefing("alerts", "--date", DAY)
        assert (first.code, server.taken) == (0, []), first
        assert "nothing new" in first.err

        write(articles, "c", 9, "Norwick pilots' strike: two freighters turned away", TURNED_AWAY)
        write(articles, "d", 9, "Earthquake shakes Halvania", QUAKE)
        dry = briefing("alerts", "--date", DAY, "--dry-run")
        assert dry.out.count("ann@example.org\tharbour pilot\tupdated\t") == 1, dry
        assert dry.out.count("ann@example.org\tearthquakes\tnew\t") == 1, dry
        assert "changed: Two freighters with grain" in dry.out
        assert server.taken == []
        assert briefing("alerts", "--date", DAY).code == 0
        assert len(server.taken) == 1
        assert briefing("alerts", "--date", DAY).code == 0
        assert len(server.taken) == 1

        write(articles, "e", 17, "Norwick pilots return to work as court rules", RETURN)
        write(articles, "f", 17, "Halvania quake", AGAIN)
        assert briefing("alerts", "--date", DAY).code == 0
        assert subjects(server)[1:] == ["Alert: Norwick pilots return to work as court rules"]
        body = server.taken[1].message.get_body(("plain",)).get_content()
        assert "first tanker" in body
        assert "Halvania" not in body

        for folder in ("plain", "outputs"):
            assert briefing("build", "--date", DAY, "-o", folder).code == 0
        assert briefing("alerts", "--date", DAY).code == 0
        assert len(server.taken) == 2
    plain, told = ((tmp_path / name / DAY / "briefing.json").read_bytes() for name in ("plain", "outputs"))
    assert plain == told


def test_quiet_hours_and_nobody_to_tell_are_said(briefing, tmp_path):
    write(tmp_path / "articles", "a", 6, "Pilots walk out", PILOTS)
    nobody = briefing("alerts", "articles")
    assert nobody.code == 1
    assert "nobody asks for alerts" in nobody.err
    (tmp_path / "briefing.toml").write_text('[alerts]\nto = ["ann@example.org"]\nquiet = "0-23"\n', encoding="utf-8")
    hour = time.gmtime().tm_hour
    if hour < 23:
        quiet = briefing("alerts", "articles")
        assert (quiet.code, "Nothing is told now" in quiet.err) == (0, True)


@pytest.fixture
def start(server, tmp_path):
    """Start `briefing alerts` and come back at once."""
    started = []

    def run():
        streams = tmp_path / f"streams-{len(started)}"
        streams.mkdir()
        (streams / "in").write_text("")
        environ = {**os.environ, "PYTHONPATH": str(ROOT)}
        words = ["alerts", "--date", DAY, "-q"]
        process = server.Process(target=processes._child, args=(words, str(tmp_path), environ, str(streams)))
        process.start()
        started.append(process)
        return process

    yield run
    for process in started:
        process.kill()
        process.join()


READERS = tuple(f"r{number}@example.org" for number in range(6))


def test_two_runs_at_once_tell_everybody_once(start, tmp_path):
    write(tmp_path / "articles", "a", 6, "Pilots at Norwick harbour walk out", PILOTS)
    with Server() as server:
        configure(tmp_path, server.port, *READERS)
        both = [start(), start()]
        for process in both:
            process.join(60)
        assert [process.exitcode for process in both] == [0, 0]
        assert server.count == dict.fromkeys(READERS, 1)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_killed_at_any_moment_everybody_is_told_once(start, tmp_path, seed):
    chance = random.Random(seed)
    write(tmp_path / "articles", "a", 6, "Pilots at Norwick harbour walk out", PILOTS)
    with Server() as server:
        configure(tmp_path, server.port, *READERS)
        for until in (0, 2, 4):
            process = start()
            if until:
                while process.is_alive() and sum(server.count.values()) < until:
                    time.sleep(0.001)
            time.sleep(chance.random() * (0.02 if until else 2.0))
            process.kill()
            process.join(10)
        for _ in range(2):
            last = start()
            last.join(60)
        doubtful = in_doubt(tmp_path / "outputs" / "briefing.db")
        assert all(count <= 1 for count in server.count.values()), server.count
        assert set(server.count) | doubtful == set(READERS)
        shutil.rmtree(tmp_path / "outputs")


def in_doubt(path):
    """Who may have a message or not: killed between the last dot and the answer, which nobody can decide."""
    from briefing.store import outbox_table
    from briefing.store.open_database import FAMILIES
    from briefing.store.sqlite_connection import Store

    with Store(path, FAMILIES) as store:
        return {entry.reader_key for entry in outbox_table.entries(store, state="in-doubt")}
