"""English."""

from __future__ import annotations

import re

from briefing.language.naming.base import Naming, gendered, word_set

__all__ = ["NAMING"]

_COMPANY = word_set(
    "inc corp corporation co ltd plc llc group holdings motors airlines airways energy pharma pharmaceuticals "
    "industries systems technologies company entertainment media motor oil gas telecom software electronics foods "
    "stores brothers partners capital ag sa gmbh nv se laboratories labs"
)
_CLUB = word_set(
    "fc united city rovers wanderers athletic albion county town hotspur real atletico inter afc rfc saracens"
)

NAMING = Naming(
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
        "company": _COMPANY,
        "firm": _COMPANY | word_set("llp associates"),
        "club": _CLUB,
        "side": _CLUB,
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
