"""bert-extractive-summarizer, run by a Python of its own: python bert_peer.py GIVEN.json MODEL ANSWER.json CLASS.

CLASS is one of the library's two: `SBertSummarizer`, which encodes an article's sentences in a batch by
sentence-transformers, or `Summarizer`, its first and usual one, which encodes one sentence after the other.
"""

import json
import resource
import sys
import time
from pathlib import Path

from summarizer import Summarizer
from summarizer.sbert import SBertSummarizer
from transformers import AutoModel, AutoTokenizer

SEPARATOR = "\x1e"
UNLIMITED = {"min_length": 0, "max_length": 10**9}


class Given:
    """A sentence splitter that splits where it is told to."""

    language = None

    def __call__(self, body, *_limits, **_more):
        return body.split(SEPARATOR)


def load(folder: str, name: str) -> SBertSummarizer | Summarizer:
    """The summarizer of that class with the weights in `folder`."""
    if name == "SBertSummarizer":
        return SBertSummarizer(folder)
    encoder = AutoModel.from_pretrained(folder, output_hidden_states=True)
    return Summarizer(custom_model=encoder, custom_tokenizer=AutoTokenizer.from_pretrained(folder))


def main() -> None:
    rows = json.loads(Path(sys.argv[1]).read_text())
    model = load(sys.argv[2], sys.argv[4])
    model.sentence_handler = Given()
    model(SEPARATOR.join(("One short sentence.", "Another sentence.")), num_sentences=1, **UNLIMITED)
    started, ranked = time.monotonic(), []
    for row in rows:
        text = SEPARATOR.join(row)
        ranked.append(row if len(row) <= 3 else model(text, num_sentences=3, return_as_list=True, **UNLIMITED))
    seconds = time.monotonic() - started
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    Path(sys.argv[3]).write_text(json.dumps({"ranked": ranked, "seconds": seconds, "kilobytes": kilobytes}))


if __name__ == "__main__":
    main()
