"""The address an article is linked at (`article_url`), and the one it is known by (`canonical_url`, `article_id`).

Readers get the publisher's own spelling, less campaign codes: another one may answer with an error. What counts as the
same address follows what publishers do: RFC 3986 normalisation, fragments, campaign parameters, AMP and mobile
variants, default ports, trailing index pages.
"""

from __future__ import annotations

import hashlib
import re
from contextlib import suppress
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

__all__ = ["article_id", "article_url", "canonical_url", "is_ambiguous", "own_id", "same_site", "typed_url", "web_url"]

_LONGEST = 2048
_TRACKING = re.compile(
    r"^(utm_.*|pk_.*|mtm_.*|hsa_.*|fb_.*|at_(medium|campaign|link.*|format|ptr.*|bbc.*)|_hs(enc|mi)|"
    r"(fb|g|dc|ms|y|tt|tw|li_fat_)?clid|gclsrc|gbraid|wbraid|igshid|igsh|mc_(cid|eid)|mkt_tok|ito|ocid|cmp(id)?|"
    r"ncid|smid|smtyp|sref|guccounter|guce_.*|share(d|_.*)?|source|ref(_.*|errer)?|rss|feed(type)?|partner|trk|xtor|"
    r"ns_(mchannel|source|campaign|linkname|fee)|intcmp|icid|wt\.mc_id|spm|__twitter_impression|amp|outputtype)$",
    re.IGNORECASE,
)
# Codes of campaigns, which no page is chosen by. The others above may be the number of an article: "?ref=77".
_CAMPAIGN = re.compile(r"(utm_\w+|fbclid|gclid|mc_[ce]id|_hs(enc|mi)|at_(medium|campaign))=", re.IGNORECASE)
# Of those others: where its value is a number, it is the article's.
_NUMBERED = re.compile(r"^(?:ref|source)$", re.IGNORECASE)
_PUBLIC_HOST = re.compile(
    r"\A(?:(?:[^\W_](?:[\w-]*[^\W_])?\.)+(?:[^\W\d_]{2,}|xn--[\w-]+|\d{1,3})\.?|localhost)(?::\d+)?$"
)
_FILE = re.compile(r"\.(?:xml|rss|opml|atom|rdf|json|jsonl|html?|txt|md|eml|mbox|csv|toml|pdf)$", re.IGNORECASE)
_INDEX = re.compile(r"/(index|default)\.(html?|php|aspx?)$", re.IGNORECASE)
_DEFAULT_PORT = {"http": 80, "https": 443}


def web_url(url: str | None, base: str | None = None) -> str | None:
    """`url`, made absolute with `base`, if it is an http(s) address with a host; else None (javascript:, data:, …).

    An absolute address keeps its spelling.
    """
    if not url or len(url) > _LONGEST:
        return None
    # Line breaks and tabs within an address count for nothing, in a browser and in urlsplit.
    url = re.sub(r"[\t\r\n]", "", url)
    try:
        joined = url.strip() if not base or urlsplit(url.strip()).scheme else urljoin(base, url.strip())
        parts = urlsplit(joined)
        # Reading the port checks it, and encoding the host finds labels that are empty or too long.
        if parts.scheme.lower() not in _DEFAULT_PORT or not parts.hostname or (parts.port or 1) < 0:
            return None
        if not parts.hostname.rstrip(".").encode("idna"):
            return None
    except ValueError:
        return None
    if re.search(r"[\s<>\"\\\x00-\x1f\x7f]", parts.netloc) or parts.username or parts.password:
        return None
    # Spaces and control characters within path or query are escaped, as browsers do.
    return re.sub(r"[\s<>\"\x00-\x1f\x7f]", lambda found: quote(found[0]), joined)


