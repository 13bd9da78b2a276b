"""Train, calibrate and save the verifier's learned head.

    python training/verifier.py DATA --work training/work --out briefing/models/weights

The encoder is frozen: token states are computed once, so that an epoch takes minutes on two cores. One tenth of the
documents are held out to report on and for the slope of the calibration. The dev file serves one purpose: the
threshold is chosen on its projects and the training ones together, and each of its projects is reported at the
threshold that the others give. With one thread, the same seed gives the same file. What is in the work folder already
is not computed again.
"""

from __future__ import annotations

import argparse
import pickle
import random
import time
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np
import torch
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import balanced_accuracy_score, roc_auc_score
from token_states import TokenStates
from verifier_data import Example, annotated, made_up

from briefing.models.claim_support_head import MOST_CLAIM, MOST_EVIDENCE, Alignment
from briefing.models.claim_support_network import EntailmentNet
from briefing.models.encoder import TransformerEncoder
from briefing.verify import check_by_rules
from briefing.verify.copied_fragment_features import Passages
from briefing.verify.retrieve_evidence import sentences
from briefing.verify.support_verdict import features

# Pieces of a sentence that the encoder reads, with the special ones; the verifier gets all of them.
LONGEST = 128
# Where the lexical reasons of the worst sentence stand in the features, as a negative number.
FAULTS = 30
# Of 0, 0.1, 0.2, 0.35 and 0.5: beyond this, area under the curve falls on projects that head and weights have not seen.
HEAD_SHARE = 0.2
# Of each label, that a project needs to be counted where accuracies are averaged.
FEWEST = 20
# Inverse strength of the penalty: of 0.001, 0.01 and 0.1 best on projects left out.
SMOOTH = 0.001


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--work", type=Path, default=Path("training/work"))
    parser.add_argument("--out", type=Path, default=Path("briefing/models/weights"))
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=13)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    examples, tuning, states = prepare(options)
    train, held = split(examples)
    net = fit(train, held, states, options)
    save(net, held, examples, tuning, states, options)


def prepare(options: argparse.Namespace) -> tuple[list[Example], list[Example], TokenStates]:
    """Examples to train on, the dev file's to tune the threshold on, and the token states of all their sentences.

    Examples and states come from the work folder where they are there already.
    """
    options.work.mkdir(parents=True, exist_ok=True)
    path = options.work / "examples.pkl"
    if path.exists():
        examples = pickle.loads(path.read_bytes())
    else:
        examples = annotated(options.data / "factuality" / "train.jsonl.gz")
        examples += list(made_up(options.data / "summaries", options.seed))
        path.write_bytes(pickle.dumps(examples))
    tuning = annotated(options.data / "factuality" / "dev.jsonl.gz")
    every = [*examples, *tuning]
    texts = [text for item in every for text in item.claims + [one for some in item.evidence for one in some]]
    texts += [item.original for item in examples if item.original]
    states = TokenStates(options.work / "states", longest=LONGEST)
    states.add(texts, TransformerEncoder(threads=options.threads, device="cpu"))
    return examples, tuning, states


