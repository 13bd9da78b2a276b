"""What all sentences have in common to an encoder, so that it can be taken away from each vector.

Many encoders put every sentence into one corner: to multilingual-e5-small, two of different events are 0.8 alike, where
all-MiniLM-L6-v2, by which the program's thresholds were set, has 0.1. Taking away the mean of unrelated sentences (Mu &
Viswanath 2018, All-but-the-Top) brings such vectors to one scale. The sentences are always these, and not the day's, so
that a vector depends on its text and the encoder alone.
"""

from __future__ import annotations

import hashlib

import numpy as np
import numpy.typing as npt

__all__ = ["MARK", "SENTENCES", "centred", "mean"]

Array = npt.NDArray[np.float32]

SENTENCES = (
    "The ferry to the island was cancelled because of the storm.",
    "Scientists have found a new kind of beetle in the cave.",
    "The minister promised to lower the tax on bread next year.",
    "Two players were injured in the final minutes of the match.",
    "The museum will show the painter's letters until autumn.",
    "A court ordered the bank to pay back the fees.",
    "Le tribunal a condamné l'ancien directeur à une amende.",
    "La récolte de pommes sera plus faible cette année.",
    "Un incendie a détruit un entrepôt près du port.",
    "Die Bahn streicht mehrere Verbindungen am Wochenende.",
    "Forscher untersuchen, wie Vögel im Winter schlafen.",
    "El hospital abrirá una nueva sala para niños.",
    "La empresa vendió su fábrica a un grupo extranjero.",
    "Il festival comincia venerdì con un concerto in piazza.",
    "La polizia ha ritrovato il quadro rubato in una soffitta.",
    "A prefeitura anunciou obras na avenida principal.",
    "De rechter gaf de buren gelijk in de zaak over de bomen.",
    "Wybory odbędą się w pierwszą niedzielę maja.",
    "Köprü onarım nedeniyle üç ay kapalı kalacak.",
    "Учителі вимагають підвищення заробітної плати.",
    "Цены на топливо выросли на пять процентов.",
    "افتتح الوزير مدرسة جديدة في شمال البلاد.",
    "חוקרים מצאו כתובת עתיקה בחפירות ליד הים.",
    "किसानों ने पानी की कमी की शिकायत की।",
    "市政府计划修建一条新的地铁线路。",
    "気象庁は週末に大雪のおそれがあると発表した。",
    "경찰은 사라진 등산객을 찾고 있다.",
    "นักเรียนได้รับรางวัลจากการแข่งขันหุ่นยนต์",
)
"""Sentences of the news, no two about one thing, in the languages that the program knows words of."""
MARK = hashlib.sha256("\n".join(SENTENCES).encode()).hexdigest()[:6]
"""Names the sentences, as part of what a vector depends on."""


def mean(vectors: Array) -> Array:
    """What the unit vectors of the sentences, shape (sentences, dimensions), have in common."""
    return np.asarray(vectors.mean(axis=0), dtype=np.float32)


def centred(vectors: Array, common: Array) -> Array:
    """Unit vectors without what they have in common with all others; one that is nothing else stays as it is."""
    rest = vectors - common
    lengths = np.linalg.norm(rest, axis=1, keepdims=True)
    return np.where(lengths > _NOTHING, rest / np.maximum(lengths, _NOTHING), vectors).astype(np.float32)


# Length of a vector that has nothing of its own.
_NOTHING = 1e-6
