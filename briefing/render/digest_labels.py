"""The fixed words of the digest, in the languages it speaks. What is missing in a language is printed in English."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["LANGUAGES", "labels"]

_ENGLISH = {
    "new": "new",
    "updated": "updated",
    "continuing": "continuing",
    "dormant": "quiet",
    "summary": "{stories} stories from {articles} articles, {outlets} outlets · {minutes} min to read",
    "web": "Read it on the web",
    "empty": "No news in this edition.",
    "before": "before:",
    "changed": "What is new",
    "differ": "Sources differ",
    "original": "In the source's words:",
    "unsupported": "not confirmed by its source",
    "sources": "Sources",
    "left_web": "{count} more stories did not fit into this message. All of them are on the web page.",
    "left": "{count} more stories did not fit into this message.",
    "coverage": "Read {read} articles from {sources} sources; {used} are in this edition.",
    "left_out": "Left out",
    "failed": "Could not be read",
    "more": "and {count} more",
    "why": "You receive this because you subscribed to {title}.",
    "unsubscribe": "Unsubscribe",
    "saved": "Saves about {minutes} min of reading.",
}
_FRENCH = {
    "new": "nouveau",
    "updated": "mis à jour",
    "continuing": "suite",
    "dormant": "en veille",
    "summary": "{stories} sujets tirés de {articles} articles, {outlets} médias · {minutes} min de lecture",
    "web": "Lire en ligne",
    "empty": "Aucune nouvelle dans cette édition.",
    "before": "avant :",
    "changed": "Ce qui est nouveau",
    "differ": "Les sources divergent",
    "original": "Selon la source :",
    "unsupported": "non confirmé par sa source",
    "sources": "Sources",
    "left_web": "{count} autres sujets ne tenaient pas dans ce message ; ils sont tous en ligne.",
    "left": "{count} autres sujets ne tenaient pas dans ce message.",
    "coverage": "{read} articles lus dans {sources} sources ; {used} figurent dans cette édition.",
    "left_out": "Écartés",
    "failed": "Illisibles",
    "more": "et {count} de plus",
    "why": "Vous recevez ce message parce que vous êtes abonné à {title}.",
    "unsubscribe": "Se désabonner",
    "saved": "Environ {minutes} min de lecture épargnées.",
}
_GERMAN = {
    "new": "neu",
    "updated": "aktualisiert",
    "continuing": "läuft weiter",
    "dormant": "ruht",
    "summary": "{stories} Themen aus {articles} Artikeln, {outlets} Medien · {minutes} Min. Lesezeit",
    "web": "Im Netz lesen",
    "empty": "Diese Ausgabe enthält keine Nachrichten.",
    "before": "vorher:",
    "changed": "Was neu ist",
    "differ": "Die Quellen widersprechen sich",
    "original": "Im Wortlaut der Quelle:",
    "unsupported": "von der Quelle nicht bestätigt",
    "sources": "Quellen",
    "left_web": "{count} weitere Themen passten nicht in diese Nachricht; alle stehen im Netz.",
    "left": "{count} weitere Themen passten nicht in diese Nachricht.",
    "coverage": "{read} Artikel aus {sources} Quellen gelesen; {used} stehen in dieser Ausgabe.",
    "left_out": "Ausgelassen",
    "failed": "Nicht lesbar",
    "more": "und {count} weitere",
    "why": "Sie erhalten diese Nachricht, weil Sie {title} abonniert haben.",
    "unsubscribe": "Abbestellen",
    "saved": "Das spart etwa {minutes} Min. Lesezeit.",
}
_UKRAINIAN = {
    "new": "нове",
    "updated": "оновлено",
    "continuing": "триває",
    "dormant": "без змін",
    "summary": "Тем: {stories}, статей: {articles}, видань: {outlets} · читати {minutes} хв",
    "web": "Читати на сайті",
    "empty": "У цьому випуску немає новин.",
    "before": "раніше:",
    "changed": "Що нового",
    "differ": "Джерела розходяться",
    "original": "Словами джерела:",
    "unsupported": "джерело не підтверджує",
    "sources": "Джерела",
    "left_web": "Ще тем, що не вмістилися в лист: {count}. Усі вони є на сайті.",
    "left": "Ще тем, що не вмістилися в лист: {count}.",
    "coverage": "Прочитано статей: {read}, джерел: {sources}; у випуску: {used}.",
    "left_out": "Не ввійшло",
    "failed": "Не вдалося прочитати",
    "more": "і ще {count}",
    "why": "Ви отримали цей лист, бо підписалися на {title}.",
    "unsubscribe": "Відписатися",
    "saved": "Це заощаджує близько {minutes} хв читання.",
}
_TABLES = {"de": _GERMAN, "en": _ENGLISH, "fr": _FRENCH, "uk": _UKRAINIAN}
LANGUAGES = tuple(_TABLES)


def labels(language: str) -> Mapping[str, str]:
    """The words of an ISO 639-1 language."""
    return {**_ENGLISH, **_TABLES.get(language, {})}
