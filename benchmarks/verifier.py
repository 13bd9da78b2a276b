"""How well the verifier tells supported summaries from unsupported ones, against plainer ways, in one run.

    python benchmarks/verifier.py DATA/factuality --seeds seeds --write docs/benchmarks/verifier.md

Scored are the dev file, on which the verifier's threshold was tuned, and the sets that are for measuring only
(`extra`), on which nothing was chosen.
The plainer methods are scored on each source at the threshold of best balanced accuracy on a sample of the training
file. With `--base`, a checkout of an earlier version is scored on the same rows. Last come the pairs of opposites
(`data/opposites.jsonl`, `data/contrary_claims.jsonl`): which sentences are cited for a point, and which claims the
verifier accepts; `--pairs` prints these alone.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
from sklearn.metrics import roc_auc_score

from briefing.config import ModelSettings
from briefing.engines.verify_claim_stream import WINDOW, make_statement_judge, make_verifier
from briefing.language import en, of, quantities
from briefing.language.detect_language import detect
from briefing.language.words_stems_and_synonyms import stem, words
from briefing.models.encoder import TransformerEncoder
from briefing.verify import check_by_rules
from briefing.verify.retrieve_evidence import sentences
from briefing.verify.same_statement import CitationCheck, Pair
from briefing.verify.support_verdict import THRESHOLD, verify_many

Pairs = list[tuple[str, str]]
CORRUPTIONS = Path(__file__).parents[1] / "tests" / "data" / "verify_corruptions.jsonl"
OPPOSITES = Path(__file__).parent / "data" / "opposites.jsonl"
CONTRARIES = OPPOSITES.with_name("contrary_claims.jsonl")
# Cosine from which a sentence was cited before, lower where the point has figures.
CITED, CITED_FIGURES = 0.66, 0.55
# What an earlier version is asked, in a process of its own: pairs come in as JSON, scores go out.
ASKED = """
import importlib.util, json, sys
from briefing.config import ModelSettings
names = ("briefing.engines.verify_claim_stream", "briefing.engines.claim_streams", "briefing.verifying")
home = importlib.import_module(next(name for name in names if importlib.util.find_spec(name)))
from briefing.verify.support_verdict import verify_many
model = home.make_verifier(ModelSettings())
more = {"says": home.make_statement_judge(ModelSettings())} if hasattr(home, "make_statement_judge") else {}
pairs, scores = json.load(sys.stdin), []
for start in range(0, len(pairs), 32):
    scores += [item.score for item in verify_many([tuple(pair) for pair in pairs[start : start + 32]], model, **more)]
json.dump(scores, sys.stdout)
"""


def rows(path: Path) -> list[dict]:
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        return [row for line in stream if (row := json.loads(line)).get("label") is not None]


def source(row: dict) -> str:
    name = row.get("dataset") or row["source"].split()[0].split("/")[-1]
    return f"{name} ({row['corpus']})" if row.get("use") != "measure only" else name


def unseen(folder: Path, most: int) -> list[dict]:
    """Of every source of the dev file, and of every set that is for measuring only, at most `most` rows."""
    found = rows(folder / "dev.jsonl.gz")
    found += [row for row in rows(folder / "extra.jsonl.gz") if row["use"] == "measure only"]
    random.Random(3).shuffle(found)
    return [row for name in sorted(set(map(source, found))) for row in [r for r in found if source(r) == name][:most]]


def overlap(pairs: Pairs) -> np.ndarray:
    """ROUGE-2 precision: the share of the claim's stemmed word pairs that the text has."""
    found = []
    for claim, text in pairs:
        mine, theirs = ([stem(word, en.LANGUAGE) for word in words(item)] for item in (claim, text))
        known, own = set(pairwise(theirs)), list(pairwise(mine))
        found.append(sum(pair in known for pair in own) / max(1, len(own)))
    return np.array(found)


