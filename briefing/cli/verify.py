"""`briefing verify`: whether texts support claims."""

from __future__ import annotations

import json
import sys
from typing import Any

import click

from briefing.cli import PARTIAL
from briefing.cli.shared_options_and_settings import Invocation, common_options

__all__ = ["verify"]


@click.command(epilog="\b\nExample:\n  briefing verify --jsonl claims.jsonl > verdicts.jsonl\n")
@click.option(
    "--jsonl",
    "lines",
    type=click.File("rb"),
    metavar="FILE",
    required=True,
    help="Read JSON lines; - is standard input.",
)
@common_options
def verify(invocation: Invocation, lines: Any) -> int:
    """Whether texts support claims, with reasons if they do not.

    JSON lines in: {id, text, claim}. Out: {id, score, verdict: supported | unsupported, reasons: […]}; the score is a
    probability of support in 0…1.
    """
    from briefing.engines import verify_claim_stream

    failed = False
    for result in verify_claim_stream.answers(lines, invocation.settings.models):
        failed |= "failure" in result
        sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
        sys.stdout.flush()
    return PARTIAL if failed else 0
