"""The network behind `claim_support_head`: whether every token of a claim finds its like in the evidence.

Decomposable attention (Parikh et al. 2016) over frozen token states, with the surface made visible to it: which
word pieces are the same, and whether their neighbours are too. A small transformer then reads the claim with what was
found for each token. Imports torch, so import it only when something has to be computed.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

__all__ = ["EntailmentNet", "surface"]

WIDTH, HIDDEN, HEADS = 384, 128, 4
SURFACE = 5
_CLUES = 2 * SURFACE + 2
_FAR = -1e4


def surface(claim: Tensor, evidence: Tensor) -> Tensor:
    """How tokens agree on the surface: (claims, c), (claims, e) ids -> (claims, c, e, SURFACE). Id 0 is padding.

    Same piece; and the piece before, the piece after, both, and the next but one the same too.
    """
    same = (claim[:, :, None] == evidence[:, None, :]) & (claim[:, :, None] > 0)
    before, after, second = _shifted(same, 1), _shifted(same, -1), _shifted(same, -2)
    return torch.stack(
        [same, same & before, same & after, same & before & after, same & after & second], dim=-1
    ).float()


def _shifted(same: Tensor, by: int) -> Tensor:
    """`same` moved along its diagonal: whether the tokens `by` places before are the same."""
    moved = torch.zeros_like(same)
    if by > 0:
        moved[:, by:, by:] = same[:, :-by, :-by]
    else:
        moved[:, :by, :by] = same[:, -by:, -by:]
    return moved


class EntailmentNet(nn.Module):
    """Token states of claim and evidence -> a logit of support for the claim, and one of error for each token."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.query = nn.Linear(WIDTH, HIDDEN)
        self.key = nn.Linear(WIDTH, HIDDEN)
        self.value = nn.Linear(WIDTH, HIDDEN)
        self.claim = nn.Linear(WIDTH, HIDDEN)
        self.bias = nn.Parameter(torch.full((HEADS, SURFACE + 1), 1.0))
        self.compare = nn.Sequential(
            nn.Linear(4 * HIDDEN + _CLUES, 2 * HIDDEN), nn.GELU(), nn.Dropout(dropout), nn.Linear(2 * HIDDEN, HIDDEN)
        )
        layer = nn.TransformerEncoderLayer(HIDDEN, 4, 2 * HIDDEN, dropout, "gelu", batch_first=True, norm_first=True)
        self.reader = nn.TransformerEncoder(layer, 2, enable_nested_tensor=False)
        self.norm = nn.LayerNorm(HIDDEN)
        self.token = nn.Linear(HIDDEN, 1)
        self.pool = nn.Linear(HIDDEN, 1)
        self.verdict = nn.Sequential(
            nn.Linear(2 * HIDDEN + 1, HIDDEN), nn.GELU(), nn.Dropout(dropout), nn.Linear(HIDDEN, 1)
        )

    def forward(
        self, claim: Tensor, claim_ids: Tensor, evidence: Tensor, evidence_ids: Tensor
    ) -> tuple[Tensor, Tensor]:
        """(n, c, 384), (n, c), (n, e, 384), (n, e) -> support logits (n,), error logits of the tokens (n, c)."""
        blank = evidence_ids[:, None, :] == 0
        marks = surface(claim_ids, evidence_ids)
        cosine = torch.einsum("nci,nei->nce", _unit(claim), _unit(evidence)).masked_fill(blank, -1.0)
        found, clues = self._align(claim, evidence, marks, cosine, blank)
        mine = self.claim(claim)
        joined = torch.cat([mine, found, mine * found, (mine - found).abs(), clues], dim=-1)
        padding = claim_ids == 0
        read = self.norm(self.reader(self.compare(joined), src_key_padding_mask=padding))
        errors = self.token(read).squeeze(-1).masked_fill(padding, _FAR)
        weights = torch.softmax(self.pool(read).squeeze(-1).masked_fill(padding, _FAR), dim=1)
        attended = torch.einsum("nc,nch->nh", weights, read)
        highest = read.masked_fill(padding[:, :, None], _FAR).amax(dim=1)
        logits = self.verdict(torch.cat([attended, highest, errors.amax(dim=1, keepdim=True)], dim=-1)).squeeze(-1)
        return logits, errors

    def _align(
        self, claim: Tensor, evidence: Tensor, marks: Tensor, cosine: Tensor, blank: Tensor
    ) -> tuple[Tensor, Tensor]:
        """What each claim token finds in the evidence (n, c, HIDDEN), and how well it is found (n, c, _CLUES)."""
        split = (*claim.shape[:2], HEADS, HIDDEN // HEADS)
        query = self.query(claim).view(split)
        key = self.key(evidence).view(evidence.shape[0], -1, HEADS, HIDDEN // HEADS)
        value = self.value(evidence).view_as(key)
        scores = torch.einsum("nchd,nehd->nhce", query, key) / (HIDDEN // HEADS) ** 0.5
        hints = torch.cat([marks, 4.0 * cosine[..., None]], dim=-1)
        scores = scores + torch.einsum("nces,hs->nhce", hints, self.bias)
        weights = torch.softmax(scores.masked_fill(blank[:, None], _FAR), dim=-1)
        found = torch.einsum("nhce,nehd->nchd", weights, value).flatten(2)
        attended = torch.einsum("nhce,nces->ncs", weights, hints) / HEADS
        best = torch.cat([marks.amax(dim=2), cosine.amax(dim=2, keepdim=True)], dim=-1)
        return found, torch.cat([attended, best], dim=-1)


def _unit(states: Tensor) -> Tensor:
    return nn.functional.normalize(states, dim=-1)
