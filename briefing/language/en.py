"""English."""

from __future__ import annotations

import re

from briefing.language.language_words import (
    SYMBOLS,
    Compression,
    Events,
    Language,
    Naming,
    NumberWords,
    Page,
    Reading,
    Verification,
    forms,
    gendered,
    hedging,
    patterns,
    units,
    word_set,
)

__all__ = [
    "FUNCTION_WORDS",
    "GOVERNING_WORDS",
    "HANGING_WORDS",
    "KICKERS",
    "LANGUAGE",
    "LEADING_WORDS",
    "LIGHT_ENDINGS",
    "LIGHT_WORDS",
    "PARTICLES",
    "REPORTING_VERBS",
    "ROUNDING_WORDS",
    "SAYS",
    "TIMES",
]

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen \
eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_NUMBERS = NumberWords(
    values={
        **{word: float(value) for value, word in enumerate(_SMALL.split())},
        **{word: 10.0 * value for value, word in enumerate(_TENS.split(), 2)},
    },
    singles=frozenset(("one",)),
    loose=forms(("half", 0.5), ("both twice couple double", 2.0)),
    ordinals={word: float(value) for value, word in enumerate(_ORDINALS.split(), 1)},
    ordinal_marks=("st", "nd", "rd", "th"),
    hundreds=frozenset(("hundred",)),
    hundreds_after_digits=True,
    scales=forms(
        *(("thousand", 1e3), ("million millions", 1e6), ("billion billions", 1e9), ("trillion trillions", 1e12)),
        *(("lakh lakhs", 1e5), ("crore crores", 1e7)),
    ),
    dozens={"dozen": 12.0},
    before_bare=frozenset(("a", "an")),
    vague=frozenset(("several", "few", "many", "no")),
    joiners=frozenset(("and",)),
    joins="hundreds",
    halves=("and a half",),
    shares_of={
        "half a": 0.5,
        "half": 0.5,
        "a quarter of a": 0.25,
        "quarter of a": 0.25,
        "three quarters of a": 0.75,
        "three-quarters of a": 0.75,
    },
)
_UNITS = SYMBOLS | units(
    ("second seconds sec", "second", 1.0),
    ("minute minutes", "second", 60.0),
    ("hour hours", "second", 3600.0),
    ("day days", "second", 86400.0),
    ("week weeks", "second", 604800.0),
    ("month months", "month", 1.0),
    ("year years", "month", 12.0),
    ("metre metres meter meters", "metre", 1.0),
    ("kilometre kilometres kilometer kilometers", "metre", 1000.0),
    ("mile miles", "metre", 1609.344),
    ("foot feet ft", "metre", 0.3048),
    ("centimetre centimetres", "metre", 0.01),
    ("millimetre millimetres", "metre", 0.001),
    ("kilogram kilograms kilos", "gram", 1000.0),
    ("tonne tonnes ton tons", "gram", 1e6),
    ("hectare hectares", "hectare", 1.0),
    ("acre acres", "hectare", 0.404686),
    ("litre litres liter liters", "litre", 1.0),
    ("degree degrees", "degree", 1.0),
    ("megawatt megawatts", "watt", 1e6),
    ("gigawatt gigawatts", "watt", 1e9),
    ("mph", "mph", 1.0),
    ("knot knots", "knot", 1.0),
)
_CURRENCIES = units(
    ("dollar dollars usd", "dollar", 1.0),
    ("cent cents", "cent", 1.0),
    ("euro euros eur", "euro", 1.0),
    ("pound pounds gbp", "pound", 1.0),
    ("penny pence p", "pound", 0.01),
    ("crown crowns", "crown", 1.0),
    ("franc francs", "franc", 1.0),
    ("krone kroner krona kronor koruna", "krone", 1.0),
    ("yen", "yen", 1.0),
    ("yuan", "yuan", 1.0),
    ("rupee rupees", "rupee", 1.0),
    ("ruble rubles rouble roubles", "ruble", 1.0),
    ("peso pesos", "peso", 1.0),
    ("mark marks", "mark", 1.0),
    ("hryvnia hryvnias", "hryvnia", 1.0),
)
_HEDGES = hedging(
    about="about|around|some|roughly|approximately|circa|an estimated|estimated",
    nearly="nearly|almost|close to|just under|just short of|barely",
    more="more than|over|above|upwards of|in excess of|just over",
    at_least="at least|no fewer than|no less than|not fewer than|not less than|not under|a minimum of",
    fewer="fewer than|less than|under|below",
    at_most="at most|no more than|not more than|not over|up to|as many as|as much as|a maximum of",
)
_AFTER = hedging(about="or so", at_least="or more", at_most="or fewer|or less|at most")
_NOT_COUNTED = word_set(
    "the a an of to in on at by for from with and or that which who were was are is be been have has had after before "
    "more other others another new old people's its their his her "
    "them those these us"
)

FUNCTION_WORDS = word_set(
    "the a an of to in on at by for with from as and or but that which who whom whose this these those it its he she "
    "they them his her their him is are was were be been being has have had do does did will would can could may might "
    "must shall should not no so than then there here very also just now still yet even ever more most much many some "
    "any all both each such own other into over under after before about up down out off again when where while if "
    "because until i you we me my your our us said says"
)
_IRREGULAR = dict(
    pair.split(":")
    for pair in word_set(
        "fell:fall fallen:fall sank:sink sunk:sink won:win rose:rise risen:rise lost:lose left:leave found:find "
        "made:make gave:give given:give went:go gone:go came:come held:hold met:meet paid:pay sold:sell "
        "bought:buy broke:break broken:break spoke:speak grew:grow grown:grow knew:know known:know led:lead "
        "ran:run saw:see seen:see sent:send shot:shoot spent:spend stood:stand stole:steal stolen:steal "
        "threw:throw wrote:write written:write drove:drive driven:drive chose:choose chosen:choose took:take "
        "taken:take began:begin begun:begin kept:keep built:build fought:fight caught:catch brought:bring "
        "taught:teach thought:think told:tell flew:fly drew:draw ate:eat men:man women:woman children:child "
        "people:person"
    )
)

_OPPOSITES = """
rise rose risen rising increase increased grew up higher gain climbed jumped|\
fall fell fallen falling decrease decreased shrank down lower dropped plunged lost
win won wins winning beat beats|lose lost loses losing
accept accepted approve approved agreed backed|reject rejected refused opposed dismissed vetoed
support supports supported backs|oppose opposes opposed
open opened opens opening reopened|close closed closes closing shut
more most|fewer less least
above over|below under
before earlier|after later
best highest largest biggest|worst lowest smallest
high large big|low small
guilty convicted|innocent acquitted cleared
deficit|surplus
profit profits|loss losses
witness witnesses|suspect suspects
continue continues continued|stop stops stopped
majority|minority
granted given|denied refused
arrive arrived|leave left departed
buy bought buys|sell sold sells
allow allowed permitted legal|ban banned forbade prohibited illegal
confirm confirmed admitted|deny denied denies
begin began begun start started starts|end ended ends finish finished stopped
alive survived|dead died killed
arrested detained jailed|released freed
male man men boy husband father son brother he him his|female woman women girl wife mother daughter sister she her
north northern|south southern
east eastern|west western
success successful succeeded|failure failed unsuccessful
home|away
all every always|some most many several sometimes
safe|dangerous unsafe
hot warm|cold cool
old older oldest|young younger youngest new
public|private
increasing growing|decreasing shrinking
first|last final
positive|negative
strong stronger|weak weaker
friend ally|enemy foe
import imports|export exports
remember|forget forgot
hired appointed|sacked fired dismissed
inside|outside
raise raised|cut lowered reduced
possible|impossible
likely|unlikely
able|unable
day|night
left|right
kept safe saved secure secured guaranteed|danger risk threatened jeopardy peril axed
jailed imprisoned sentenced|acquitted cleared freed
stay stays stayed staying remain remains remaining|resign resigns resigned quit quits
unchanged|raised lifted increased cut lowered reduced
passed adopted|rejected defeated vetoed
"""


def _opposites() -> dict[str, tuple[tuple[frozenset[str], frozenset[str]], ...]]:
    """A word -> its own side and the other side of every pair that it belongs to."""
    found: dict[str, list[tuple[frozenset[str], frozenset[str]]]] = {}
    for line in _OPPOSITES.strip().splitlines():
        one, other = (word_set(side) for side in line.split("|"))
        for side, against in ((one, other), (other, one)):
            for word in sorted(side):
                found.setdefault(word, []).append((side, against))
    return {word: tuple(pairs) for word, pairs in found.items()}


