"""The network behind `briefing.models.compression_tagger`. Imports torch: import it only when it has to compute."""

from __future__ import annotations

from functools import partial

from torch import Tensor, nn
from torch.nn.functional import gelu

from briefing.models.compression_tagger import SURFACE

__all__ = ["CutNet"]

STATES, WIDTH, LAYERS, HEADS, REACH = 384, 192, 2, 4, 5


class CutNet(nn.Module):
    """Word states and surface -> the log-odds that a word is left out: a convolution for neighbours, then attention."""

    def __init__(self, dropout: float = 0.2) -> None:
        super().__init__()
        self.enter = nn.Linear(STATES + SURFACE, WIDTH)
        self.near = nn.Conv1d(WIDTH, WIDTH, REACH, padding=REACH // 2)
        layer = nn.TransformerEncoderLayer(
            WIDTH, HEADS, 2 * WIDTH, dropout, partial(gelu, approximate="tanh"), batch_first=True, norm_first=True
        )
        self.reader = nn.TransformerEncoder(layer, LAYERS, enable_nested_tensor=False)
        self.norm, self.drop = nn.LayerNorm(WIDTH), nn.Dropout(dropout)
        self.out = nn.Linear(WIDTH, 1)

    def forward(self, words: Tensor, mask: Tensor | None = None) -> Tensor:
        """(sentences, words, STATES + SURFACE), True where there is a word -> log-odds (sentences, words)."""
        state = self.enter(self.drop(words))
        if mask is not None:
            state = state * mask[..., None]
        state = state + gelu(self.near(state.swapaxes(1, 2)).swapaxes(1, 2), approximate="tanh")
        state = self.reader(state, src_key_padding_mask=None if mask is None else ~mask)
        odds: Tensor = self.out(self.norm(state))[..., 0]
        return odds