def typed_url(text: str) -> str | None:
    """The address that somebody typed or a browser handed over: its scheme may be missing, or be feed:.

    None for what is no address: a word, a path, the name of a file.
    """
    bare = re.sub(r"^feed:(?://)?(?=https?:)", "", text.strip(), flags=re.IGNORECASE)
    bare = re.sub(r"^feed:(?://)?", "", bare, flags=re.IGNORECASE).removeprefix("//")
    if "://" in bare:
        return web_url(bare)
    host, _, path = bare.partition("/")
    if not _PUBLIC_HOST.match(host) or (not path and _FILE.search(host)):
        return None
    return web_url(f"https://{bare}")


def article_url(url: str | None, base: str | None = None) -> str | None:
    """`url` as the publisher spells it, made absolute with `base`, without campaign codes; None as in `web_url`."""
    address = web_url(url, base)
    if address is None or not _CAMPAIGN.search(address):
        return address
    parts = urlsplit(address)
    query = "&".join(pair for pair in parts.query.split("&") if not _CAMPAIGN.match(pair))
    return urlunsplit(parts._replace(query=query))


def canonical_url(url: str | None, base: str | None = None) -> str | None:
    """One spelling for all the addresses of an article; None where `url` is not a web address.

    It tells articles apart. It is never fetched and never shown.
    """
    address = web_url(url, base)
    if address is None:
        return None
    parts = urlsplit(address)
    host = (parts.hostname or "").rstrip(".").lower()
    with suppress(UnicodeError):
        host = host.encode("idna").decode("ascii")
    host = re.sub(r"^(amp|m|mobile)\.(?=[^.]+\.[^.]+)", "", host)
    port = "" if parts.port in (None, _DEFAULT_PORT[parts.scheme.lower()]) else f":{parts.port}"
    return urlunsplit((parts.scheme.lower(), host + port, _path(parts.path), _query(parts.query), ""))


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one host, with or without "www."."""
    return _host(one) == _host(other)


def _host(url: str) -> str:
    return (urlsplit(canonical_url(url) or "").hostname or "").removeprefix("www.")


def _path(path: str) -> str:
    path = re.sub(r"/amp/?$|(?<=\.)amp\.(?=html?$)|^/amp(?=/)", "", path)
    path = _INDEX.sub("/", re.sub(r"/{2,}", "/", path))
    path = re.sub(r"%[0-9a-fA-F]{2}", lambda found: found[0].upper(), quote(path, safe="/%:@!$&'()*+,;=~-._"))
    return path.rstrip("/") or "/"


def _query(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True)
    return urlencode(sorted(pair for pair in pairs if not _TRACKING.match(pair[0]) or _is_number(*pair)))


def _is_number(name: str, value: str) -> bool:
    return bool(_NUMBERED.match(name)) and value.isdecimal()


def is_ambiguous(url: str | None) -> bool:
    """Whether an address has parameters that may be a campaign's or the article's own."""
    query = urlsplit(url).query if url and "?" in url else ""
    names = (pair.partition("=")[0] for pair in query.split("&"))
    return any(_TRACKING.match(name) and not _CAMPAIGN.match(f"{name}=") for name in names)


def own_id(identity: str, url: str | None, title: str | None, text: str) -> str:
    """The id of an article that shares `identity` with another one: of its own address, else of its words."""
    key = f"{identity} {url}" if url else f"{identity} {title or ''} {' '.join(text.split())}"
    return article_id(url=None, guid=key)


def article_id(
    *, url: str | None, guid: str | None = None, outlet: str | None = None, title: str | None = None, text: str = ""
) -> str:
    """16 hexadecimal digits: of the canonical address, else of the publisher's id, else of outlet, title and text."""
    address = canonical_url(url)
    if address:
        # http and https, with and without www, are the same article.
        key = re.sub(r"^https?://(www\.)?", "url:", address)
    elif guid:
        key = f"guid:{outlet or ''}\x00{guid}"
    else:
        key = "\x00".join(("text:", outlet or "", title or "", " ".join(text.split())))
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]