_NEGATIVE = re.compile(
    r"^(?:den(?:y|ies|ied|ying)|refus|fail|reject|declin|lack|prevent|avoid|stop|ban|cancel|unable|unlikely|rul"
    r"|without|"
    r"dismiss|halt|miss|oppos|reverse|scrap|block|fals|free|"
    r"un(?!der|ion|it|iv|til|cle|less|ique|form)[a-z]{4,}|in(?:valid|correct|nocent)|"
    r"dis(?:agre|allow|appear|approv|continu|credit|mantl|obey|prov|qualif|regard|satisf|trust)[a-z]*|"
    r"absent|abandon|drop|withdr|suspend|shelv|delay|postpon|rare|few|little|only|less|zero|instead|but|however|end|"
    r"too$|off$)"
)
_HEDGED = word_set(
    "may might could would should allegedly alleged reportedly suspicion possibly perhaps probably likely apparently "
    "suspected accused claimed claims claim believed expected planned plans proposed potential potentially rumoured "
    "purportedly considering hopes hope wants seeks considers if unless can possible supposedly alleges think "
    "thinks thought believe believes reports"
)
_SHORT_OF = re.compile(
    r"\b(?:stopp(?:ed|ing) short of|refus(?:ed|es) to|fail(?:ed|s) to|declin(?:ed|es) to|rul(?:ed|es) out)\b",
    re.IGNORECASE,
)
_SPEECH = (
    r"(?:said|says|say|told|tells|announced|announces|warned|warns|claimed|claims|admitted|insisted|confirmed|stated|"
    r"added|argued|denied|according to|statement|"
    r"quoted|spokes\w+|tweeted|wrote|reported|reports)"
)
_SPEAKER = re.compile(
    r"\b((?:[A-ZÀ-Þ][\w’'-]+ ){0,3}[A-ZÀ-Þ][\w’'-]+|[Tt]he \w+) "
    r"(?:said|says|told|announced|warned|claimed|admitted|insisted)\b"
    r"|\b[Aa]ccording to (?:the )?((?:[A-ZÀ-Þ][\w’'-]+ ?){1,4}|\w+)"
)
_OPENERS = word_set(
    "police officials people doctors experts residents workers one two three four five six seven eight nine ten "
    "according despite since although though however meanwhile later earlier today yesterday last next both another "
    "several many most few some there here what why how when while during following among around nearly almost about "
    "once only firefighters rescuers traffic emergency government parliament prosecutors scientists new former it's "
    "he's she's they're nobody everybody somebody everyone someone none neither passwords "
    "thirteen fourteen fifteen sixteen seventeen eighteen nineteen ten eleven twelve twenty thirty forty fifty sixty "
)
_SAME = (
    "us usa u.s america american americans united states",
    "uk u.k britain british britons united kingdom",
    "eu european union europe",
    "un united nations",
    "france french",
    "netherlands dutch holland",
    "spain spanish",
    "switzerland swiss",
    "germany german germans",
    "denmark danish danes",
    "greece greek greeks",
    "wales welsh",
    "china chinese",
    "england english",
    "ireland irish",
    "scotland scottish scots",
    "turkey turkish",
    "sweden swedish swedes",
    "poland polish poles",
    "finland finnish",
)
_STATED = _HEDGED | word_set(
    "will to said says told according warned warns expects suggests suggested plan aims charged trial allegation "
    "allegations accusations face faces facing unclear whether risk threatens intends set due"
)
# One group a line: words that a rewrite may put for one another.
_SYNONYMS = """
close closed closing shut shuts shutting closure
begin began begun start started starting
end ended finish finished conclude concluded
buy bought purchase purchased acquire acquired acquisition
hurt injure injured wound wounded injury injuries
kill killed dead death deaths died dying die fatal fatally
say said says told tells tell
vote voted voting ballot
decide decided decision
choose chose chosen choice pick picked select selected
help helped aid assist assisted assistance
job jobs post role position
firm firms company companies business businesses
car cars vehicle vehicles
cash money funds funding
need needs require requires required
want wants seek seeks sought
use used using
show shows showed shown reveal reveals revealed
find found discover discovered
stop stopped halt halted
ask asked request requested
answer answered reply replied respond responded response
cut cuts reduce reduced reduction
rise rose risen increase increased
fall fell fallen drop dropped decline declined
grow grew grown growth
big large major
small little minor
quick quickly fast rapid rapidly
children child kids kid
doctor doctors physician physicians
police officers officer
fire blaze
crash crashed collision collided
flat flats apartment apartments
house houses home homes
film films movie movies
test tests tested trial trials
leave left depart departed
arrive arrived arrival
meet met meeting
talk talks talked discussion discussions
agree agreed agreement deal
argue argued argument
win won victory winner
lose lost loss defeat defeated
lead led leader leads leading
build built building construct constructed
repair repairs repaired fix fixed
pay paid payment
sell sold sale
send sent
speak spoke spoken speech
think thought
know knew known
hold held
keep kept
rest remainder
yearly annual annually
monthly month
weekly week
daily day
american us u.s america
british britain uk u.k
european europe eu
french france
german germany
spanish spain
italian italy
russian russia
ukrainian ukraine
chinese china
japanese japan
indian india
africa african
israeli israel
iranian iran
iraqi iraq
syrian syria
irish ireland
scottish scotland
welsh wales
english england
canadian canada
australian australia
town city
road roads street streets
boss chief head
law laws legislation
about roughly approximately around nearly almost
move moved moving
return returned returns
plan plans planned planning
expect expected expects
warn warned warning warnings
replace replaced replacement
resign resigned resignation quit
arrest arrested detained detain
accuse accused accusation
charge charged charges
investigate investigated investigation inquiry probe
allow allowed permit permitted
ban banned forbid forbidden prohibit prohibited
"""
# Words that say little by themselves; who says so and what is denied or hedged is checked elsewhere.
LIGHT_WORDS = word_set(
    "according make makes made get gets got take takes took taken go goes went come comes came become became call "
    "called calls give gives gave given include includes including included involve involves involved remain remains "
    "remained continue continues continued currently recently newly amid among around near toward towards per "
    "via due set able across along against through throughout within without upon onto despite since while "
    "whether several one ones people person man men woman women thing things way time part new latest same well "
    "back yet mr mrs ms dr "
    "between during meanwhile however therefore thus added adding add adds report reports reported state states stated"
)
TIMES = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december today yesterday tomorrow tonight morning afternoon evening night noon "
    "midnight day week month year weekend early late earlier later last next previous spring summer autumn "
    "winter hour minute"
)
REPORTING_VERBS = word_set(
    "said says say told tells announced warned wrote claimed claims reported insisted argued denied"
)
# Words that say how far the ones after them are so.
GOVERNING_WORDS = word_set(
    "want wants wanted seek seeks sought hope hopes hoped hoping try tries tried trying attempt attempts "
    "attempted plan plans planned planning intend intends intended aim aims aimed demand demands demanded ask "
    "asks asked urge urges urged offer offers offered threaten threatens threatened propose proposes proposed "
    "consider considers considered considering expect expects expected refuse refuses refused fail fails failed "
    "deny denies denied doubt doubts known believed thought likely unlikely possible possibly perhaps probably "
    "may might could would should alleged allegedly reportedly apparently supposed suspected accused "
    "if unless whether until almost nearly barely hardly never not no without only"
)
# Words that hang on the noun before them.
HANGING_WORDS = word_set("of between among who which whose that")
# Words before a verb whose deed is not done yet, or not at all.
LEADING_WORDS = word_set("to will would can could may might should must not never")
# Of verbs in two words, which mean something else without it: "called off a strike".
PARTICLES = word_set("off up out down away back apart aside over through")
ROUNDING_WORDS = word_set("about around some nearly almost roughly approximately over")
# They stand before a story of any kind, and make no series.
KICKERS = word_set(
    "analysis breaking comment editorial exclusive explainer live opinion perspectives poll report reports "
    "timeline update "
    "video watch"
) | {"fact check", "live updates"}
# Endings that are taken off before words are weighed by how rare they are.
LIGHT_ENDINGS = re.compile(r"(?:ings?|ed|es|s|e)$")
# Any sign that a sentence has what it says from somebody.
SAYS = re.compile(
    r"\b(?:said|says|say|told|tells|according to|claim(?:s|ed|ing)?|alleg\w+|reportedly|argu(?:es|ed|ing)|"
    r"accus(?:es|ed|ing)|insist(?:s|ed)|warn(?:s|ed|ing)|den(?:ies|ied)|believ(?:es|ed)|suggest(?:s|ed)|"
    r"estimat(?:es|ed)|predict(?:s|ed)|testif(?:ies|ied)|wrote|tweeted|stated|apparently)\b",
    re.IGNORECASE,
)

_CLAIMS = (
    r"(?:says?|said|claims?|claimed|argues?|argued|believes?|believed|reckons?|insists?|insisted|alleges?|alleged|"
    r"wrote)"
)
_WORDS_OF = (
    r"(?:view|claim|account|version|word|opinion|position|argument|assessment|prediction|forecast|estimate|allegation|"
    r"accusation|warning|statement)"
)

_VERIFICATION = Verification(
    negations=word_set("not no never none nobody nothing neither nor cannot without hardly barely"),
    contractions=("n't",),
    negative=_NEGATIVE,
    not_denied=word_set("only just"),
    asking=word_set("whether"),
    short_of=_SHORT_OF,
    hedges=_HEDGED,
    alleged=word_set("suspicion suspected accused alleged allegedly"),
    reports=word_set("said says told according"),
    stated=_STATED,
    opposites=_opposites(),
    pronouns=re.compile(r"\b(?:he|she|they|it)\b", re.IGNORECASE),
    speech=re.compile(rf"\b{_SPEECH}\b", re.IGNORECASE),
    speaker=_SPEAKER,
    said=word_set("said says say told tell announced wrote added warned claimed"),
    openers=_OPENERS,
    titles=word_set("mr mrs ms miss dr sir lord lady president minister prime king queen prince princess"),
    aliases=tuple(word_set(group) for group in _SAME),
    place=re.compile(r"\b(?:in|at|near) ([A-ZÀ-Þ][\w-]+(?: [A-ZÀ-Þ][\w-]+)*)"),
    auxiliaries=word_set("a an any the is are was were be been do does did has have had can could ever one some"),
    may=word_set("may might could possibly perhaps allegedly reportedly"),
    certain=word_set("will can must"),
    rounding=word_set("about around some nearly almost over than roughly approximately least most"),
    joining=word_set("and or nor"),
    times=TIMES,
    small_numbers={
        1.0: word_set("a an one single sole only another"),
        0.5: word_set("half"),
        2.0: word_set("two both pair couple twins twin duo double twice second and"),
    },
    all_of=r"(?:all|every one of)(?: of)? (?:the |its |his |her |their )?",
    part_of=r"of (?:the |its )?",
    uncounted=word_set("other more new the of and to in on at for people"),
    clause_breaks=word_set("but while when after before that which who than or"),
)

