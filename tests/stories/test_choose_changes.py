"""What is listed as a change: what happened, not its echo in other words, not what somebody says of it."""

from __future__ import annotations

import numpy as np
import pytest

from briefing.stories.choose_changes import NewSentence, listed


def sentence(turned, *, quoted=0.0, kind="point"):
    """A sentence whose vector is turned by an angle: two have the cosine of their difference."""
    return NewSentence(np.array([np.cos(turned), np.sin(turned)], dtype=np.float32), quoted, kind)


NEWS = sentence(0.0)


def test_the_first_is_listed_whatever_it_is_and_none_gives_none():
    assert listed([sentence(1.5, quoted=1.0)]) == [True]
    assert listed([]) == []


@pytest.mark.parametrize("other", [sentence(0.5), sentence(1.5, quoted=0.8)])
def test_an_echo_and_a_comment_in_quotes_are_not(other):
    assert listed([NEWS, other]) == [True, False]


@pytest.mark.parametrize("other", [sentence(1.3), sentence(0.5, kind="figure"), sentence(0.5, kind="status")])
def test_another_event_a_figure_that_moved_and_a_turn_are(other):
    assert listed([NEWS, other]) == [True, True]
