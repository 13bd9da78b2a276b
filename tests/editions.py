"""Sample editions for the tests of every renderer: each field is used, and every quote is sliced from a text.

`sample()` is a full day; `hostile()` tries to break out of every format; `empty()` is a day without news;
`series(days)` is a run of days in which one story line develops, for the archive.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

from briefing.records import (
    Change,
    Citation,
    Claim,
    Conflict,
    Coverage,
    CoveredArticle,
    Edition,
    Failure,
    Image,
    LeadSentence,
    OutletCount,
    Point,
    RankReason,
    Section,
    Story,
    TimelineEntry,
)

DAY = dt.date(2026, 3, 12)

_TEXTS = {
    "ferry-1": (
        "The night ferry between Port Alder and Skerry Island ran aground on a sandbank shortly after two on Thursday "
        "morning. All 214 people on board were taken off by lifeboat before sunrise. Nobody was badly hurt, the "
        "coastguard said.\n\n"
        "The harbour authority closed the main channel until a salvage tug from the mainland can pull the vessel free. "
        "It expects that to be no earlier than Saturday's spring tide.\n\n"
        "“We felt one long scrape and then silence,” said Ada Brennick, a teacher who was travelling with her class."
    ),
    "ferry-2": (
        "Lifeboat crews brought 209 passengers and crew ashore after the Skerry Island ferry struck a sandbank, "
        "according to the operator, Northway Lines. The company had said on Wednesday that the channel buoys were due "
        "for repair.\n\n"
        "Two people were treated for sprained wrists."
    ),
    "ferry-3": (
        "Le ferry de l'île de Skerry s'est échoué dans la nuit de jeudi. Les passagers ont tous été évacués avant "
        "l'aube, a indiqué la capitainerie."
    ),
    "budget-1": (
        "The council of Port Alder approved a budget of 48.5 million crowns late on Wednesday, by eleven votes to "
        "eight. It raises the parking levy from 2 to 3 crowns an hour and keeps the library on Fenner Street open.\n\n"
        "Mayor Ines Corvalho had first proposed closing it. Opponents say the levy will empty the market square."
    ),
    "budget-2": (
        "Port Alder's councillors voted eleven to eight for next year's spending plan. Shopkeepers on the square "
        "handed in a petition with 1,902 signatures against the parking levy."
    ),
    "heat-1": (
        "Engineers at the University of Marrow Hill say a district heating plant that stores summer warmth in an old "
        "mine has now run for a full winter without back-up gas. It supplied 3,100 homes, and the water in the "
        "galleries was still at 41 degrees in the first week of March.\n\n"
        "The team warns that the mine's geology is unusually dry, so that other towns may not see the same result."
    ),
    "match-1": (
        "Arsène Duval scored twice as Harbour United came from behind to beat Marrow Hill Rovers 3-2 on Wednesday "
        "night, and move to the top of the table with four matches left."
    ),
    "match-2": "«Харбор Юнайтед» переміг «Ровери» з рахунком 3:2 і очолив таблицю за чотири тури до кінця сезону.",
}


def cite(article_id: str, quote: str) -> Citation:
    """The citation of `quote`, whose paragraph is found in the sample text; the words are sliced, never typed twice."""
    text = _TEXTS[article_id]
    start = text.index(quote)
    end = start + len(quote)
    opening = text.rfind("\n\n", 0, start)
    closing = text.find("\n\n", end)
    return Citation(
        article_id=article_id,
        start=start,
        end=end,
        quote=text[start:end],
        before=text[opening + 2 if opening >= 0 else 0 : start],
        after=text[end : closing if closing >= 0 else len(text)],
    )


def _covered(
    article_id: str,
    title: str | None,
    outlet: str | None,
    url: str | None,
    published: dt.datetime | None,
    **extra: Any,
) -> CoveredArticle:
    values: dict[str, Any] = {"author": None, "language": "en", "source": f"news/{article_id}.txt", "words": 480}
    values.update(extra)
    return CoveredArticle(id=article_id, title=title, outlet=outlet, url=url, published=published, **values)


def _utc(hour: int, minute: int = 0, day: int = 12) -> dt.datetime:
    return dt.datetime(2026, 3, day, hour, minute, tzinfo=dt.UTC)


ARTICLES = (
    _covered("ferry-1", "Skerry ferry aground, all 214 brought ashore", "The Alder Gazette",
             "https://alder-gazette.example/2026/03/12/skerry-ferry?ref=front&page=1", _utc(6, 40),
             author="Ruth Okafor", words=612,
             image=Image("https://alder-gazette.example/i/skerry.jpg", "The ferry on the sandbank", "Ines Dahl")),
    _covered("ferry-2", "Northway ferry hits sandbank", "Coast Radio", "https://coastradio.example/news/8841",
             _utc(7, 5), words=240),
    _covered("ferry-3", "Un ferry s'échoue devant Skerry", "La Dépêche du Nord", "https://depeche-nord.example/a/ferry",
             None, language="fr", labels=("undated", "short"), words=95),
    _covered("budget-1", "Council passes budget, library survives", "The Alder Gazette",
             "https://alder-gazette.example/2026/03/11/budget", _utc(21, 15, 11), author="Tomas Vey", words=730),
    _covered("budget-2", "Eleven to eight: the vote on the square", "Marrow Hill Post",
             "https://marrowhillpost.example/council-vote", _utc(5, 30), words=415),
    _covered("heat-1", "A winter from the mine", "Open Bench", None, _utc(9), source="letters/open-bench.eml",
             words=1240),
    _covered("match-1", "Duval double lifts United to the top", "Coast Radio", "http://coastradio.example/sport/3-2",
             _utc(22, 10, 11), words=380),
    _covered("match-2", "«Харбор Юнайтед» — лідер", "Вечірній порт", "https://port.example/uk/матч", _utc(22, 40, 11),
             language="uk", labels=("paywalled",), words=60),
)  # fmt: skip


def _point(text: str, *citations: Citation, outlets: int = 1, **extra: Any) -> Point:
    values: dict[str, Any] = {"kind": "verbatim", "verdict": "supported", "score": 0.5}
    values.update(extra)
    return Point(text=text, citations=citations, outlets=outlets, **values)


def _ferry() -> Story:
    repair = cite("ferry-2", "The company had said on Wednesday that the channel buoys were due for repair.")
    saved = cite("ferry-1", "All 214 people on board were taken off by lifeboat before sunrise.")
    fewer = cite("ferry-2", "Lifeboat crews brought 209 passengers and crew ashore")
    closed = cite(
        "ferry-1",
        "The harbour authority closed the main channel until a salvage tug from the mainland can pull the vessel free.",
    )
    return Story(
        id="s-20260311-7f3a",
        headline="Skerry Island ferry runs aground; everyone on board is brought ashore",
        article_ids=("ferry-1", "ferry-2", "ferry-3"),
        points=(
            _point(
                "All 214 people on board were taken off by lifeboat before sunrise.",
                saved,
                cite("ferry-3", "Les passagers ont tous été évacués avant l'aube, a indiqué la capitainerie."),
                outlets=2,
                score=0.91,
            ),
            _point(
                "The harbour authority closed the main channel until a salvage tug can pull the vessel free.",
                closed,
                kind="compressed",
                score=0.78,
            ),
            _point(
                "The operator had said on Wednesday that the channel buoys were due for repair.",
                repair,
                kind="rewritten",
                score=0.61,
            ),
        ),
        lead=(
            LeadSentence("Lifeboats took all 214 people off the ferry before sunrise.", (1,)),
            LeadSentence("The channel stays closed until a tug frees her.", (2, 3)),
        ),
        status="updated",
        first_seen=dt.date(2026, 3, 11),
        changes=(
            Change("point", "The main channel is now closed until a salvage tug arrives.", (closed,)),
            Change("figure", "214 people were on board", (saved,), before="about 200 people", before_citation=fewer),
            Change("status", "From a delay to a rescue", (saved,), before="delayed"),
        ),
        conflicts=(Conflict("People brought ashore", (Claim("214", (saved,)), Claim("209", (fewer,)))),),
        why_merged=("share: Skerry Island, sandbank, lifeboat", "first paragraphs are 0.83 alike"),
        why_ranked=(
            RankReason("outlets", 3.0, 0.4, "told by three outlets"),
            RankReason("recency", 0.9, 0.3, "newest article at 07:05"),
            RankReason("interest", 0.0, 0.2),
        ),
        rank=1.47,
        timeline=(
            TimelineEntry(dt.date(2026, 3, 9), "Buoys off Skerry drift after storm", 1),
            TimelineEntry(dt.date(2026, 3, 11), "Northway delays the Skerry crossing", 4),
            TimelineEntry(dt.date(2026, 3, 12), "Skerry Island ferry runs aground", 3),
        ),
    )


def _budget() -> Story:
    vote = cite("budget-1", "The council of Port Alder approved a budget of 48.5 million crowns late on Wednesday")
    return Story(
        id="s-20260312-b0d9",
        headline="Port Alder passes its budget and keeps the Fenner Street library",
        article_ids=("budget-1", "budget-2"),
        points=(
            _point(
                "The council of Port Alder approved a budget of 48.5 million crowns late on Wednesday, by eleven votes "
                "to eight.",
                cite("budget-1", "The council of Port Alder approved a budget of 48.5 million crowns late on "
                     "Wednesday, by eleven votes to eight."),
                cite("budget-2", "Port Alder's councillors voted eleven to eight for next year's spending plan."),
                outlets=2,
                score=0.88,
            ),
            _point(
                "It raises the parking levy from 2 to 3 crowns an hour and keeps the library on Fenner Street open.",
                cite("budget-1", "It raises the parking levy from 2 to 3 crowns an hour and keeps the library on "
                     "Fenner Street open."),
                score=0.7,
            ),
            _point(
                "Shopkeepers on the square handed in a petition with 1,902 signatures against the parking levy.",
                cite("budget-2", "Shopkeepers on the square handed in a petition with 1,902 signatures against the "
                     "parking levy."),
                score=0.55,
            ),
        ),
        first_seen=DAY,
        why_merged=("both report the eleven-to-eight vote",),
        why_ranked=(RankReason("outlets", 2.0, 0.4, "told by two outlets"),),
        rank=1.1,
        conflicts=(),
        changes=(),
        timeline=(TimelineEntry(DAY, vote.quote, 2),),
    )  # fmt: skip


def _heat() -> Story:
    full = "It supplied 3,100 homes, and the water in the galleries was still at 41 degrees in the first week of March."
    caution = (
        "The team warns that the mine's geology is unusually dry, so that other towns may not see the same result."
    )
    return Story(
        id="s-20260312-h3a7",
        headline="A mine full of summer heat warms 3,100 homes through the winter",
        article_ids=("heat-1",),
        points=(
            _point(full, cite("heat-1", full), score=0.8),
            _point(caution, cite("heat-1", caution), score=0.6, verdict="unchecked"),
        ),
        rank=0.7,
    )


def _match() -> Story:
    english = cite(
        "match-1", "Arsène Duval scored twice as Harbour United came from behind to beat Marrow Hill Rovers 3-2"
    )
    return Story(
        id="s-20260310-m8c1",
        headline="United go top with four to play",
        article_ids=("match-1", "match-2"),
        points=(
            _point(english.quote, english, kind="compressed", score=0.5),
            _point(
                "«Харбор Юнайтед» переміг «Ровери» з рахунком 3:2 і очолив таблицю за чотири тури до кінця сезону.",
                cite("match-2", _TEXTS["match-2"]),
                score=0.4,
                verdict="unsupported",
            ),
        ),
        status="continuing",
        first_seen=dt.date(2026, 3, 10),
        rank=0.4,
        timeline=(
            TimelineEntry(dt.date(2026, 3, 10), "United chase the lead", 2),
            TimelineEntry(DAY, "United go top", 2),
        ),
    )  # fmt: skip


def sample() -> Edition:
    """A full day: four stories in three sections, with conflicts, changes, a time line and failures."""
    return Edition(
        date=DAY,
        title="The Harbour Briefing",
        language="en",
        timezone="Europe/Paris",
        published=_utc(11),
        headline="Skerry Island ferry runs aground; everyone on board is brought ashore",
        sections=(
            Section("Region", "region", (_ferry(), _budget())),
            Section("Science", "science", (_heat(),)),
            Section("Sport", "sport", (_match(),)),
        ),
        articles=ARTICLES,
        coverage=Coverage(
            sources=5,
            read=11,
            used=8,
            outlets=(
                OutletCount("The Alder Gazette", 2),
                OutletCount("Coast Radio", 2),
                OutletCount("La Dépêche du Nord", 1),
                OutletCount("Marrow Hill Post", 1),
                OutletCount("Open Bench", 1),
                OutletCount("Вечірній порт", 1),
            ),
            left_out=(("too short to summarize", 2), ("outside the time window", 1)),
            failures=(
                Failure("https://slow.example/feed.xml", "fetch", "did not answer in 20 seconds",
                        "Raise fetch.timeout, or remove the feed."),
                Failure("news/scan.pdf", "format", "is not text, HTML, a feed or a message"),
            ),
            rejected_rewrites=1,
        ),
        reading_minutes=3,
        saved_minutes=19,
        model="all-MiniLM-L6-v2@53aa51172d14",
        generator="briefing 0.1.0",
        note_html="<p>Ferries resume on <em>Saturday</em> at the earliest. "
        '<a href="https://northway.example/status" rel="noopener noreferrer">Timetable</a>.</p>',
    )  # fmt: skip


def empty() -> Edition:
    """A day on which nothing could be printed."""
    day = sample()
    coverage = Coverage(sources=1, read=0, used=0, outlets=(), failures=day.coverage.failures[:1])
    return dataclasses.replace(
        day,
        headline="",
        sections=(),
        articles=(),
        coverage=coverage,
        reading_minutes=0,
        saved_minutes=0,
        note_html=None,
    )


HOSTILE_TITLE = (
    '<script>alert("1")</script> & <img src=x onerror=alert(2)> ]]> --> {{ 7*7 }} [x](javascript:alert(3)) | `#'
)
HOSTILE_TEXTS = {
    "h1": HOSTILE_TITLE
    + " \N{RIGHT-TO-LEFT OVERRIDE}gnp.exe\N{POP DIRECTIONAL FORMATTING} 🦑🏳️‍🌈 Z̷͍̈a̸͉͐l̴̯̾g̶̰̈o\r\nBcc: all@x.example",
    "h2": "Supercali" * 60,
    "h3": "وصلت العبّارة إلى الميناء صباح اليوم، وقال الركاب إنهم بخير. שלום 12",
}
HOSTILE_URLS = ("javascript:alert(1)", "data:text/html,<script>alert(1)</script>", 'https://x.example/"><script>')


def hostile() -> Edition:
    """A day whose every text field tries to break out of its format: markup, links, controls, scripts of writing."""
    articles = tuple(
        _covered(key, HOSTILE_TITLE if key == "h1" else text[:80], HOSTILE_TITLE if key == "h1" else None, url, None,
                 source=f"<{key}>", language="ar" if key == "h3" else "en", labels=("undated",),
                 image=Image(url, HOSTILE_TITLE, HOSTILE_TITLE))
        for (key, text), url in zip(HOSTILE_TEXTS.items(), HOSTILE_URLS, strict=True)
    )  # fmt: skip
    stories = tuple(
        Story(
            id=f"s-hostile-{key}",
            headline=text[:600],
            article_ids=(key,),
            points=(_point(text, Citation(key, 0, len(text), text)),),
            changes=(Change("figure", HOSTILE_TITLE, (Citation(key, 0, len(text), text),), before=HOSTILE_TITLE),),
            conflicts=(Conflict(HOSTILE_TITLE, (Claim(HOSTILE_TITLE, (Citation(key, 0, len(text), text),)),)),),
            why_merged=(HOSTILE_TITLE,),
            timeline=(TimelineEntry(DAY, HOSTILE_TITLE, 1),),
            lead=(LeadSentence(HOSTILE_TITLE, (1,)),),
        )
        for key, text in HOSTILE_TEXTS.items()
    )
    coverage = Coverage(
        sources=1,
        read=3,
        used=3,
        outlets=(OutletCount(HOSTILE_TITLE, 3),),
        left_out=((HOSTILE_TITLE, 1),),
        failures=(Failure(HOSTILE_TITLE, "fetch", HOSTILE_TITLE, HOSTILE_TITLE),),
    )
    return dataclasses.replace(
        sample(),
        title=HOSTILE_TITLE,
        headline=HOSTILE_TITLE,
        sections=(Section(HOSTILE_TITLE, "hostile", stories),),
        articles=articles,
        coverage=coverage,
        note_html=None,
    )


def series(days: int, *, first: dt.date = DAY) -> tuple[Edition, ...]:
    """`days` consecutive editions from `first` on: the ferry's story line develops, others last a day."""
    return tuple(_on(first + dt.timedelta(days=number), number) for number in range(days))


def _on(date: dt.date, number: int) -> Edition:
    day = sample()
    sections = tuple(
        dataclasses.replace(section, stories=tuple(_dated(story, date, number) for story in section.stories))
        for section in day.sections
    )
    published = dt.datetime.combine(date, dt.time(11), tzinfo=dt.UTC)
    return dataclasses.replace(
        day, date=date, published=published, sections=sections, headline=sections[0].stories[0].headline
    )


def _dated(story: Story, date: dt.date, number: int) -> Story:
    if story.id == "s-20260311-7f3a":
        headline = f"Skerry ferry, day {number + 1}: {story.headline}"
        return dataclasses.replace(story, headline=headline, timeline=(TimelineEntry(date, headline, 3),))
    return dataclasses.replace(story, id=f"{story.id}-{date:%Y%m%d}", first_seen=date, status="new")
