"""What stands among the words of an article and is not part of what it says.

Datelines, bylines, credits, adverts, invitations to subscribe or read on: never a key point. Patterns are anchored at
the start of a paragraph, so that an article about advertising keeps its sentences.
"""

from __future__ import annotations

import re

__all__ = ["asks_to_pay", "dateline_date", "dateline_length", "is_cookie_wall", "is_frame", "is_junk", "is_offer"]

_JUNK_PATTERNS = (
    # adverts
    r"(?:advert(?:isement|ising)?s?|anzeige|werbung|publicité|publicidad|реклама)\W*$",
    r"sponsored\b[^.!?]{0,40}$|(?:anzeige|werbung|advertisement|publicité|publicidad|реклама)\s*[–—:|-]",
    # pointers to other texts
    r"(?:article|story) continues (?:below|after)\b|scroll (?:down )?to continue\b|continue reading\b.{0,80}$",
    r"(?:read|see|watch|listen|related|more)(?: (?:more|also|next|now|on this|stories|coverage|here))?\s*[:>»→]",
    r"(?-i:R(?:ead more|EAD MORE)(?=[A-ZÀ-ÞА-Я“‘«])).{0,160}$",
    (
        r"(?:lire aussi|à lire|lees ook|lesen sie auch|mehr zum thema|lea también|lee también|leggi anche|"
        r"читайте также|"
        r"читайте також|читайте ще|czytaj też)\b"
    ),
    (
        r"(?:you (?:may|might) (?:also )?(?:like|enjoy|be interested in)|"
        r"(?:das )?(?:thema )?könnte (?:sie|dich|euch) auch|auch interessant|"
        r"weitere (?:artikel|beiträge|themen)|passend dazu|meistgelesen|"
        r"sur le même sujet|pour aller plus loin|vous aimerez aussi|les plus lus|"
        r"(?:también )?(?:te|le) puede interesar|"
        r"notas relacionadas|más (?:leídas|noticias)|(?:материалы|новости) по теме|матеріали (?:за темою|по темі)|"
        r"смотрите также|дивіться також)\b[^.!?]{0,100}$"
    ),
    r"(?:siehe auch|voir aussi|ver también|puedes ver)\s*[:>»→]",
    r"weitere (?:infos?|informationen) (?:(?:unter|auf|finden|gibt es|hier)\b.{0,90}$|[^.!?]{0,60}:$)",
    r"(?:相关(?:阅读|新闻|报道|文章)|延伸阅读|推荐阅读|関連記事|あわせて読みたい|おすすめ記事)\s*[:：]?.{0,60}$",
    r"the post .{0,300} appeared first on\b|(?:click|tap) here\b",
    # newsletters, accounts, social networks
    r"(?:sign up|subscribe) (?:to|for|here|now|today)\b|(?:our|the) .{0,60}\bnewsletter\b.{0,80}\binbox\b",
    r"get (?:our|the) .{0,60}\b(?:newsletter|inbox)\b|(?:follow|join) us on\b|unsubscribe\b",
    (
        r"(?:follow|like|join|find) (?:us|me|@\w+|(?:the )?[\w.'’-]{1,30}(?: [\w.'’-]{1,30})?) on "
        r"(?:twitter|x|facebook|instagram|telegram|linkedin|youtube|whatsapp|mastodon|bluesky|threads|google news)\b"
    ),
    (
        r"(?:s[ií]guenos (?:en|por)|folge(?:n sie|t)? (?:uns|mir) (?:auf|bei|in)|suivez[- ](?:nous|moi) sur|"
        r"подп(?:исывайтесь|ишитесь) на|підп(?:исуйтесь|ишіться) на|следите за нами|слідкуйте за нами)\b.{0,160}$"
    ),
    r"(?:for the latest (?:stories|news)\b.{0,60}|download (?:the|our) [\w .'’-]{0,40})\bapps?\b.{0,80}$",
    # the reader asked
    r"if you (?:enjoyed|liked) (?:reading )?this\b|we want to hear (?:what you think|from you)\b",
    r"if you(?:[’']re| are) seeing this message\b|to (?:view|read) the full (?:story|article),? please\b",
    r"gefällt (?:dir|ihnen|euch) (?:unser|dieser|diese|das)\b.{0,120}\?",
    # who is paid for what
    r"(?:this|the) (?:post|article|page|story) (?:may )?contains? (?:affiliate|references to products)\b",
    r"we (?:may )?(?:earn|receive) an? (?:small )?(?:affiliate )?commission\b|as an amazon associate\b",
    r"bei den (?:verlinkungen|links) handelt es sich um\b|(?:diese|einige|die mit).{0,40}(?:affiliate|werbe)-?links\b",
    r"cet article (?:peut contenir|contient) des liens\b|este artículo (?:puede contener|contiene) enlaces de afiliad",
    r"already a subscriber\b|(?:log|sign) in to\b|create (?:a free|an) account\b|you are receiving this\b",
    r"share (?:this|on|via)\b[^.!?]{0,60}$|(?:tweet|pin it|e-?mail this|print this)\b[^.!?]{0,20}$",
    r"(?:view|read) (?:this )?(?:e-?mail |it )?(?:in|on) (?:your|the|a) browser\b",
    # a newsletter's greeting, number and motto
    r"(?:good (?:morning|afternoon|evening)|dear (?:reader|subscriber|friend)s?)(?:,? \w+){0,3}[.!,]?$",
    r"(?:no|nr|n°|issue|edition|vol)\.? ?\d+\s*[,·|–-].{0,9}\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b[^.!?]{0,40}",
    (
        r"[\w ,&'’-]{0,40}\bnews(?:letter)?\b.{0,15}"
        r"(?:\b(?:every|each) (?:day|week|morning|evening|\w+day)|\bon \w+days(?:,? and \w+days)?)\W*$"
    ),
    # rights and credits
    r"(?:©|\(c\)|copyright\s*(?:©|\(c\)|\d{4}))|all rights reserved\b|alle rechte vorbehalten\b|tous droits réservés\b",
    (
        r"(?:photo(?:graph|s)?|image|picture|video|foto|bild|illustration|фото)s?\s*(?:(?:by|credit|courtesy|source|caption|"
        r"via)\b[^.!?]{0,160}$|[:/©].{0,160}$)"
    ),
    (
        r"(?:titelbild|beitragsbild|bild(?:nachweis|quelle|rechte)|crédits?(?: photos?)?|credits?|quelle|source|fuente|"
        r"crédito|источник|джерело|来源|出典)\s*[:：©].{0,80}$"
    ),
    r"(?:getty images|reuters|ap photo|afp|shutterstock|epa|alamy)\s*(?:/.{0,60})?$",
    r"(?:(?:additional )?reporting|edited|editing|writing|compiled|translation) by\b.{0,240}$",
    # bylines and dates
    r"(?:by|von|par|por|автор) [^.!?]{3,70}$",
    (
        r"(?:published|updated|posted|last updated|last modified|first published|veröffentlicht|publié le|"
        r"publicado|опубликовано|опубліковано)\b[^.!?]{0,60}(?:\b[ap]\.m\.)?$"
    ),
    r"\d+ (?:minutes?|min|hours?|days?) (?:ago|read)\b[^.!?]{0,20}$",
    (
        r"this (?:article|story|piece) (?:was|is|has been|appeared|first) .{0,40}"
        r"(?:originally|first|published|updated|republished|translated|produced|amended)\b"
    ),
    r"dieser (?:text|artikel|beitrag) (?:wurde|ist|erschien)\b.{0,60}\b(?:veröffentlicht|erschienen|zuerst)\b",
    r"video (?:verfügbar|disponible|available)\b.{0,40}$|(?:bewerten|rate this|teilen)\s*:\s*$",
    # the site speaking
    r"(?:contact|e-?mail) (?:us|the (?:author|reporter|newsroom))\b|(?:got|do you have) a (?:story|tip)\b",
    r"(?:we|this (?:site|website))(?: and our .{0,30})? (?:use|uses|store) cookies\b|by using this (?:site|website)\b",
    r"(?:accept|manage) (?:all )?cookies\b|be the first to comment|comments are closed|leave a comment|\d+ comments?$",
    r"(?:tags?|topics?|categories|filed under|keywords)\s*:",
)
_JUNK = re.compile(rf"^\W*(?:{'|'.join(_JUNK_PATTERNS)})", re.IGNORECASE)
_PAY = re.compile(
    r"\b(subscribe (now )?to (continue|keep|read)|(continue|keep) reading (with|for|by)|to (continue|keep) reading|"
    r"(this|the) (article|content|story) is (for|only for|available to|reserved for|exclusive to) .{0,30}subscribers|"
    r"already a subscriber|become a (subscriber|member) to|start your (free )?trial|unlock (this|the) (article|story)|"
    r"you have (reached|used) .{0,40}(free|limit)|log in to (continue|read)|register to (continue|read)|"
    r"réservé aux abonnés|il vous reste .{0,20} à lire|abonnez-vous pour|weiterlesen mit|nur für abonnenten|"
    r"exklusiv für abonnenten|jetzt abonnieren|solo para suscriptores|suscríbete para|"
    r"только для подписчиков|лише для передплатників)",
    re.IGNORECASE,
)
_COOKIE = re.compile(
    r"\b(accept (all )?cookies|cookie (policy|settings|preferences)|we (and our .{0,30}partners )?(use|store) cookies|"
    r"consent to .{0,60}cookies|cookies? akzeptieren|accepter .{0,20}cookies|please enable (javascript|cookies)|"
    r"checking your browser|are you a robot|verify you are human|access denied)",
    re.IGNORECASE,
)
_PLACE = r"[A-ZÀ-ÞА-ЯІЇЄҐ][A-ZÀ-ÞА-ЯІЇЄҐ'’.\- ]{2,40}(?:(?:,|\s*/)\s*[^\W\d_][\w.'’ -]{1,30}){0,2}"
_DATE = (
    r"(?:(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?(?:\d{1,2}\s+[A-Z][a-z]{2,8}\.?|[A-Z][a-z]{2,8}\.?\s+\d{1,2})"
    r"(?:,?\s+\d{4})?)"
)
_DATELINE = re.compile(
    rf"\s*(?:{_PLACE}(?:,\s*(?P<date>{_DATE}))?\s*(?:\([A-Z][\w\s./&-]{{1,30}}\)\s*(?:[–—-]|--)?|[–—]|--|-)\s+"
    rf"|{_PLACE},\s*(?P<dated>{_DATE})\s*(?:\([A-Z][\w\s./&-]{{1,30}}\))?\s*[.:–—-]+\s+)(?=[“\"'‘«„¿¡A-ZÀ-ÞА-ЯІЇЄҐ0-9])"
)
_SENTENCE_END = re.compile(r"[.!?…。！？।؟۔][\"'”’»)\]]*$|[.!?…][\"'”’»)\]]*\s")
# Longer is a paragraph of the article that a credit or a notice has run into.
_JUNK_WORDS = 40
# Headings are short; sentences without a full stop are rare and mostly longer. A guess, not yet measured.
_HEADING_WORDS = 14


