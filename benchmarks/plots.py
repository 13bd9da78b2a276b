"""Plots as small SVG files that read well in light and dark: both axes logarithmic, one line a series."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 720, 400, 64, 44, 150, 44
COLOURS = ("#2f6fde", "#d9822b", "#2e9e5b", "#8d5fd3")


def loglog(title: str, unit: str, series: Mapping[str, Sequence[tuple[float, float]]]) -> str:
    """The points of every series, joined by lines; ticks stand at the powers of ten."""
    points = [point for line in series.values() for point in line]
    across = _range([x for x, _ in points])
    up = _range([y for _, y in points])

    def place(x: float, y: float) -> tuple[float, float]:
        share_x = (math.log10(x) - across[0]) / (across[1] - across[0])
        share_y = (math.log10(y) - up[0]) / (up[1] - up[0])
        return LEFT + share_x * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - share_y * (HEIGHT - TOP - BOTTOM)

    parts = [f'<text x="{LEFT}" y="24" font-size="16">{escape(title)}</text>']
    for power in range(across[0], across[1] + 1):
        x, y = place(10.0**power, 10.0 ** up[0])
        parts.append(f'<path d="M{x:.1f} {TOP}V{y:.1f}" stroke="#8884"/>')
        parts.append(f'<text x="{x:.1f}" y="{y + 20:.1f}" text-anchor="middle">{10**power:,}</text>')
    for power in range(up[0], up[1] + 1):
        x, y = place(10.0 ** across[0], 10.0**power)
        parts.append(f'<path d="M{x:.1f} {y:.1f}H{WIDTH - RIGHT}" stroke="#8884"/>')
        parts.append(f'<text x="{x - 8:.1f}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:g} {escape(unit)}</text>')
    for number, (name, line) in enumerate(series.items()):
        colour = COLOURS[number % len(COLOURS)]
        placed = [place(x, y) for x, y in line]
        path = "L".join(f"{x:.1f} {y:.1f}" for x, y in placed)
        parts.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in placed]
        label = TOP + 18 * (number + 1)
        parts.append(f'<text x="{WIDTH - RIGHT + 14}" y="{label}" fill="{colour}">{escape(name)}</text>')
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif"'
    return f'{head} font-size="12" fill="#777">\n' + "\n".join(parts) + "\n</svg>\n"


def _range(values: Sequence[float]) -> tuple[int, int]:
    """The powers of ten around `values`."""
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return low, max(high, low + 1)