def cosine(pairs: Pairs) -> np.ndarray:
    """SummaC-ZS with MiniLM vectors: each claim sentence's likest sentence of the text, averaged."""
    split = {text: sentences(text) for pair in pairs for text in pair}
    unique = list(dict.fromkeys(part for parts in split.values() for part in parts))
    vectors = dict(zip(unique, TransformerEncoder().encode(unique), strict=True))
    found = []
    for claim, text in pairs:
        mine, theirs = (np.array([vectors[part] for part in split[item]]) for item in (claim, text))
        found.append(float((mine @ theirs.T).max(axis=1).mean()) if len(mine) and len(theirs) else 0.0)
    return np.array(found)


def words_only(pairs: Pairs) -> np.ndarray:
    found = []
    for claim, text in pairs:
        passages = sentences(text)
        reasons = [reason for part in sentences(claim) for reason in check_by_rules.check(part, passages)]
        found.append(check_by_rules.score(reasons))
    return np.array(found)


def verifier(pairs: Pairs) -> np.ndarray:
    """Scores, asked for by text: one that several claims are compared with is read once."""
    model, says = make_verifier(ModelSettings()), make_statement_judge(ModelSettings())
    order = sorted(range(len(pairs)), key=lambda row: pairs[row][1])
    found = np.zeros(len(pairs))
    for start in range(0, len(order), WINDOW):
        some = order[start : start + WINDOW]
        found[some] = [item.score for item in verify_many([pairs[row] for row in some], model, says=says)]
    return found


def earlier(folder: Path, pairs: Pairs) -> np.ndarray:
    """Scores of the version in `folder`."""
    done = subprocess.run(
        [sys.executable, "-c", ASKED],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        input=json.dumps(pairs).encode(),
        stdout=subprocess.PIPE,
        check=True,
    )
    return np.array(json.loads(done.stdout))


METHODS: dict[str, Callable[[Pairs], np.ndarray]] = {
    "ROUGE-2 precision": overlap,
    "MiniLM cosine": cosine,
    "lexical only": words_only,
    "verifier": verifier,
}


def threshold(scores: np.ndarray, sample: list[dict]) -> float:
    """The cut of best balanced accuracy, averaged over the sources that have both labels."""
    cuts = np.unique(np.quantile(scores, np.linspace(0.01, 0.99, 99)))
    return float(max(cuts, key=lambda cut: np.mean([value for value, _ in by_source(scores, sample, cut).values()])))


def by_source(scores: np.ndarray, items: list[dict], cut: float) -> dict[str, tuple[float, float]]:
    """Source -> (balanced accuracy, AUC)."""
    index = defaultdict(list)
    for row, item in enumerate(items):
        index[source(item)].append(row)
    found = {}
    for name, own in sorted(index.items()):
        label = np.array([items[row]["label"] for row in own])
        if len(set(label)) == 2:
            passed = scores[own] >= cut
            accuracy = 0.5 * (passed[label == 1].mean() + (~passed[label == 0]).mean())
            found[name] = (100 * accuracy, 100 * roc_auc_score(label, scores[own]))
    return found


def tuning_sample(train: list[dict], documents: int) -> list[dict]:
    texts = sorted({row["text"] for row in train})
    kept = set(random.Random(7).sample(texts, min(documents, len(texts))))
    return [row for row in train if row["text"] in kept]


def corrupted(check: Callable[[Pairs], np.ndarray], cut: float) -> dict[str, tuple[int, int]]:
    """Kind -> (turned down, all) on the hand-made corruption set."""
    cases = [json.loads(line) for line in CORRUPTIONS.read_text("utf-8").splitlines()]
    return _turned_down(
        check([(case["claim"], case["text"]) for case in cases]) < cut, [case["kind"] for case in cases]
    )