# The five kinds of words that no cut may take away.
_NEGATION = (
    r"not|no|never|none|nor|neither|nobody|nothing|nowhere|without|cannot|hardly|barely|scarcely|rarely|seldom|lacks?|"
    r"lacked|un(?!der|ion|ique|it|iv|til|cle|iform)\w{4,}|absent|missing|banned|suspended|den(?:y|ies|ied|ying)"
    r"|refus\w+|fail\w*|reject\w*|declin\w+|ceased?|stopped|cancel\w*|withdr\w+|dismiss\w*|"
    r"acquitted|cleared|false\w*|untrue|wrong\w*|disput\w+"
)
_QUANTITY = (
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twent\w+|thirt\w+|fort(?:y|ies)|fift\w+|"
    r"sixt\w+|sevent\w+|eight\w+|ninet\w+|hundreds?|thousands?|millions?|billions?|dozens?|half|third|quarters?|both|"
    r"all|every|each|most\w*|many|much|some|several|few\w*|little|only|just|least|almost|nearly|about|around|over"
    r"|under|"
    r"more|less|up to|roughly|approximately|twice|double\w*|triple\w*|once|single|first|second|last|sole|per ?cent"
)
_CONDITION = (
    r"if|unless|until|till|except\w*|provided|providing|subject to|although|though|despite|but|however|because|since|"
    r"when|whenever|including|excluding|excluded|adjusted|combined|"
    r"while|whether|otherwise|instead|rather|even|pending|apart from|other than|save for|barring|exempt\w*|outside|"
    r"still|yet|already|so far"
)
_DOUBT = (
    r"may|might|could|would|should|can|possib\w+|perhaps|maybe|probab\w+|likely|unlikely|reported\w*|alleg\w+"
    r"|suspect\w*|"
    r"apparent\w*|seem\w*|appear\w*|believed?|thought|understood|expect\w*|claim\w*|purport\w+|so-called|accus\w+|"
    r"charg\w+|rumou?r\w*|supposed\w*|presum\w+|potential\w*|propos\w+|plan\w*|intend\w*|aims?|hop\w+|fear\w*"
    r"|consider\w*|"
    r"convicted|guilty|innocent|jailed|sentenced|indicted|wanted|on bail|on the run|former"
)
_ATTRIBUTION = (
    r"said|says?|saying|told|tells?|according|announc\w+|stat(?:ed?|es|ing)|report\w*|add(?:ed|ing)|insist\w*|argu\w+|"
    r"admit\w*|confirm\w*|warn\w*|describ\w+|call(?:ed|ing|s)|call|quoted?|tweet\w*|wr(?:ote|iting|itten)|explain\w*|"
    r"identif\w+|named|known as|"
    r"suggest\w*|conced\w+|acknowledg\w+|testif\w+|vow\w*|pledg\w+|urg\w+"
)
_COMPRESSION = Compression(
    ranked=re.compile(
        r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th)|last|next|only|sole|"
        r"best|worst|most|least|\w{2,}(?:iest|[dghklmnprtw]est))\b",
        re.IGNORECASE,
    ),
    protected=re.compile(
        rf"(?<!\w)(?:{_NEGATION}|{_QUANTITY}|{_CONDITION}|{_DOUBT}|{_ATTRIBUTION})(?!\w)|n['’]t\b", re.IGNORECASE
    ),
    connective=re.compile(
        r"^(?:Meanwhile|Additionally|Moreover|Furthermore|In addition|Also|Separately|Elsewhere|"
        r"For (?:his|her|its|their) part|By contrast|At the same time),\s+"
    ),
    inner=re.compile(r",\s(?:meanwhile|moreover|furthermore|too),(?=\s)", re.IGNORECASE),
    direction=re.compile(
        r"^(?:Scroll down for (?:the )?videos?(?: and (?:pictures|photos))?|"
        r"Click here for (?:the )?(?:video|pictures|more)|Watch (?:the )?video below)[.:]?\s+(?=[A-ZÀ-Þ\"“‘'])"
    ),
    pictured=re.compile(
        r"\s*\((?:pictured|above|below|left|right|centre|center|seen|file (?:photo|picture)|photo|"
        r"[^()]{0,30}\b(?:pictured|left|right|above|below)\b[^()]{0,20})\)(?!\s[A-ZÀ-Þ])",
        re.IGNORECASE,
    ),
    relative=re.compile(
        r",\s(?P<aside>(?:who|which|whose|where)\s[^,;:()–—]+),(?=\s(?P<verb>[\w'’-]+))", re.IGNORECASE
    ),
    # At the end of a sentence a relative clause often tells the news ("… court, where he changed his plea"): only what
    # describes its noun goes.
    relative_tail=re.compile(
        r",\s(?P<aside>(?:who|which) (?:is|are|was|were|has been|lives?|lived|works?|worked|plays?|played)"
        r"\s[^,;:()–—]+?)(?=[.!]?$)"
    ),
    circumstance=re.compile(
        r"(?P<who>,\s(?:[\w.'’-]+\s){1,5}(?:said|told reporters|told a news conference))"
        r"(?P<where>\sin (?:a|an|the|his|her|its|their) "
        r"(?:written |brief |joint |emailed )?(?:statement|interview|press release|news release|briefing)"
        r"(?: (?:on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)?)(?=\.$)"
    ),
    anybody=re.compile(
        r"\b(?:people|persons?|those|ones?|any\w+|some\w+|every\w+|men|women|man|woman)$", re.IGNORECASE
    ),
    pronouns=re.compile(r"\b(?:he|she|it|they|him|her|them|his|their)$", re.IGNORECASE),
    verbs=re.compile(
        r"(?:"
        r"is|are|was|were|be|been|has|have|had|will|would|can|could|may|might|must|shall|"
        r"should|does|did|do|says|said|told|died|won|lost|left|came|went|became|took|made|"
        r"gave|got|ran|fell|rose|led|held|met|put|set|cut|hit|beat|sent|spent|began|fought|"
        r"bought|sought|brought|found|kept|knew|thought|sold|stood|understood|wrote|drove|spoke|"
        r"broke|chose|grew|threw|flew|drew|saw|also|now|still|often"
        r")|(?-i:[a-z]{3,}ed)"
    ),
)