def split(examples: list[Example]) -> tuple[list[Example], list[Example]]:
    """Nine tenths to train, one tenth held out, by document."""
    documents = sorted({item.document for item in examples})
    out = set(random.Random(5).sample(documents, len(documents) // 10))
    return [item for item in examples if item.document not in out], [item for item in examples if item.document in out]


def weights(examples: list[Example]) -> np.ndarray:
    """Within each group both labels weigh the same; made-up pairs weigh as they are, true against all false."""
    weight = np.ones(len(examples))
    names = [_project(item) for item in examples]
    for name in set(names):
        index = [i for i, other in enumerate(names) if other == name]
        labels = np.array([examples[i].label for i in index])
        for label in (0, 1):
            count = max(1, int((labels == label).sum()))
            for i, own in zip(index, labels, strict=True):
                if own == label:
                    weight[i] = min(4.0, 0.5 * len(index) / count)
    return weight


def _project(item: Example) -> str:
    return item.group if item.text else "made up"


def collate(items: list[Example], states: TokenStates) -> tuple[torch.Tensor, ...]:
    """Padded tensors of all claim sentences of `items`, the row of the item each belongs to, and token labels."""
    claims, evidence, owner, wrong = [], [], [], []
    for row, item in enumerate(items):
        for claim, passages in zip(item.claims, item.evidence, strict=True):
            ids, vectors = states[claim]
            parts = [states[passage] for passage in passages]
            claims.append((ids[:MOST_CLAIM], vectors[:MOST_CLAIM]))
            evidence.append(_joined(parts))
            owner.append(row)
            wrong.append(_wrong_tokens(item, ids[:MOST_CLAIM], states))
    width = max(len(ids) for ids, _ in claims)
    labels = torch.full((len(claims), width), -1.0)
    for row, found in enumerate(wrong):
        if found is not None:
            labels[row, : len(found)] = torch.tensor(found)
    return *_padded(claims), *_padded(evidence), torch.tensor(owner), labels


def _joined(parts: list[tuple[np.ndarray, np.ndarray]]) -> tuple[np.ndarray, np.ndarray]:
    return np.concatenate([ids for ids, _ in parts])[:MOST_EVIDENCE], np.concatenate([found for _, found in parts])[
        :MOST_EVIDENCE
    ]


def _padded(items: list[tuple[np.ndarray, np.ndarray]]) -> tuple[torch.Tensor, torch.Tensor]:
    width = max(len(ids) for ids, _ in items)
    out = torch.zeros((len(items), width, 384))
    numbers = torch.zeros((len(items), width), dtype=torch.long)
    for row, (ids, vectors) in enumerate(items):
        out[row, : len(ids)] = torch.from_numpy(vectors.astype(np.float32))
        numbers[row, : len(ids)] = torch.from_numpy(ids.astype(np.int64))
    return out, numbers


def _wrong_tokens(item: Example, ids: np.ndarray, states: TokenStates) -> list[float] | None:
    """1 for each token that a corruption changed; None where nobody knows which tokens are wrong."""
    if item.label == 1:
        return [0.0] * len(ids)
    if item.original is None:
        return None
    true = states[item.original][0].tolist()
    wrong = [0.0] * len(ids)
    for action, _, _, start, end in SequenceMatcher(None, true, ids.tolist(), autojunk=False).get_opcodes():
        if action != "equal":
            for position in range(max(0, start - (action == "delete")), min(len(ids), max(end, start + 1))):
                wrong[position] = 1.0
    return wrong


def claim_logits(logits: torch.Tensor, owner: torch.Tensor, count: int) -> torch.Tensor:
    """A claim is as well supported as its worst sentence, softly: -log(sum(exp(-logit)))."""
    sums = torch.zeros(count).index_add(0, owner, torch.exp(-logits.clamp(-12, 12)))
    return -torch.log(sums)


def fit(train: list[Example], held: list[Example], states: TokenStates, options: argparse.Namespace) -> EntailmentNet:
    net = EntailmentNet()
    print(f"{len(train)} examples, {sum(p.numel() for p in net.parameters()):,} parameters", flush=True)
    weight = weights(train)
    order = np.random.default_rng(options.seed)
    optimiser = torch.optim.AdamW(net.parameters(), lr=6e-4, weight_decay=0.02)
    steps = options.epochs * (len(train) // 32)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 6e-4, total_steps=steps + 1, pct_start=0.1)
    began, step, running = time.monotonic(), 0, 0.0
    for epoch in range(options.epochs):
        net.train()
        shuffled = order.permutation(len(train))
        for start in range(0, len(train) - 31, 32):
            index = shuffled[start : start + 32]
            loss = _loss(net, [train[i] for i in index], torch.tensor(weight[index], dtype=torch.float32), states)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            step, running = step + 1, 0.98 * running + 0.02 * float(loss.detach())
            if step % 100 == 0:
                print(f"  step {step}/{steps} loss {running:.3f} {time.monotonic() - began:.0f} s", flush=True)
        report(f"epoch {epoch + 1}", held, predict(net, held, states))
        torch.save(net.state_dict(), options.work / "net.pt")
    return net


def _loss(net: EntailmentNet, items: list[Example], weight: torch.Tensor, states: TokenStates) -> torch.Tensor:
    claim, ids, evidence, evidence_ids, owner, wrong = collate(items, states)
    logits, errors = net(claim, ids, evidence, evidence_ids)
    labels = torch.tensor([float(item.label) for item in items])
    whole = torch.nn.functional.binary_cross_entropy_with_logits(
        claim_logits(logits, owner, len(items)), labels, weight=weight
    )
    known = wrong >= 0
    tokens = torch.nn.functional.binary_cross_entropy_with_logits(
        errors[known], wrong[known], pos_weight=torch.tensor(3.0)
    )
    return whole + 0.5 * tokens


def predict(net: EntailmentNet, items: list[Example], states: TokenStates) -> list[list[float]]:
    """Sentence logits of every item."""
    net.eval()
    out: list[list[float]] = []
    with torch.inference_mode():
        for start in range(0, len(items), 32):
            some = items[start : start + 32]
            claim, ids, evidence, evidence_ids, owner, _ = collate(some, states)
            logits, _ = net(claim, ids, evidence, evidence_ids)
            out += [logits[owner == row].tolist() for row in range(len(some))]
    return out


def report(name: str, items: list[Example], logits: list[list[float]]) -> None:
    score = np.array([-np.logaddexp.reduce([-value for value in some]) for some in logits])
    label = np.array([item.label for item in items])
    groups = {}
    for i, item in enumerate(items):
        groups.setdefault(_project(item), []).append(i)
    print(name, end=": ")
    for group, index in sorted(groups.items()):
        if len(set(label[index])) == 2:
            area = roc_auc_score(label[index], score[index])
            accuracy = balanced_accuracy_score(label[index], score[index] > 0)
            print(f"{group} {area:.3f}/{accuracy:.3f} ({len(index)})", end="  ")
    kinds = {item.group for item in items if not item.text and not item.label}
    print(
        "\n   caught:",
        {
            k: round(float(np.mean([score[i] < 0 for i, x in enumerate(items) if x.group == k])), 2)
            for k in sorted(kinds)
        },
        flush=True,
    )


def save(
    net: EntailmentNet,
    held: list[Example],
    every: list[Example],
    tuning: list[Example],
    states: TokenStates,
    options: argparse.Namespace,
) -> None:
    """Fit the calibration and write all weights, the network's in half precision."""
    known, fresh = [item for item in every if item.text], [item for item in held if not item.text]
    part = [*known, *fresh, *tuning]
    table = np.array([_row(item, some, states) for item, some in zip(part, predict(net, part, states), strict=True)])
    label, groups = np.array([item.label for item in part]), np.array([_project(item) for item in part])
    out = {id(item) for item in held}
    rows = np.array([id(item) in out for item in part])
    annotated_rows = np.arange(len(part)) < len(known)
    tuned = annotated_rows | (np.arange(len(part)) >= len(known) + len(fresh))
    left_out(table[annotated_rows], label[annotated_rows], groups[annotated_rows], [item.document for item in known])
    write(net, *calibrate(table, label, groups, rows, annotated_rows, tuned), options.out)


def write(net: EntailmentNet, calibration: np.ndarray, intercept: float, out: Path) -> None:
    from safetensors.torch import save_file

    tensors = {name: value.half().contiguous() for name, value in net.state_dict().items()}
    tensors["calibration"] = torch.from_numpy(calibration.astype(np.float32))
    tensors["intercept"] = torch.tensor([intercept])
    out.mkdir(parents=True, exist_ok=True)
    save_file(tensors, out / "entailment.safetensors", metadata={"format": "pt"})


def calibrate(
    table: np.ndarray,
    label: np.ndarray,
    groups: np.ndarray,
    held: np.ndarray,
    judged: np.ndarray,
    tuned: np.ndarray,
) -> tuple[np.ndarray, float]:
    """(mean, spread, weight) of every feature, shape (3, features), and the intercept.

    `held`, `judged` and `tuned` say which rows the slope, the weights and the threshold are fitted on.

    A logistic model with an intercept for each annotation project, which is thrown away: projects differ in how they
    draw the line, and what is wanted is what tells claims of one project apart. No weight is negative, since more of
    each feature speaks for a claim. The head gets a fixed share: fitted, it would get too much, since most rows are
    those that it was trained on. The threshold, higher for several sentences, is the best one over projects, without
    the head (whose mean over held-out rows is nought here) and without what a lexical reason turns down anyway. The
    slope is fitted on held-out rows, people's and made-up ones, that have no lexical reason.
    """
    clean = table[:, FAULTS] == 0
    mean, spread = table[judged].mean(axis=0), table[judged].std(axis=0) + 1e-6
    even = _even(groups[held], label[held])
    mean[0] = np.average(table[held, 0], weights=even)
    spread[0] = np.average((table[held, 0] - mean[0]) ** 2, weights=even) ** 0.5
    mean[-1], spread[-1] = 0.0, 1.0
    unit = (table - mean) / spread
    weight = np.array([0.0, *slopes(unit[judged, 1:-1], label[judged], groups[judged]), 0.0])
    weight /= (unit[judged] @ weight).std()
    plain = np.where(clean, unit @ weight, -9.0)
    weight[0] = HEAD_SHARE
    other_projects(plain, np.where(clean, unit @ weight, -9.0), unit[:, -1], label, groups, judged, tuned)
    cut, weight[-1] = threshold(plain[tuned], unit[tuned, -1], label[tuned], groups[tuned])
    steep = steepness(unit @ weight - cut, label, groups, held & clean)
    print(f"cut {cut:.2f}, several sentences {weight[-1]:.2f}, slope {steep:.2f}")
    return np.stack([mean, spread, steep * weight]), float(-steep * cut)


def steepness(score: np.ndarray, label: np.ndarray, groups: np.ndarray, rows: np.ndarray) -> float:
    """The slope of a logistic model of `score`, again with an intercept for each project that is thrown away."""
    names = np.array(sorted(set(groups[rows])))
    columns = np.hstack([score[rows][:, None], groups[rows][:, None] == names[None, :]])
    model = LogisticRegression(C=100.0, fit_intercept=False, max_iter=2000)
    model.fit(columns, label[rows], sample_weight=_even(groups[rows], label[rows]))
    return float(model.coef_[0][0])


def threshold(score: np.ndarray, fewer: np.ndarray, label: np.ndarray, groups: np.ndarray) -> tuple[float, float]:
    """The cut and the weight of `fewer` sentences that together are most accurate."""
    tried = [
        (accuracy(score + more * fewer, label, groups, cut), -more, float(cut), float(more))
        for cut in np.linspace(-2.0, 2.0, 41)
        for more in np.linspace(0.0, 2.0, 21)
    ]
    best = max(tried)
    print(f"accuracy where the threshold was chosen {best[0]:.3f}")
    return best[2], best[3]


def other_projects(
    plain: np.ndarray,
    score: np.ndarray,
    fewer: np.ndarray,
    label: np.ndarray,
    groups: np.ndarray,
    judged: np.ndarray,
    tuned: np.ndarray,
) -> None:
    """Print the accuracy on each project of the dev file at the threshold that all other projects give."""
    found = []
    for name in sorted(set(groups[tuned & ~judged])):
        others, own = tuned & (groups != name), tuned & (groups == name)
        cut, more = threshold(plain[others], fewer[others], label[others], groups[others])
        share = balanced_accuracy_score(label[own], score[own] + more * fewer[own] >= cut)
        found.append(share)
        print(f"threshold of other projects on {name}: {share:.3f} (cut {cut:.2f}, several sentences {more:.2f})")
    print(f"mean {np.mean(found):.3f}", flush=True)


def left_out(table: np.ndarray, label: np.ndarray, groups: np.ndarray, documents: list[str]) -> None:
    """Print the area under the curve on each project of weights that were fitted on the others, without the head."""
    unit = ((table - table.mean(axis=0)) / (table.std(axis=0) + 1e-6))[:, 1:-1]
    for name in sorted(set(groups)):
        own = groups == name
        if min(label[own].sum(), (1 - label[own]).sum()) >= FEWEST:
            others = ~own & ~np.isin(documents, np.array(documents)[own])
            score = unit[own] @ slopes(unit[others], label[others], groups[others])
            print(f"left out {name}: {roc_auc_score(label[own], score):.3f} ({own.sum()})", flush=True)


def slopes(unit: np.ndarray, label: np.ndarray, groups: np.ndarray) -> np.ndarray:
    """Weights, none of them negative, of a logistic model with an intercept for each group."""
    names = sorted(set(groups))
    columns = np.hstack([unit, groups[:, None] == np.array(names)[None, :]])
    even, size = _even(groups, label) / len(label), unit.shape[1]

    def loss(values: np.ndarray) -> tuple[float, np.ndarray]:
        logits = columns @ values
        gradient = columns.T @ (even * (1 / (1 + np.exp(-logits)) - label))
        gradient[:size] += values[:size] / (SMOOTH * len(label))
        size_of_weights = 0.5 * np.sum(values[:size] ** 2) / (SMOOTH * len(label))
        return float(np.sum(even * (np.logaddexp(0, logits) - label * logits)) + size_of_weights), gradient

    bounds = [(0, None)] * size + [(None, None)] * len(names)
    return minimize(loss, np.zeros(columns.shape[1]), jac=True, bounds=bounds, method="L-BFGS-B").x[:size]


def _even(groups: np.ndarray, label: np.ndarray) -> np.ndarray:
    """Both labels of a group weigh the same, and a group as the root of its size."""
    weight = np.zeros(len(label))
    for name in sorted(set(groups)):
        for own in (0, 1):
            rows = (groups == name) & (label == own)
            if rows.any():
                weight[rows] = np.sqrt((groups == name).sum()) / rows.sum()
    return weight / weight.mean()


def accuracy(score: np.ndarray, label: np.ndarray, groups: np.ndarray, cut: float) -> float:
    """Balanced accuracy, averaged over the projects on CNN/DailyMail, over those on XSum, and then over the two."""
    found: dict[bool, list[float]] = {True: [], False: []}
    for name in sorted(set(groups)):
        rows = groups == name
        if min(label[rows].sum(), (1 - label[rows]).sum()) >= FEWEST:
            passed = score[rows] >= cut
            share = 0.5 * (passed[label[rows] == 1].mean() + (~passed[label[rows] == 0]).mean())
            found[name.endswith("xsum")].append(float(share))
    return float(np.mean([np.mean(some) for some in found.values() if some]))


def _row(item: Example, logits: list[float], states: TokenStates) -> np.ndarray:
    passages = sentences(item.text) or list(dict.fromkeys(text for some in item.evidence for text in some))
    found = [
        Alignment(logit, max(_cosine(states[claim][1], states[text][1]) for text in evidence))
        for claim, evidence, logit in zip(item.claims, item.evidence, logits, strict=True)
    ]
    faults = [check_by_rules.check(claim, passages) for claim in item.claims]
    return features(item.claims, Passages(passages), found, faults)


def _cosine(left: np.ndarray, right: np.ndarray) -> float:
    one, other = left.astype(np.float32).mean(axis=0), right.astype(np.float32).mean(axis=0)
    return float(one @ other / max(float(np.linalg.norm(one) * np.linalg.norm(other)), 1e-9))


if __name__ == "__main__":
    main()