def seeded(folder: Path, check: Callable[[Pairs], np.ndarray], cut: float) -> dict[str, tuple[int, int]]:
    """The same on corruptions made by program from the sample articles."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "training"))
    from corruptions import corruptions

    rng, pairs, kinds = random.Random(11), [], []
    for path in sorted(folder.rglob("*.txt")) + sorted(folder.rglob("*.md")):
        text = path.read_text("utf-8").split("\n---\n", 1)[-1]
        passages = [part for part in sentences(text) if 6 < len(part.split()) < 45]
        for index, claim in enumerate(passages[:12]):
            evidence = " ".join(passages[max(0, index - 1) : index + 2])
            pairs.append((claim, evidence))
            kinds.append("true")
            for made in corruptions(claim, passages, [], rng):
                if made.kind in ("number", "entity", "negation", "roles"):
                    pairs.append((made.text, evidence))
                    kinds.append(made.kind)
    return _turned_down(check(pairs) < cut, kinds)


def _turned_down(down: np.ndarray, kinds: list[str]) -> dict[str, tuple[int, int]]:
    return {
        kind: (int(sum(down[row] for row, own in enumerate(kinds) if own == kind)), kinds.count(kind))
        for kind in dict.fromkeys(kinds)
    }


def opposites() -> list[str]:
    """A table of which sentences are cited: by the old rule, by the words alone, as it is now."""
    items = [json.loads(line) for line in OPPOSITES.read_text("utf-8").splitlines()]
    pairs = [Pair(item["point"], item["source"], detect(f"{item['point']}\n{item['source']}")) for item in items]
    ways = {"near in meaning, same figures and polarity (before)": near(pairs), "lexical only": licensed(pairs)}
    ways["as shipped"] = CitationCheck(make_statement_judge(ModelSettings()))(pairs)
    lines = [
        "| cited where | opposites refused, open | frozen | restatements accepted, open | frozen |",
        "|---|---|---|---|---|",
    ]
    for name, cited in ways.items():
        cells = []
        for says_it in (False, True):
            for half in ("open", "frozen"):
                own = [
                    c
                    for c, item in zip(cited, items, strict=True)
                    if (item["says_it"], item["half"]) == (says_it, half)
                ]
                cells.append(f"{100 * sum(c == says_it for c in own) / len(own):.1f} % of {len(own)}")
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return lines


def contraries(base: Path | None) -> list[str]:
    """A table of English pairs that say the same or the contrary: what is cited, and what the verifier accepts."""
    rows = [
        (item["point"], item["source"], item["says_it"], f"opposites, {item['half']}")
        for item in map(json.loads, OPPOSITES.read_text("utf-8").splitlines())
        if detect(f"{item['point']}\n{item['source']}") == "en"
    ]
    rows += [
        (item["claim"], item["text"], item["says_it"], f"own, {item['half']}")
        for item in map(json.loads, CONTRARIES.read_text("utf-8").splitlines())
    ]
    pairs = [(claim, text) for claim, text, *_ in rows]
    cited = CitationCheck(make_statement_judge(ModelSettings()))([Pair(*pair, "en") for pair in pairs])
    ways = {"cited": np.array(cited), "verifier": verifier(pairs) >= THRESHOLD}
    if base:
        ways["verifier before"] = earlier(base, pairs) >= THRESHOLD
    sets = list(dict.fromkeys(row[3] for row in rows))
    lines = [f"| | {' | '.join(sets)} |", "|---" * (len(sets) + 1) + "|"]
    for name, accepted in ways.items():
        for says_it, title in ((False, "contraries refused"), (True, "restatements accepted")):
            cells = []
            for own in sets:
                some = [bool(took) for took, row in zip(accepted, rows, strict=True) if row[2:] == (says_it, own)]
                cells.append(f"{sum(took == says_it for took in some)} of {len(some)}")
            lines.append(f"| {name}: {title} | {' | '.join(cells)} |")
    return lines


def near(pairs: list[Pair]) -> list[bool]:
    """The rule before: cosine, the point's figures, and both or neither with a word of denial."""
    vectors = TransformerEncoder().encode([text for pair in pairs for text in pair[:2]])
    found = []
    for pair, point, sentence in zip(pairs, vectors[::2], vectors[1::2], strict=True):
        needed, denial = quantities.values(pair.point, pair.language), of(pair.language).denial
        least = CITED_FIGURES if needed else CITED
        same = bool(denial.search(pair.point)) == bool(denial.search(pair.sentence))
        figures = needed <= quantities.values(pair.sentence, pair.language)
        found.append(bool(point @ sentence >= least and figures and same))
    return found