# What a figure is of: on one axis two figures with different words are of different facts.
_ASPECTS = {
    "money": {
        "profit": r"profits?|earnings|net income|earned",
        "sales": r"sales|revenues?|turnover|takings",
        "loss": r"loss(?:es)?",
        "pay": r"wages?|salar(?:y|ies)|pay (?:rise|deal|offer)",
        "price": r"costs?|prices?|priced|bill",
        "debt": r"debts?|owed?s?",
        "tax": r"tax(?:es)?|dut(?:y|ies)",
        "shares": r"shares?|stock",
        "dividend": r"dividends?",
    },
    "trade": {"exports": r"exports?|exported", "imports": r"imports?|imported"},
    "gender": {"men": r"m[ea]n|males?|boys?", "women": r"wom[ea]n|females?|girls?"},
    "age": {"young": r"children|minors|teenagers|pupils", "grown": r"adults|pensioners|parents"},
    "longitude": {"east": r"east(?:ern)?", "west": r"west(?:ern)?"},
    "latitude": {"north": r"north(?:ern)?", "south": r"south(?:ern)?"},
    "order": {
        "1": r"first",
        "2": r"second",
        "3": r"third",
        "4": r"fourth",
        "5": r"fifth",
    },
    "vote": {
        "for": r"in favou?r|for it|backed|supported|voted for|approv\w+|passed|adopted",
        "against": r"against|opposed|rejected|voted no|abstain\w*|abstentions?",
    },
    "staff": {"all": r"employs?|employed|workforce|staff of", "cut": r"cuts?|cutting|shed|lay off|laid off|slash\w*"},
    # How many a body has, and how many of them did something.
    "body": {
        "all": r"(?:has|have|had|with|of (?:its|their|the)) (?:about |around |some |only )?[\w,.-]+ \w+s|[\w-]+-member",
        "some": r"vot(?:ed?|es|ing)|abstain\w*|signed|attended|turned (?:up|out)|took part|stayed away|walked out",
    },
    "period": {
        "month": r"on the month|month[- ]on[- ]month|monthly|a month|per month",
        "year": r"on the year|year[- ]on[- ]year|annual(?:ly)?|yearly|a year|per year",
    },
    "quake": {"shock": r"(?<!after)(?:earth)?quakes?|tremors?", "aftershock": r"aftershocks?"},
}
_SINGLED = {
    "among": r"among|were (?:children|women|minors)|of (?:whom|them)",
    "aftershock": r"aftershocks?",
    "core": r"core|underlying|excluding|without food",
    "wished": r"demand(?:s|ed|ing)?|asked for|sought|seeks?|wanted|request(?:s|ed)?",
    "whole": r"worldwide|globally|all of \w+|in all",
    "average": r"average[ds]?|averaging",
    "before": r"(?:year|month|week|quarter) before(?! (?:last|\w+ing))|before that",
    "old": r"the old one|former(?:ly)?|used to",
    "share of": r"(?:per cent|percent|%) of (?:the|its|their|all)",
}
_ROLES = {
    "dead": r"dead|deaths?|died|dies?|kill\w*|toll|fatalit\w+|bodies|victims|lives",
    "hurt": r"injur\w+|hurt|wounded|wounds|casualties|hospital",
    "missing": r"missing|unaccounted",
    "moved": r"evacuat\w+|moved\b.{0,20}\bout|homeless|displaced|left their homes|leave their homes",
    "held": r"arrest\w+|detained|detainees|custody|prisoners|jailed|hostages",
    "rescued": r"rescued|saved|pulled|freed|brought ashore",
    "cases": r"cases|infect\w+|infections|sick|ill",
    "jobs": r"jobs|redundan\w+|laid off|layoffs|posts",
    "vote": r"votes?|voted|majority|ballots",
}
_TURNS = {
    "postponed": r"postpon\w+|put off|delayed|shelved|adjourned",
    "cancelled": r"cancel\w*|called? off|calling off|scrapped|abandon\w+|dropped|axed",
    "resumed": r"resum\w+|restart\w*|back on|reopen\w*|reinstat\w+",
    "rescheduled": r"resched\w+|new date|brought forward",
    "resigned": r"resign\w*|step(?:s|ped|ping)? down|quit|quits",
    "dismissed": r"sacked|fired|dismiss\w+|suspend\w+|ousted",
    "appointed": r"appoint\w+|named as|sworn in|takes? over|took over",
    "arrested": r"arrest\w*|detained|held by police",
    "charged": r"charged with|indict\w+",
    "convicted": r"convict\w+|found guilty|pleaded guilty",
    "acquitted": r"acquitt\w+|cleared",
    "sentenced": r"sentenc\w+|jailed",
    "freed": r"freed|released|let go",
    "agreed": r"agreed|agreement|deal|settle[ds]?|settlement|signed|truce|ceasefire",
    "rejected": r"reject\w*|turned down|voted down|vetoed|refused",
    "approved": r"approv\w+|passed|adopted|backed|ratif\w+|cleared the way",
    "investigated": r"investigat\w+|inquiry",
    "saved": r"rescued|alive|found safe",
    "shot": r"shot|stabbed|attacked",
    "ended": r"ended|ends|over|lifted|concluded",
    "won": r"wins?|won|elected|victory",
    "died": r"died|dies|dead|killed",
    "found": r"found|recovered|located|identified",
    "contained": r"contained|under control|extinguish\w+|put out",
    "opened": r"opened|opens|launched|begins?|began|started",
    "closed": r"closed|closes|shut|shuts",
    "recalled": r"recall\w*|withdraw\w*|withdrew",
    "bankrupt": r"bankrupt\w*|insolven\w+|administration|collapsed",
    "delayed": r"grounded|stranded",
    "confirmed": r"confirm\w*",
    "denied": r"den(?:y|ies|ied)",
}
_OUTCOMES: dict[str, dict[str, str]] = {
    "the verdict": {
        "guilty": r"found guilty|convicted|guilty verdict",
        "cleared": r"acquitted|acquits|found not guilty|cleared of|clears \w+ of",
    },
    "the decision": {
        "approved": r"approv(?:es|ed)|(?:pass(?:es|ed)|adopt(?:s|ed)) (?:the|a|an|its|by)|ratif(?:ies|ied)|go-ahead"
        r"|green light|vot(?:es|ed) (?:for|in favou?r of)",
        "rejected": r"reject(?:s|ed)|turn(?:s|ed) down|vot(?:es|ed) (?:down|against)|veto(?:es|ed)|th(?:rew|rown) out"
        r"|struck down",
        "put off": r"postpon(?:es|ed)|puts? off|delay(?:s|ed) (?:the|a|its)|adjourn(?:s|ed)"
        r"|defer(?:s|red)|shelv(?:es|ed)",
    },
    "whether it goes ahead": {
        "off": r"call(?:s|ed) off|cancel(?:s|led|ed)|scrap(?:s|ped)|averted",
        "put off": r"postpon(?:es|ed)|put off|delayed|rescheduled|moved to",
        "on": r"(?:go(?:es)?|going|went) ahead|took place|began as planned",
    },
    "alive or dead": {
        "alive": r"(?:found|discovered|located|rescued|pulled|brought)(?: \w+){0,3}? (?:alive|safe|unharmed|unhurt)"
        r"|turned up (?:alive|safe)|survived",
        "dead": r"(?:found|discovered|pulled out) dead|bod(?:y|ies)(?: \S+){0,6}? (?:found|recovered|discovered)"
        r"|(?:found|recovered|discovered)(?: \w+){0,2}? bod(?:y|ies)|died",
    },
    "the fire": {
        "under control": r"contained|under control|extinguished|put out",
        "out of control": r"(?:burning |raging )?out of control|still (?:burning|raging|spreading)(?: out of control)?"
        r"|rag(?:es|ing)|uncontained",
    },
    "open or closed": {
        "open": r"reopen(?:s|ed)|open(?:ed)? again|back in service",
        "closed": r"(?:remains?|remained|stays?|stayed|still|kept) (?:closed|shut|suspended)",
    },
    "the outcome of the talks": {
        "agreed": r"reach(?:es|ed) (?:a|an)(?: \w+)? (?:deal|agreement|accord|settlement|truce)|str(?:ikes|uck) a deal"
        r"|agreed (?:on|to) (?:a|an) |signed (?:a|an|the) ",
        "failed": r"(?:talks|negotiations)(?: \w+){0,4}? (?:collapsed|failed|broke down|broken down)"
        r"|(?:collapsed|broke down|broken down|ended) without (?:a |an |any )?(?:deal|agreement|result)"
        r"|failed to (?:agree|reach)",
    },
    "caught or at large": {
        "caught": r"arrested|detained|captured|caught|in custody|surrendered",
        "at large": r"at large|on the run|escaped|slipped away|still (?:hunting|looking for|searching for)",
    },
    "how the post was left": {
        "resigned": r"resign(?:s|ed)|step(?:s|ped) down|quits?",
        "dismissed": r"sack(?:s|ed)|fired|dismiss(?:es|ed)|ousted|removed from office",
    },
    "the result": {
        "won": r"won|wins|beat|beats|defeated",
        "lost": r"lost|loses|(?:was|were) (?:beaten|defeated)|went down to",
        "drawn": r"drew|draws? with|ended level|held to a draw",
    },
    "whether anyone was hurt": {
        "no one hurt": r"(?:no one|nobody|no-one|none)(?: \w+){0,4}? (?:hurt|injured)|no (?:injuries|casualties)"
        r"|unhurt|unharmed|uninjured",
        "people hurt": r"(?:were|was|left|hospital|people|passengers)(?: \w+){0,3}? (?:injured|hurt|wounded)"
        r"|injur(?:ing|ed) (?:\w+ )?(?:\w+)",
    },
}
_PLACE_NAME = (
    r"(?:the\s+)?(?:(?:town|city|village|port|suburb|district|island)\s+of\s+)?"
    r"((?:[A-Z][\w’'-]+)(?:\s+[A-Z][\w’'-]+){0,2})"
)
_EVENTS = Events(
    roles=patterns(_ROLES),
    aspects={axis: patterns(values) for axis, values in _ASPECTS.items()},
    singled=patterns(_SINGLED),
    anybody=word_set("people persons person others victims"),
    people=word_set(
        "people persons passengers residents men women workers person others victims civilians soldiers students "
        "children "
        "villagers tourists employees detainees prisoners hostages crew patients fans migrants"
    ),
    clause_break=re.compile(
        r"[,;:()–—]|\b(?:while|but|and|after|including|among them|of them|of whom|from)\b", re.IGNORECASE
    ),
    part=re.compile(
        r"^\s*(?:[\w-]+\s+){0,2}?of (?:them|whom|those)\b|^\s*(?:more|further|additional)\b", re.IGNORECASE
    ),
    further=re.compile(r"\b(?:further|another|additional|extra)\s+$", re.IGNORECASE),
    moved=re.compile(
        r"\b(?:ris(?:es|en|ing)|rose|climb(?:s|ed|ing)|grew|grown|increas(?:es|ed|ing)|bring(?:s|ing)|brought|fell|"
        r"falls|fallen|dropp?(?:s|ed|ing))\b[^.;:]{0,60}?\bto\s+$",
        re.IGNORECASE,
    ),
    total=re.compile(r"\b(?:toll|number of|total|in all|so far|altogether|known to have)\b", re.IGNORECASE),
    past=re.compile(
        r"\b(?:ago|earlier|last (?:week|month|year)|(?:previous|past) \w+|record|"
        r"(?<!\d )(?<!since )"
        r"(?:January|February|March|April|June|July|August|September|October|November|December)(?! \d))\b"
    ),
    expected=re.compile(
        r"\b(?:(?<!beat )(?<!beating )(?<!beats )expect(?:s|ed|ing|ations?)?|predict\w*|forecast\w*|"
        r"project(?:s|ed|ing|ions?)|estimates?|estimated|"
        r"anticipat\w+|economists?|analysts?|need(?:s|ed)?|requir\w+|goal|target(?:s|ed)?|on (?:track|pace))\b",
        re.IGNORECASE,
    ),
    back=re.compile(
        r"\b(?:(?:a|an|one|two|three|\w+) (?:years?|months?|weeks?) (?:ago|earlier|before)|last (?:year|month)|"
        r"(?:previous|prior) (?:year|month|week|quarter)|(?:in )?the (?:year|month|week|quarter) before)\b",
        re.IGNORECASE,
    ),
    foreseen=re.compile(
        r"\b(?:will|would|could|may|might|should|plan(?:s|ned)?|propos\w+)\b|\w['’]ll\b", re.IGNORECASE
    ),
    compared=re.compile(
        r"\b(?:from|than|versus|vs\.?|against|compar\w+ (?:with|to)|above|below|past|pass(?:ed|es|ing)|"
        r"top(?:ped|s|ping)|exceed\w*|surpass\w*|br(?:oke|eak\w*|oken)|beat(?:ing|s)?|up on|down on|"
        r"previous\w*(?: \w+){0,4}|"
        r"(?:record|high|low|peak|mark|milestone)(?: \w+)? of|"
        r"out of|of (?:the|its|their|all|those|an?))\s+(?:the |an? |its |about |nearly |some )?$",
        re.IGNORECASE,
    ),
    alongside=re.compile(
        r"^\W*(?:\w+\s+){0,3}?(?:others?|colleagues|including|along with|besides|plus)\b", re.IGNORECASE
    ),
    age_before=re.compile(r"(?:\baged?\s+|,\s+)$", re.IGNORECASE),
    age_after=re.compile(r"(?:[\s-]years?)?[\s-]old\b"),
    outcomes={
        axis: {value: re.compile(rf"\b(?:{pattern})(?!\w)", re.IGNORECASE) for value, pattern in values.items()}
        for axis, values in _OUTCOMES.items()
    },
    denied=re.compile(
        r"\b(?:not|never|without|cannot|\w+n['’]t|no|neither|nor|den(?:y|ies|ied)|refus\w+|reject\w* calls|"
        r"rather than)\b",
        re.I,
    ),
    doubted=re.compile(
        r"\b(?:would|will|could|may|might|should|shall|must|if|unless|whether|when|until|before|once|after|almost"
        r"|nearly"
        r"|to|hop\w+|want\w*|plan\w*|expect\w*|likely|urg\w+|ask\w*|calls?|threat\w*|had|earlier|previously|previous"
        r"|last"
        r"|ago|since|bid|attempt\w*|accused|suspected|suspicion|who|whose|which)\b",
        re.I,
    ),
    statement_break=re.compile(r"[,;:()–—\"“”]|\b(?:while|but|and|although|though|as|that)\b", re.I),
    passive=re.compile(r"\b(?:is|are|was|were|be|been|being|got)\s+(?:\w+ly\s+)?$", re.I),
    agent=re.compile(r"\bby\s+((?:\S+\s+){0,5}\S+)"),
    placed=re.compile(rf"\b(in|at|off|near|outside)\s+{_PLACE_NAME}"),
    chosen_place=re.compile(rf"\b(?:chosen|chose|chooses|picked|picks|selected|named)\s+{_PLACE_NAME}\s+(?:as|for)\b"),
    no_places=word_set("christmas easter parliament congress court"),
    turns=patterns(_TURNS),
    left_open=re.compile(
        r"\b(?:not|never|to|will|would|could|may|might|should|must|refus\w+|\w+n['’]t)\s+(?:\w+\s+){0,1}$",
        re.IGNORECASE,
    ),
    times_of_day=word_set("morning evening afternoon night week said"),
    just_now=re.compile(r"\b(?:has|have)\s+(?:now\s+|since\s+)?$", re.IGNORECASE),
    corrected=re.compile(
        r"\b(?:correct(?:s|ed|ing|ion)|retract(?:s|ed|ing|ion)?|with(?:drew|drawn|draws|drawing)|apologi[sz]\w+|"
        r"after all|call(?:s|ed|ing)? off|contrary to|wrongly|mistaken(?:ly)?|in error|no longer|revers(?:es|ed|ing)|"
        r"instead|overturn(?:s|ed|ing)?|lift(?:s|ed|ing)|reopen\w*|revis(?:es|ed|ing)|that morning|den(?:y|ies|ied)|"
        r"(?:had|were|was) (?:earlier|first|initially|previously)|now (?:says?|said|known)|"
        r"(?:earlier|initial|first|previous) (?:report|statement|figure|account|toll)s?)\b",
        re.IGNORECASE,
    ),
)

