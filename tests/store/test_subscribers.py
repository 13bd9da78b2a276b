import dataclasses

from briefing.records import Subscriber
from briefing.store import subscribers

ANN = Subscriber("ann@example.org")


def test_wishes_survive_the_database_and_older_readers_are_read():
    wished = dataclasses.replace(ANN, interests=("tides",), mutes=("football", "golf"), weekdays=(0, 1))
    assert subscribers.parse(subscribers.dump(wished)) == wished
    assert "mutes" not in subscribers.dump(ANN)
    assert subscribers.parse(subscribers.dump(ANN)) == ANN
