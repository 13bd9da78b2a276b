"""A language -> what it calls countries, their languages and people, and large cities, by codes that all share.

Countries and languages are those of Unicode's CLDR (babel), cities those that its time zones are named after; what the
people of a country are called in English comes from the groups of names for one country.
"""

from __future__ import annotations

from functools import cache

from babel import Locale, UnknownLocaleError

from briefing.language import of

__all__ = ["names"]


@cache
def names(code: str) -> dict[str, tuple[str, ...]]:
    """Code -> the names; countries by ISO 3166, cities by their time zone. Empty for an unknown language."""
    try:
        locale = Locale.parse(code)
    except (ValueError, UnknownLocaleError):
        return {}
    found: dict[str, tuple[str, ...]] = {}
    for place, name in locale.territories.items():
        if len(place) == 2 and place.isalpha():
            found[place] = (name,)
    for language, name in locale.languages.items():
        if len(language) == 2 and (home := _HOMES.get(language)):
            found[home] = (*found.get(home, ()), name)
    for zone, called in locale.time_zones.items():
        if city := called.get("city"):
            found[zone] = (city,)
    for zone in _zones() - found.keys():
        found[zone] = (zone.rpartition("/")[2].replace("_", " "),)
    for place, words in _peoples().items():
        if code == "en":
            found[place] = (*found.get(place, ()), *words)
    return found


@cache
def _zones() -> frozenset[str]:
    """Time zones, which are named after cities, that some language has a name of its own for."""
    spoken = ("fr", "de", "es", "it", "pl", "ru", "uk", "ar", "zh", "ja")
    return frozenset(zone for code in spoken for zone, names in Locale(code).time_zones.items() if "city" in names)


# Countries of languages that are called as their people are.
_HOMES = {
    "fr": "FR", "de": "DE", "es": "ES", "it": "IT", "pt": "PT", "nl": "NL", "pl": "PL", "ru": "RU",
    "uk": "UA", "el": "GR", "da": "DK", "sv": "SE", "fi": "FI", "no": "NO", "cs": "CZ", "hu": "HU",
    "ro": "RO", "tr": "TR", "ja": "JP", "ko": "KR", "zh": "CN", "en": "GB", "cy": "GB", "bg": "BG",
    "sr": "RS", "hr": "HR", "sk": "SK", "sl": "SI", "lt": "LT", "lv": "LV", "et": "EE", "th": "TH",
    "vi": "VN", "fa": "IR", "ka": "GE", "hy": "AM",
}  # fmt: skip


@cache
def _peoples() -> dict[str, tuple[str, ...]]:
    """Country -> other words for it and its people, from the English names for one country."""
    names = {name: place for place, name in Locale("en").territories.items() if len(place) == 2 and place.isalpha()}
    found = {}
    for group in of("en").verification.aliases:
        for name, place in names.items():
            if set(name.casefold().split()) <= group:
                found[place] = tuple(word.title() for word in sorted(group) if len(word) > 3)
    return found