_PAGE = Page(
    junk=(
        r"advert(?:isement|ising)?s?\W*$",
        r"sponsored\b[^.!?]{0,40}$|advertisement\s*[–—:|-](?!\s*(?-i:[a-z]))",
        r"(?:article|story) continues (?:below|after)\b|scroll (?:down )?to continue\b|continue reading\b.{0,80}$",
        r"(?:read|see|watch|listen|related|more)(?: (?:more|also|next|now|on this|stories|coverage|here))?\s*[:>»→]",
        r"(?-i:R(?:ead more|EAD MORE)(?=[A-ZÀ-ÞА-Я“‘«])).{0,160}$",
        r"you (?:may|might) (?:also )?(?:like|enjoy|be interested in)\b[^.!?]{0,100}$",
        r"the post .{0,300} appeared first on\b|(?:click|tap) here\b",
        # Not what somebody is quoted as saying: "Subscribe now or lose it all, a caller told them."
        r"(?:sign up|subscribe) (?:to|for|here|now|today)\b(?!.{0,200}\b(?:said|says|told|asked|reads?)\b)",
        r"(?:our|the) .{0,60}\bnewsletter\b.{0,80}\binbox\b",
        r"get (?:our|the) .{0,60}\b(?:newsletter|inbox)\b|(?:follow|join) us on\b|unsubscribe\b",
        (
            r"(?:follow|like|join|find) (?:us|me|@\w+|(?:the )?[\w.\'’-]{1,30}(?: [\w.\'’-]{1,30})?) on "
            r"(?:twitter|x|facebook|instagram|telegram|linkedin|youtube|whatsapp|mastodon|bluesky|threads|"
            r"google news)\b"
        ),
        r"(?:for the latest (?:stories|news)\b.{0,60}|download (?:the|our) [\w .\'’-]{0,40})\bapps?\b.{0,80}$",
        r"if you (?:enjoyed|liked) (?:reading )?this\b|we want to hear (?:what you think|from you)\b",
        r"if you(?:[’\']re| are) seeing this message\b|to (?:view|read) the full (?:story|article),? please\b",
        r"(?:this|the) (?:post|article|page|story) (?:may )?contains? (?:affiliate|references to products)\b",
        r"we (?:may )?(?:earn|receive) an? (?:small )?(?:affiliate )?commission\b|as an amazon associate\b",
        r"already a subscriber\b|(?:log|sign) in to\b|create (?:a free|an) account\b|you are receiving this\b",
        r"share (?:this|on|via)\b[^.!?]{0,60}$|(?:tweet|pin it|e-?mail this|print this)\b[^.!?]{0,20}$",
        r"(?:view|read) (?:this )?(?:e-?mail |it )?(?:in|on) (?:your|the|a) browser\b",
        r"(?:good (?:morning|afternoon|evening)|dear (?:reader|subscriber|friend)s?)(?:,? \w+){0,3}[.!,]?$",
        (
            r"(?:no|nr|n°|issue|edition|vol)\.? ?\d+\s*[,·|–-].{0,9}\b(?:mon|tues|wednes|thurs|fri|satur|"
            r"sun)day\b[^.!?]{0,40}"
        ),
        (
            r"(?!.{0,200}\b(?:reads?|reading|watch(?:es)?|hears?|follows?|checks?|wants?)\b)"
            r"[\w ,&\'’-]{0,40}\bnews(?:letter)?\b.{0,15}"
            r"(?:\b(?:every|each) (?:day|week|morning|evening|\w+day)|\bon \w+days(?:,? and \w+days)?)\W*$"
        ),
        r"(?:©|\(c\)|copyright\s*(?:©|\(c\)|\d{4}))|all rights reserved\b",
        (
            r"(?:photo(?:graph|s)?|image|picture|video|illustration)s?\s*"
            r"(?:(?:by|credit|courtesy|source|caption|via)\b[^.!?]{0,160}$|[:/©].{0,160}$)"
        ),
        r"(?:credits?|source)\s*[:：©].{0,80}$",
        r"(?:getty images|reuters|ap photo|afp|shutterstock|epa|alamy)\s*(?:/.{0,60})?$",
        # Names alone may follow: "Writing by hand improves …" and "Reporting by the Post showed …" are news.
        (
            r"(?:(?:additional )?reporting|edited|editing|writing|compiled|translation) by "
            r"(?-i:(?:[A-ZÀ-ÞА-Я][\w.'’-]*|and|in|for|the|of|at|by|with|from|de|van|von|additional|reporting|editing|"
            r"edited|writing|compiled|translation)[\s,;&/()]*){1,40}\W*$"
        ),
        r"by [^.!?]{3,70}$",
        r"(?:published|updated|posted|last updated|last modified|first published)\b[^.!?]{0,60}(?:\b[ap]\.m\.)?$",
        r"\d+ (?:minutes?|min|hours?|days?) (?:ago|read)\b[^.!?]{0,20}$",
        (
            r"this (?:article|story|piece) (?:was|is|has been|appeared|first) .{0,40}"
            r"(?:originally|first|published|updated|republished|translated|produced|amended)\b"
        ),
        r"video available\b.{0,40}$|rate this\s*:\s*$",
        r"(?:contact|e-?mail) (?:us|the (?:author|reporter|newsroom))\b|(?:got|do you have) a (?:story|tip)\b",
        (
            r"(?:we|this (?:site|website))(?: and our .{0,30})? (?:use|uses|store) cookies\b|by using this (?:site|"
            r"website)\b"
        ),
        (
            r"(?:accept|manage) (?:all )?cookies\b|be the first to comment|comments are closed|leave a comment|"
            r"\d+ comments?$"
        ),
        r"(?:tags?|topics?|categories|filed under|keywords)\s*:",
    ),
    paywall=(
        (
            r"subscribe (?:now )?to (?:continue|keep|read)|(?:continue|keep) reading (?:with|for|by)\b[^.!?]{0,40}"
            r"(?:\b(?:subscri|trial|account|member|free|sign|log|regist)|[$€£])|to (?:continue|keep) reading"
            r"(?=\W*$|[,:;]|\s+(?:this|the (?:full|rest)|please|sign|log|subscribe|register)\b)"
        ),
        (
            r"(?:this|the) (?:article|content|story) is (?:for|only for|available to|reserved for|"
            r"exclusive to) .{0,30}subscribers"
        ),
        (
            r"already a subscriber|become a (?:subscriber|member) to|start your (?:free )?trial|unlock (?:this|"
            r"the) (?:article|story)"
        ),
        r"you have (?:reached|used) .{0,40}(?:free|limit)|log in to (?:continue|read)|register to (?:continue|read)",
    ),
    cookies=(
        (
            r"accept (?:all )?cookies|cookie (?:policy|settings|preferences)|we (?:and our .{0,30}partners )?(?:use|"
            r"store) cookies"
        ),
        r"consent to .{0,60}cookies|please enable (?:javascript|cookies)",
        r"checking your browser|are you a robot|verify you are human|access denied",
    ),
)