def licensed(pairs: list[Pair]) -> list[bool]:
    return [not check_by_rules.check(pair.point, [pair.sentence], pair.language) for pair in pairs]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--seeds", type=Path, default=Path("seeds"))
    parser.add_argument("--documents", type=int, default=250, help="Training documents to tune the thresholds on.")
    parser.add_argument("--most", type=int, default=250, help="Rows of each source.")
    parser.add_argument("--methods", nargs="*", default=list(METHODS), help="Those to run, of all.")
    parser.add_argument("--base", type=Path, help="A checkout of an earlier version.")
    parser.add_argument("--write", type=Path)
    parser.add_argument("--pairs", action="store_true", help="Only the tables of pairs.")
    options = parser.parse_args()
    if options.pairs:
        print("\n".join([*opposites(), "", *contraries(options.base)]))
        return
    dev = unseen(options.data, options.most)
    pairs = [(row["summary"], row["text"]) for row in dev]
    sample = tuning_sample(rows(options.data / "train.jsonl.gz"), options.documents)
    results, speeds, cuts = {}, {}, {}
    for name in options.methods:
        method = METHODS[name]
        began = time.perf_counter()
        scores = method(pairs)
        speeds[name] = len(dev) / (time.perf_counter() - began)
        if name == "verifier":
            cut, results[name] = THRESHOLD, by_source(scores, dev, THRESHOLD)
        else:
            sampled = method([(row["summary"], row["text"]) for row in sample])
            cut = threshold(sampled, sample)
            results[name] = by_source(scores, dev, cut)
        cuts[name] = cut
        print(
            name,
            f"cut {cut:.3f}",
            {k: tuple(round(v, 1) for v in found) for k, found in results[name].items()},
            flush=True,
        )
    if options.base:
        began = time.perf_counter()
        results["verifier before"] = by_source(earlier(options.base, pairs), dev, THRESHOLD)
        speeds["verifier before"] = len(dev) / (time.perf_counter() - began)
    lines = table(results, speeds, dev)
    for title, run in (("Hand-made corruptions", corrupted), ("Made from the sample articles", None)):
        found = {
            name: run(METHODS[name], cuts[name]) if run else seeded(options.seeds, METHODS[name], cuts[name])
            for name in ("lexical only", "verifier")
            if name in cuts
        }
        lines += ["", f"{title}: turned down, of all", "", *turned_down_table(found)]
    lines += ["", "Opposites: which sentences are cited for a point", "", *opposites()]
    lines += ["", "Contraries: what is cited, and what the verifier accepts", "", *contraries(options.base)]
    print("\n".join(lines))
    if options.write:
        options.write.parent.mkdir(parents=True, exist_ok=True)
        head = options.write.read_text("utf-8").split("<!-- table -->")[0] if options.write.exists() else ""
        options.write.write_text(head + "<!-- table -->\n\n" + "\n".join(lines) + "\n", encoding="utf-8")


def table(results: dict, speeds: dict, dev: list[dict]) -> list[str]:
    names = list(next(iter(results.values())))
    counts = {name: sum(source(row) == name for row in dev) for name in names}
    lines = ["| method | " + " | ".join(f"{name}, n={counts[name]}" for name in names) + " | mean | claims/s |"]
    lines.append("|---" * (len(names) + 3) + "|")
    for method, found in results.items():
        cells = [f"{accuracy:.1f} / {area:.1f}" for accuracy, area in found.values()]
        mean = np.mean(list(found.values()), axis=0)
        lines.append(f"| {method} | {' | '.join(cells)} | {mean[0]:.1f} / {mean[1]:.1f} | {speeds[method]:.0f} |")
    return lines


def turned_down_table(found: dict[str, dict[str, tuple[int, int]]]) -> list[str]:
    kinds = list(next(iter(found.values())))
    lines = ["| method | " + " | ".join(kinds) + " |", "|---" * (len(kinds) + 1) + "|"]
    for method, counts in found.items():
        lines.append(f"| {method} | " + " | ".join(f"{counts[kind][0]}/{counts[kind][1]}" for kind in kinds) + " |")
    return lines


if __name__ == "__main__":
    main()