def is_junk(text: str) -> bool:
    """Whether a paragraph or sentence belongs to the page and not to the article."""
    return bool(_JUNK.match(text)) and len(text.split()) <= _JUNK_WORDS


def is_offer(sentence: str) -> bool:
    """Whether a sentence is junk, or asks for a subscription."""
    return is_junk(sentence) or bool(_PAY.search(sentence))


def is_frame(text: str) -> bool:
    """Whether a paragraph is junk, or a heading, label or signature rather than sentences."""
    flat = " ".join(text.split())
    if is_junk(flat):
        return True
    spaced = len(flat.split()) <= _HEADING_WORDS and len(flat) < 120
    return spaced and not _SENTENCE_END.search(flat) and not _is_unspaced_sentence(flat)


def dateline_length(text: str) -> int:
    """How many characters at the start of a paragraph are its dateline ("MOSSGATE, Halvania (MW) - ")."""
    found = _DATELINE.match(text[:200])
    return found.end() if found else 0


def dateline_date(text: str) -> str | None:
    """The date in the dateline of the first paragraphs, where it has one."""
    for paragraph in text[:1000].split("\n\n")[:3]:
        found = _DATELINE.match(paragraph[:200])
        if found:
            return found["date"] or found["dated"]
    return None


def asks_to_pay(text: str) -> bool:
    """Whether the end of the text asks for a subscription to read on."""
    return bool(_PAY.search(text[-600:]))


def is_cookie_wall(text: str) -> bool:
    """Whether the text is a consent or robot check rather than an article."""
    return len(text) < 1_500 and bool(_COOKIE.search(text))


def _is_unspaced_sentence(text: str) -> bool:
    return len(text) > 25 and " " not in text