_COMPANY_WORDS = word_set(
    "inc corp corporation co ltd plc llc group holdings motors airlines airways energy pharma pharmaceuticals "
    "industries systems technologies company entertainment media motor oil gas telecom software electronics foods "
    "stores brothers partners capital ag sa gmbh nv se laboratories labs"
)
_CLUB_WORDS = word_set(
    "fc united city rovers wanderers athletic albion county town hotspur real atletico inter afc rfc saracens"
)

_NAMING = Naming(
    code="en",
    pronouns={
        "he": ("m", "subject"),
        "she": ("f", "subject"),
        "him": ("m", "object"),
        "his": ("m", "possessive"),
        "her": ("f", "either"),
    },
    reflexives={
        "m": re.compile(r"\bhimself\b", re.IGNORECASE),
        "f": re.compile(r"\bherself\b", re.IGNORECASE),
    },
    titles=gendered(
        male="mr sir lord king emperor sultan prince pope father brother sheikh imam congressman baron duke earl",
        female="mrs ms miss dame lady queen princess sister congresswoman baroness duchess madam madame",
        either="trooper dr prof professor president vice-president senator sen representative rep governor gov "
        "judge justice minister secretary under-secretary chancellor premier mayor captain capt major general gen "
        "colonel col lieutenant lt sergeant sgt corporal officer detective inspector constable chief sheriff "
        "deputy commander admiral rev reverend bishop archbishop cardinal rabbi ambassador speaker chairman "
        "chairwoman director coach coroner commissioner superintendent attorney prosecutor councillor cllr mp "
        "executive ceo leader manager spokesman spokeswoman actor actress singer author",
    ),
    royal=word_set("king queen prince princess pope emperor sultan"),
    courtesy=word_set("mr mrs ms miss"),
    people=gendered(
        male="man boy father son husband brother uncle grandfather nephew gentleman actor spokesman businessman "
        "policeman fireman chairman salesman cameraman boyfriend widower king prince lad dad guy",
        female="woman girl mother daughter wife sister aunt grandmother niece lady actress spokeswoman "
        "businesswoman policewoman chairwoman girlfriend widow queen princess mum mom waitress hostess heiress",
        either="winner loser runner teammate rival opponent predecessor successor striker midfielder defender winger "
        "goalkeeper forward captain coach manager "
        "boss player batsman bowler pitcher quarterback golfer boxer cyclist swimmer sprinter driver jockey "
        "skipper referee champion star singer rapper musician guitarist drummer songwriter composer conductor "
        "comedian presenter broadcaster host author writer novelist poet journalist reporter columnist editor "
        "blogger photographer painter artist designer architect director producer filmmaker model celebrity "
        "politician senator congressman lawmaker legislator minister president premier chancellor governor mayor "
        "councillor candidate secretary ambassador diplomat activist campaigner leader chief chairperson chair "
        "executive ceo founder co-founder owner entrepreneur billionaire banker investor economist analyst "
        "professor scientist researcher historian doctor surgeon physician nurse psychologist teacher headteacher "
        "principal student pupil lawyer attorney barrister solicitor prosecutor judge magistrate coroner sheriff "
        "officer detective inspector constable sergeant soldier general colonel commander pilot astronaut priest "
        "bishop cardinal pastor rabbi imam farmer engineer spokesperson teenager youngster toddler baby child "
        "victim suspect defendant gunman killer murderer robber thief driver passenger patient resident neighbour "
        "neighbor friend colleague partner fiancé fiancée cousin official aide adviser advisor deputy worker "
        "employee customer witness person tycoon magnate veteran",
    ),
    kin=word_set(
        "father son husband brother uncle grandfather nephew dad mother daughter wife sister aunt grandmother niece "
        "mum mom boyfriend girlfriend friend colleague partner fiancé fiancée cousin lawyer attorney neighbour "
        "neighbor child baby victim widow widower man woman boy girl spokesman spokeswoman officer doctor judge "
        "prosecutor aide teammate rival opponent predecessor successor"
    ),
    heads=word_set("president premier queen king pope chancellor minister"),
    speech=word_set(
        "said says told tells added adds wrote writes tweeted explained explains insisted insists claimed claims "
        "admitted admits argued argues warned warns announced announces noted notes stated states confirmed confirms "
        "revealed reveals recalled recalls continued replied asked"
    ),
    human=word_set(
        "has had was is who whose born elected appointed arrested charged sentenced jailed married resigned resigns "
        "retired died won joined plays played scored took went made became pleaded denied met left came lives lived "
        "works worked wants wanted hopes believes believed thinks thought called described accused"
    ),
    openers=word_set(
        "the a an and but or so if in on at by for from with after before when while as since until during although "
        "though because despite however meanwhile later earlier now then today yesterday last next both another "
        "several many most some all no not it he she they we i you his her their its our my your this that these "
        "those there here what why how who where which will may can did does is was were has had do be to of under "
        "over like unlike according among following former also even only just yet still once perhaps maybe inside "
        "outside watch see read click more one two three four five six seven eight nine ten first second us um well "
        "yes mr's ex british american french german indian russian chinese australian irish scottish welsh english "
        "spanish italian japanese israeli iraqi pakistani european african asian dutch swedish"
    ),
    anybody=re.compile(r"\b(?:anyone|anybody|someone|somebody|everyone|everybody|nobody|who|whoever)\b", re.IGNORECASE),
    verb=re.compile(r" (?:also |then |later |now )?[a-z]{2,}(?:ed|s)\b"),
    places=word_set("in at from to near"),
    names_too=word_set("will may"),
    abbreviated=word_set("Mr Mrs Ms Dr Prof Sen Rep Gov Gen Col Lt Sgt Capt Rev St Jr Sr"),
    others=word_set("his her their whose"),
    particles=word_set("de van von al bin el da di del la le den der ter ten bint ibn ben dos du des"),
    not_people=word_set(
        "hurricane storm cyclone typhoon operation university college school academy institute city town village "
        "street road avenue lane square court park hospital clinic airport station county state states kingdom "
        "republic province district region party council ministry house bank union league cup club united church "
        "cathedral museum gallery theatre theater office department agency group inc corp ltd plc llc island islands "
        "river lake mountain mount bay sea ocean north south east west northern southern eastern western central "
        "saint san santa los las new old great international national federal royal world global american british "
        "english french german european african asian indian association federation commission committee foundation "
        "society organisation organization authority service services administration bureau board company times post "
        "news daily mail guardian telegraph journal magazine tv radio channel act bill law award awards prize "
        "festival open championship championships games olympics series show tour race grand prix stadium arena "
        "ground hotel bridge tower hall centre center valley beach coast bay cape fort port army navy air force "
        "police fire senate congress parliament assembly house conservatives democrats republicans labour liberal "
        "democrat republican tory tories nations zealand africa america england britain scotland wales ireland france "
        "germany spain italy russia china india japan australia canada january february march april may june july "
        "august september october november december monday tuesday wednesday thursday friday saturday sunday "
        "christmas easter day week god facebook twitter google apple street-view valentine airlines airways motors "
        "holdings technologies systems rovers wanderers hotspur albion athletic real madrid barcelona milan bayern "
        "reserve supreme crown high district magistrates exchange fund security defence defense justice health "
        "education home foreign state trade treasury labor interior isis taliban hamas hezbollah war battle "
        "revolution crisis deal treaty agreement zone area land premier champions football cricket rugby basketball "
        "baseball soccer golf tennis"
    ),
    bodies={
        "company": _COMPANY_WORDS,
        "firm": _COMPANY_WORDS | word_set("llp associates"),
        "club": _CLUB_WORDS,
        "side": _CLUB_WORDS,
        "airline": word_set("airlines airways air airline jet"),
        "carrier": word_set("airlines airways air airline jet"),
        "bank": word_set("bank"),
        "lender": word_set("bank"),
        "retailer": word_set("stores"),
        "carmaker": word_set("motors motor"),
        "party": word_set("party labour conservatives democrats greens"),
        "university": word_set("university"),
        "college": word_set("college"),
        "school": word_set("school academy"),
        "council": word_set("council"),
        "court": word_set("court"),
        "hospital": word_set("hospital"),
        "department": word_set("department"),
        "ministry": word_set("ministry"),
        "agency": word_set("agency administration"),
        "commission": word_set("commission"),
        "committee": word_set("committee"),
        "union": word_set("union"),
        "charity": word_set("trust foundation"),
        "organisation": word_set("organisation organization association society federation institute foundation"),
        "organization": word_set("organisation organization association society federation institute foundation"),
        "group": word_set("group association society alliance coalition"),
        "association": word_set("association"),
        "federation": word_set("federation"),
        "foundation": word_set("foundation"),
        "institute": word_set("institute"),
        "newspaper": word_set("times post journal herald tribune guardian telegraph mail gazette"),
        "paper": word_set("times post journal herald tribune guardian telegraph mail gazette"),
        "museum": word_set("museum"),
        "airport": word_set("airport"),
        "stadium": word_set("stadium arena"),
    },
    many=word_set("company firm bank party club group school union association court"),
    businesses=word_set("company firm airline carrier bank lender retailer carmaker newspaper paper"),
    goes_on=re.compile(r" (?:of the|of|for)(?: [A-ZÀ-Þ][\w-]+)+"),
    small=word_set("of and for the in on"),
    articles=word_set("the"),
    definite=word_set("the this that its his her their our my said"),
    indefinite=word_set("a an another"),
    joining=word_set("and or"),
    narrowing=word_set("of that which who whose where behind responsible for with between called known named"),
    age=re.compile(r",? (?:\(?\d{1,2}\)?[,.)]|aged \d|age \d)"),
    aged=re.compile(r"\b[Tt]he (\d{1,2})-year-old(?!\s*[A-Za-z-])(?=[,. ]|['’]s)"),
    follows_object=word_set(
        "to for from in on at by with as and or but that when while after before because if was is were had has off "
        "out up down back away into over about against without through around again too who how what why where not "
        "then during until since under later so than the a an this these those it he she they we you i"
    ),
    double_object=word_set(
        "gave give gives giving told tell tells offered offers sent send bought brought asked ask asks showed shows "
        "paid handed cost made make makes let lets see saw seen watched heard helped help call called calls keep kept "
        "left named awarded granted found won earned taught lent owed wished"
    ),
    prepositions=word_set(
        "for from by with against to about after before behind beside over under of at on near toward towards"
    ),
    possessive="'s",
    subordinate=word_set(
        "in on at by for from with after before when while as since until during although though because despite if "
        "unless once upon following under like unlike given to without through throughout of where besides"
    ),
)


