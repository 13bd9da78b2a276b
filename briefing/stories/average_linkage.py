"""Pair probabilities -> groups: average linkage over the pairs that were compared.

Two groups join when their articles agree on average, not because one pair does: no chains through single links. A
group that has grown very large must agree more (the blob guard). Ties are settled by number, so the outcome depends on
the pairs alone.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

__all__ = ["link"]

# Links that each article of the smaller group needs to the larger: a group bigger than the neighbours looked up can
# not have them all. Half of `candidate_pairs.NEIGHBOURS`.
_PARTNERS = 16
# Pairs less probable than this are left out: an unknown pair counts as 0 as well, and most neighbours are such.
_FAINT = 0.01
_CROWD = 60
# Articles beyond which a group only joins what agrees with it this well: one giant story must not swallow the day.
_CROWD_THRESHOLD = 0.8


def link(
    count: int,
    pairs: npt.NDArray[np.int64],
    probabilities: npt.NDArray[np.float64],
    *,
    threshold: float,
    times: Sequence[float] | npt.NDArray[np.float64],
    window_days: float,
) -> list[list[int]]:
    """Groups of the numbers 0…count-1, each in order, ordered by their first number.

    `probabilities[k]` is that `pairs[k]` belong together; pairs not given count as 0. No group spans more than
    `window_days` in `times` (days; not-a-number where undated).
    """
    state = _Groups(count, pairs, probabilities, times, window_days)
    heap = [(-state.agreement(one, two), one, two) for one in range(count) for two in state.sums[one] if one < two]
    heapq.heapify(heap)
    while heap and -heap[0][0] >= threshold:
        agreement, one, two = heapq.heappop(heap)
        if two not in state.sums[one] or state.agreement(one, two) != -agreement:
            continue
        if not state.may_join(one, two, -agreement):
            continue
        for other in state.join(one, two):
            value = state.agreement(one, other)
            if value >= threshold:
                heapq.heappush(heap, (-value, min(one, other), max(one, other)))
    return sorted(sorted(members) for members in state.members if members)


class _Groups:
    """Groups by the number of their first article, with the sum and number of links between any two."""

    def __init__(
        self,
        count: int,
        pairs: npt.NDArray[np.int64],
        probabilities: npt.NDArray[np.float64],
        times: Sequence[float] | npt.NDArray[np.float64],
        window_days: float,
    ) -> None:
        self.members = [[number] for number in range(count)]
        self.sums: list[dict[int, tuple[float, int]]] = [{} for _ in range(count)]
        dated = [float(time) for time in times]
        self._first = [time if time == time else float("inf") for time in dated]
        self._last = [time if time == time else float("-inf") for time in dated]
        self._days = window_days
        kept = probabilities >= _FAINT
        for (one, two), value in zip(pairs[kept].tolist(), probabilities[kept].tolist(), strict=True):
            self.sums[one][two] = self.sums[two][one] = (round(value, 6), 1)

    def agreement(self, one: int, two: int) -> float:
        """Mean probability between two groups. Unknown pairs count as 0, as far as they could have been known."""
        total, known = self.sums[one][two]
        small, large = sorted((len(self.members[one]), len(self.members[two])))
        return total / max(known, small * min(large, _PARTNERS))

    def may_join(self, one: int, two: int, agreement: float) -> bool:
        """Whether size and time allow what the links suggest."""
        crowded = len(self.members[one]) + len(self.members[two]) > _CROWD
        span = max(self._last[one], self._last[two]) - min(self._first[one], self._first[two])
        return span <= self._days and (not crowded or agreement >= _CROWD_THRESHOLD)

    def join(self, one: int, two: int) -> list[int]:
        """Move group `two` into `one` (the smaller number); returns the groups whose links to it changed."""
        self.members[one] += self.members[two]
        self.members[two] = []
        self._first[one] = min(self._first[one], self._first[two])
        self._last[one] = max(self._last[one], self._last[two])
        moved, self.sums[two] = self.sums[two], {}
        self.sums[one].pop(two, None)
        for other, (total, known) in moved.items():
            if other == one:
                continue
            del self.sums[other][two]
            sum_before, known_before = self.sums[one].get(other, (0.0, 0))
            self.sums[one][other] = self.sums[other][one] = (sum_before + total, known_before + known)
        # All links of the group have a new mean, because its size has changed.
        return sorted(self.sums[one])
