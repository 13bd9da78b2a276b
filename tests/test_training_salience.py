"""What the salience model is trained on is what the program will show it."""

import numpy as np
import pytest
import torch

from briefing.models.salience import Salience
from briefing.summarize import extractive
from briefing.summarize.features import PLAIN, complete
from tests.conftest import FakeEncoder, make_document
from training import networks, sifting
from training.articles import sample

TITLE = "Port Ellery mends its iron bridge"
PLACES = ("bridge", "harbour", "council", "school", "market", "theatre", "station")
SENTENCES = [f"The {PLACES[n % 7]} of Port Ellery, said {PLACES[n % 5]} {n}, will get {n} lamps." for n in range(30)]


@pytest.fixture
def article():
    encoder = FakeEncoder()
    encoder.dimensions = 384
    vectors, title = encoder.encode(SENTENCES), encoder.encode([TITLE])[0]
    return sample(SENTENCES, TITLE, vectors, title, f"{SENTENCES[0]} {SENTENCES[20]} {SENTENCES[29]}")


@pytest.fixture
def statistics(article):
    return networks.statistics([article])


def test_training_sees_the_sentences_and_features_that_the_program_looks_at(article, statistics):
    model = sifting.fit_sift([article], *statistics, seed=0)
    [part] = sifting.sifted([article], model, *statistics)
    scorer = Salience()
    tensors = {f"sift.{name}": value.numpy() for name, value in model.state_dict().items()}
    scorer.__dict__["_tensors"] = tensors | dict(zip(("mean", "deviation"), statistics, strict=True))
    reading = extractive.read(make_document(*SENTENCES, title=TITLE), scorer, 3)
    assert part.sentences == [SENTENCES[index] for index in reading.kept]
    assert len(part.sentences) < len(SENTENCES)
    rows = complete(reading.table[reading.kept], article.vectors[reading.kept], article.title_vector)
    assert np.allclose(part.features, rows)


def test_the_first_look_weighs_no_column_that_needs_vectors(article, statistics):
    weight = sifting.fit_sift([article], *statistics, seed=0).state_dict()["linear.weight"][0]
    assert not weight[[not plain for plain in PLAIN]].any()
    assert weight[PLAIN].all()


def test_an_article_cut_to_some_sentences_has_labels_of_its_own(article):
    kept = np.array([0, 3, 20, 25])
    part = article.only(kept)
    assert part.soft.sum() == pytest.approx(3, abs=1e-4)
    assert part.soft[[0, 2]].min() > part.soft[[1, 3]].max()
    assert (part.rouge(np.array([[0, 2, 3]]))[0] == article.rouge(np.array([[0, 20, 25]]))[0]).all()


def test_a_network_that_has_learnt_from_an_article_prefers_its_best_sentences(article, statistics, monkeypatch):
    torch.set_num_threads(1)
    monkeypatch.setattr(networks, "EPOCHS", 40)
    network = networks.fit([article] * 4, *statistics, seed=0)
    [scores] = networks.outputs(network, [article], *statistics)
    assert set(np.argsort(-scores[:, 0])[:3]) == {0, 20, 29}