LANGUAGE = Language(
    naming=_NAMING,
    page=_PAGE,
    article_kinds={
        "opinion": (
            "opinion",
            "opinions",
            "op-ed",
            "op-eds",
            "oped",
            "comment",
            "commentary",
            "comment is free",
            "commentisfree",
            "column",
            "columns",
            "columnist",
            "columnists",
            "editorial",
            "editorials",
            "viewpoint",
            "viewpoints",
            "perspective",
            "perspectives",
            "letters",
            "letter to the editor",
            "letters to the editor",
            "guest essay",
            "guest column",
            "opinion piece",
            "our view",
            "my view",
            "review",
            "reviews",
        ),
        "analysis": ("analysis", "news analysis", "explainer", "explainers"),
        "satire": ("satire", "satirical", "parody", "spoof", "humor", "humour"),
        "sponsored": (
            "sponsored",
            "sponsored content",
            "sponsored post",
            "sponsored article",
            "paid post",
            "paid content",
            "partner content",
            "paid partnership",
            "brand studio",
            "branded content",
            "advertorial",
            "advertisement feature",
            "promoted",
            "promoted content",
            "advertiser content",
            "press release",
            "press releases",
            "native advertising",
        ),
    },
    declared_kinds={
        "satire": re.compile(
            r"\bthis (?:article|story|piece|page|post|site|website|column) is (?:a |an |entirely |pure |only )*"
            r"(?:work of )?(?:satir\w+|parod\w+|spoof)|\bwe are a satirical\b|\b(?:article|story|piece) of satire\b",
            re.IGNORECASE,
        ),
        "sponsored": re.compile(
            r"\bthis (?:article|story|piece|page|post|content|feature) (?:is|was|has been) (?:\w+ ){0,3}"
            r"(?:sponsored|paid for|funded|provided) (?:and \w+ )?by\b"
            r"|\b(?:paid|sponsored) (?:post|content) (?:by|from)\b",
            re.IGNORECASE,
        ),
    },
    code="en",
    numbers=_NUMBERS,
    units=_UNITS,
    currencies=_CURRENCIES,
    percent=("per cent", "percent", "percentage points", "percentage point", "pct"),
    hedges=_HEDGES,
    hedges_after=_AFTER,
    rates=word_set("per a an"),
    numbered=word_set(
        "channel route section phase article chapter flight interstate highway proposition amendment room page level "
        "type apollo h.r. no."
    ),
    not_counted=_NOT_COUNTED,
    of=("of",),
    months={"sept": 9},
    short_dates=word_set("mon tue tues wed thu thur fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec"),
    ambiguous_dates=word_set("may march august"),
    relative_days=word_set("today tomorrow yesterday tonight"),
    month_first=True,
    day_marks=("st", "nd", "rd", "th"),
    abbreviations=word_set(
        "mr mrs ms dr prof sen rep gov gen lt col sgt maj capt adm cmdr pvt rev hon st mt ft no vs approx dept est "
        "fig jan "
        "feb mar apr jun jul aug sep sept oct nov dec"
    ),
    after_clock=re.compile(
        r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|"
        r"October|November|December|(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.|[ECMP][DS]?T|GMT|BST|UTC|CES?T|AES?T|"
        r"Eastern|Pacific|Central|London|local)\b"
    ),
    pronoun_initials=frozenset(("I.",)),
    function_words=FUNCTION_WORDS,
    irregular=_IRREGULAR,
    endings=re.compile(r"(?:'s|’s|ing|edly|ed|ies|es|s|ly|ment|er)$"),
    synonyms=tuple(word_set(group) for group in _SYNONYMS.strip().splitlines()),
    failing=re.compile(
        r"\b(?:fail|refus|declin|unable|den(?:y|ied|ies)|prevent|avoid|absen|reject|impossib|unwilling)\w*",
        re.IGNORECASE,
    ),
    denial=re.compile(
        r"\b(?:not|no|never|none|neither|nor|nothing|nobody|nowhere|without|cannot|\w+n['’]t)\b", re.IGNORECASE
    ),
    clickbait=re.compile(
        r"\b(?:you won['’]t believe|you need to know|what happen(?:s|ed) next|will (?:shock|amaze|surprise|blow)|"
        r"(?:this|here)(?:['’]s| is| are) (?:why|what|how|where|everything)|"
        r"the reason why|goes? viral|went viral|jaw-dropping|mind-blowing|"
        r"internet (?:is|goes|went)|can['’]t (?:handle|stop)|everyone is talking|must[- ]see|find out|guess what)\b"
        r"|^\W*here(?:['’]s| is| are) (?:\w+ ){1,3}?(?:things|reasons|ways|tips|tricks|facts|signs|lessons|questions|"
        r"takeaways)\b"
        r"|^\W*(?:the )?(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a dozen) (?:\w+ ){0,2}"
        r"(?:things (?!\w+ed\b|stolen\b)|reasons"
        r"|ways|tips|tricks|facts|lessons|takeaways)\b|^\W*(?:what|everything)(?: you need)? to know\b"
        r"|^\W*what we (?:do(?:n['’]t| not) )?know\b"
        r"|\bin (?:\d+|three|four|five|six|seven|eight|nine|ten) (?:questions|charts)\b"
        r"|^\W*\d+ (?:\w+ ){0,2}(?:things|reasons|ways|times|tips|tricks|facts|signs|photos)\b"
        r"|^\W*(?:watch|video|photos?|gallery|quiz|poll|listen|live)\s*[:|–—-]",
        re.IGNORECASE,
    ),
    verification=_VERIFICATION,
    compression=_COMPRESSION,
    events=_EVENTS,
    reading=Reading(
        stop=word_set(
            "a an and are as at be been but by for from had has have he her his i in into is it its not of on or she "
            "so that the their them they this to was we were what when which who will with would you your after "
            "also about over"
        ),
        third_person=re.compile(r"\b(?:he|she|they|him|her|them|his|hers|their|theirs|it|its)\b", re.IGNORECASE),
        first_person=word_set("i we my me our us you your"),
        saying=word_set("said says say told according added claimed claims tweeted wrote insisted explained"),
        dangling=re.compile(
            r"^[\"“«‘'\s]*(?:he|she|it|they|him|her|his|hers|its|their|theirs|this|that|these|those|such|there|here|"
            r"the (?:latter|former|pair|duo|two|trio)|both|neither|another|others)\b(?! who\b)",
            re.IGNORECASE,
        ),
        expletive=re.compile(
            r"^\W*(?:it (?:is|was) (?:not |also |still |now )?(?:un)?(?:clear|known|likely|possible|certain|thought|"
            r"believed|understood|expected|hoped|feared|claimed|alleged|estimated|the (?:first|second|third|last))|"
            r"it (?:emerged|turned out)|there (?:is|are|was|were|has been|have been|will be)|"
            r"this (?:week|month|year|morning|afternoon|evening|summer|winter|spring|autumn|season))\b",
            re.IGNORECASE,
        ),
        credits_before=re.compile(
            r"^\W*(?:that|this|such|so),?(?: \w+){0,3},? (?:is|are|was|were) (?:at least )?(?:what|how) "
            rf".{{1,60}}\b{_CLAIMS}\b"
            r"|^\W*(?:that|this),?(?: at least,?)? (?:is|was),?(?: at least,?)? "
            rf"(?:according to|in the words of|.{{1,40}}['’]s? {_WORDS_OF}\b|(?:the|a|an) {_WORDS_OF} (?:of|by)\b)"
            rf"|^\W*(?:or )?(?:so|thus) (?:{_CLAIMS}|the [\w ]{{1,30}} {_CLAIMS})\b"
            rf"|^\W*(?:that|this|the) {_WORDS_OF} (?:comes?|came|stems?|(?:is|was) (?:made|put forward)) (?:from|by)\b",
            re.IGNORECASE,
        ),
        linking=re.compile(
            r"^[\"“«‘'\s]*(?:and|so|meanwhile|also|then|moreover|furthermore|in addition|as a result|afterwards?|later|"
            r"earlier|therefore|thus|besides|or|but|however|still|yet|instead|nevertheless|otherwise)\b",
            re.IGNORECASE,
        ),
        contrast=re.compile(
            r"^[\"“«‘'\s]*(?:but|however|yet|still|nevertheless|instead|in fact|contrary to)\b", re.IGNORECASE
        ),
        contradicting=re.compile(
            r", (?:however|though|by contrast|on the other hand|nevertheless)(?:,|\.?$)"
            r"|\b(?:did|do|does|was|were|is|are|has|have|had|will|would|can|could),? "
            r"(?:however|nevertheless|nonetheless)\b",
            re.IGNORECASE,
        ),
        torn_opening=re.compile(
            r"(?:(?:But|And)(?! (?:for|also|then|now|so|still|yet|instead|again|nor|if not|what|when|why|how)\b),?"
            r"|Yet(?! (?:another|again|more|to|un\w+|even|other|further)\b),?"
            r"|(?:However|Nevertheless|Nonetheless|Still|Indeed|In fact|After all),)\s+(?=[^\W_])"
        ),
        definite=re.compile(r"\b(?:the|that|this|these|those|such)\s([^\W\d_]{4,})"),
        boilerplate=re.compile(
            r"^\W*(?:by\.?$|by\.? (?-i:[A-Z])[\w.'-]+(?: (?-i:[A-Z])[\w.'-]+){0,4}\.?$|scroll down\b|click here\b|"
            r"watch (?:the )?video\b|read more\b|see also\b|related:|follow us\b|sign up\b|subscribe\b|copyright\b|©|"
            r"advertisement\b|share this\b|updated:|published:|last updated\b|photo(?:graph)?:|image:|source:|video:|"
            r"loading\b|\d{1,2}:\d{2} (?:est|gmt|bst|ist)\b|first published\b)"
            r"|contributed to this (?:report|story)|all rights reserved|may not be (?:published|reproduced)|"
            r"\bclick here\b|for confidential support|follow @?\w+ on (?:twitter|facebook)|"
            r"\bour (?:privacy policy|newsletter)\b",
            re.IGNORECASE,
        ),
        label=re.compile(
            r"(?:driving the news|why (?:it|this) matters|why we care|the (?:latest|big picture|bottom line"
            r"|state of play"
            r"|intrigue|backdrop|background|context|details|backstory|other side|takeaway|stakes|numbers|upshot)"
            r"|the big "
            r"number|what(?:['’]s| is) (?:next|new|happening)|what (?:to (?:know|watch)|we(?:['’]re| are) (?:watching|"
            r"hearing)|we know(?: so far)?|we don['’]t know|happened|it means|they(?:['’]re| are) saying|comes next)|"
            r"between the lines|zoom (?:in|out)|catch up quick|catch-up quick|by the numbers|bottom line|state of play|"
            r"big picture|go deeper|flashback|yes, but|be smart|how it works|threat level|worth noting|of note"
            r"|key (?:points?|"
            r"facts?|takeaways?|quote)|in brief|at a glance|our thought bubble|reality check|quick take|just in"
            r"|breaking"
            r"(?: news)?|(?:live )?updates?|latest|exclusive|background|context|what else|zoom out|quick facts"
            r"|the gist|"
            r"(?:post(?:ed)?|updated?|entry)(?: at)? \d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\.?)?(?: [A-Z]{2,4})?)"
            r"\s*[:–—]\s+(?=[\"“«„‘]?[^\W_])",
            re.IGNORECASE,
        ),
        courtesy=re.compile(
            r"^(?:(?-i:[A-ZÀ-Þ])[\w .,'’-]{1,40}:\s)?[“\"]?(?:good (?:morning|afternoon|evening|night)\b"
            r"|hello(?:$|[,.!]| (?:and|from|to)\b)|"
            r"(?:hi|hello),? (?:everyone|all|and)\b|"
            r"welcome (?:back )?to\b|thank(?:s| you)(?: (?:so|very) much)?(?:[.,!]|$| (?:for (?:having|joining|reading|"
            r"following|watching|your company|being with)|all)\b)|that['’]s (?:all|it|a wrap) (?:from|for|today"
            r"|tonight)\b|"
            r"stay (?:tuned|with us)\b|(?:please )?(?:refresh|reload) (?:this|the) page\b|we(?:['’]re"
            r"| are) (?:still )?waiting for\b|follow (?:our|the) live\b|"
            r"(?<![“\"])(?:we(?:['’]re| are|['’]ll be| will be| will)|i(?:['’]m| am|['’]ll be"
            r"| will be)) (?:\w+ ){0,3}?(?:paus(?:e|ing)|"
            r"clos(?:e|ing)|end(?:ing)?|wrapp?(?:ing)?|leav(?:e|ing)|hand(?:ing)?|bring(?:ing)?|resum(?:e|ing)"
            r"|start(?:ing)?) "
            r"(?:\w+ ){0,3}?(?:(?:our|this|the|today['’]s|tonight['’]s)(?: live)? (?:coverage|blog|page|updates|feed)"
            r"|(?:it|"
            r"things) (?:up|there|here)|you (?:live|more|all|updates|the latest))\b|"
            r"(?<![“\"])we(?:['’]ll| will) (?:(?:be back|return|resume)(?:[.!]|$| (?:at|tomorrow|in a|with (?:more"
            r"|live)|"
            r"shortly|soon|here|on \w+day|from)\b)|have more (?:for you|on this|as|soon|shortly)\b|bring you\b"
            r"|keep you (?:posted|updated|up)\b|update "
            r"(?:this|you)\b|leave it (?:there|here)\b)|"
            r"(?:our|this|the(?= live))(?: live)? (?:live ?blog|page|feed|updates|blog"
            r"|coverage(?: of [\w ]{1,40})?) "
            r"(?:is|are|has|have|will|ends?|continues?|resumes?|begins?) (?:now |been |be )?(?:clos\w+|paus\w+|end\w+"
            r"|over"
            r"|moving|moved|back|resum\w+|start\w+|here|there|continu\w+|\w+day|tomorrow|at)\b|"
            r"(?:come|check) back (?:at|for|soon|later|tomorrow|here|in)\b|join us (?:at|again|tomorrow|here|from"
            r"|on)\b|see you (?:tomorrow|then|later|again)\b|"
            r"(?:more|updates?|details) (?:as we get|soon|to follow|to come|shortly)\b|"
            r"here(?:['’]s| is| are) (?:what we know|what (?:has )?happened|a (?:recap|summary|round-?up|reminder"
            r"|look back)"
            r"|the (?:latest|key)|where things stand|everything)\b|this is (?:where we are|what we know)\b|"
            r"(?:write (?:to us|in)|send (?:us|in|your)|e-?mail us|tell us|get in touch|share your|let us know)\b"
            r"|are you (?:there|in|at|affected)\b|were you (?:there|in|at)\b|"
            r"(?:our|my) (?:reporters?|correspondents?|colleagues?|team)(?: [A-Z][\w'’-]+){0,2} (?:is|are|will be"
            r"|has been|"
            r"have been) (?:\w+ ){0,2}?(?:on (?:her|his|their) way|there|at the scene|on the ground|in the room"
            r"|watching|"
            r"following|standing by|writing)\b|(?:you|readers) can (?:follow|watch|read|contact|send|listen)\b|"
            r"(?:refresh|bookmark) (?:this|the) page\b|if you(?:['’]re| are) just joining\b"
            r"|for those (?:just )?joining\b)",
            re.IGNORECASE,
        ),
    ),
)
