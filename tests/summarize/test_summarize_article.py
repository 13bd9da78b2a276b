import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from briefing.config import SummarySettings
from briefing.models.sentence_grader import Grades, shipped
from briefing.summarize import summarize_article
from tests.conftest import make_document

SENTENCES = (
    "The council of Port Ellery voted on Monday to close the iron bridge until spring.",
    "Engineers had found cracks in two of its piers.",
    "Buses will take the road along the harbour instead.",
    "The repairs cost about four million crowns, the city engineer said.",
    "Shops near the bridge fear for their winter trade.",
)


class Fixed:
    """A model that expects the grades it is told."""

    fingerprint = "fixed@1"
    dimensions = 64

    def __init__(self, *grades):
        self.grades = grades

    def promise(self, table):
        return np.array(self.grades, dtype=np.float32)

    def grade(self, vectors, table):
        value = np.array(self.grades, dtype=np.float32)
        nothing = np.zeros(len(value), dtype=np.float32)
        return Grades(*(np.clip(value - least, 0, 1) for least in range(3)), nothing, nothing, nothing)


@pytest.fixture
def run(fake_encoder):
    def summarize(*sentences, points=3, scorer=None, compress=False, **fields):
        document = make_document(*sentences, **fields)
        vectors = fake_encoder.encode([document.sentence(index) for index in range(len(document.sentences))])
        title = fake_encoder.encode([document.title])[0] if document.title else None
        settings = SummarySettings(points=points, compress=compress)
        choice = summarize_article.choose(document, vectors, points, title_vector=title, model=scorer)
        return document, summarize_article.summarize(
            document, choice, settings, model=summarize_article.fingerprint(scorer)
        )

    return summarize


def test_the_grades_decide_which_and_the_article_in_what_order(run):
    _, summary = run(*SENTENCES, points=2, scorer=Fixed(1, 1, 2, 3, 1))
    assert [point.text for point in summary.key_points] == [SENTENCES[2], SENTENCES[3]]
    assert summary.key_points[1].score > summary.key_points[0].score


def test_without_a_title_the_headline_tells_the_news_wherever_it_stands(run):
    _, summary = run(*SENTENCES, points=2, scorer=Fixed(1, 1, 2, 3, 1))
    assert summary.headline == SENTENCES[3].rstrip(".")


def test_products_are_made_by_one_thread_so_that_their_bits_do_not_depend_on_how_many_there_are(run):
    seen = []

    class Watching(Fixed):
        def threads(self):
            seen.extend(pool["num_threads"] for pool in summarize_article._BLAS.info() if pool["user_api"] == "blas")

        def promise(self, table):
            self.threads()
            return super().promise(table)

        def grade(self, *args):
            self.threads()
            return super().grade(*args)

    with threadpool_limits(limits=2, user_api="blas"):
        run(*SENTENCES, scorer=Watching(1, 1, 2, 3, 1))
    assert seen
    assert set(seen) == {1}


def test_every_point_is_its_own_evidence(run):
    document, summary = run(*SENTENCES, scorer=Fixed(3, 2, 1, 0, 0))
    assert all(point.evidence[0].quote(document) == point.text for point in summary.key_points)
    assert all(0 <= point.score <= 1 for point in summary.key_points)


def test_boilerplate_and_repeats_are_never_points(run):
    sentences = (SENTENCES[0], SENTENCES[0], "Click here for more pictures of the bridge.", SENTENCES[3])
    _, summary = run(*sentences, points=4, scorer=Fixed(1, 2, 3, 1))
    assert sorted(point.text for point in summary.key_points) == sorted([SENTENCES[0], SENTENCES[3]])


def test_a_question_is_no_point_unless_its_mark_is_a_lost_quotation_mark(run):
    sentences = (
        "Will the iron bridge of Port Ellery ever open again?",
        'The mayor called the old bridge a "danger?',
        *SENTENCES,
    )
    _, summary = run(*sentences, points=2, scorer=Fixed(3, 3, 2, 1, 1, 1, 1))
    assert [point.text for point in summary.key_points] == [sentences[1], SENTENCES[0]]


@pytest.mark.parametrize("sentences", [(), ("Rain.",), ("Two eggs.", "One onion.", "Salt.")])
def test_too_short_says_so(run, sentences):
    _, summary = run(*sentences, scorer=None)
    assert summary.key_points == ()
    assert summary.note == "too short to summarize"


@pytest.mark.parametrize(
    "end", ["The ferry was seen as a way out, but it is now", "The harbour will be dredged before spring if the…"]
)
def test_what_a_teaser_breaks_off_is_no_point(run, end):
    _, summary = run(*SENTENCES[:2], end)
    assert [point.text for point in summary.key_points] == list(SENTENCES[:2])
    _, alone = run(end)
    assert [point.text for point in alone.key_points] == [end]
    _, list_like = run("The harbour will be dredged", "The ferry is to be sold in spring", end.rstrip("…"))
    assert end.rstrip("…") in [point.text for point in list_like.key_points]


def test_one_sentence_is_one_point(run):
    _, summary = run(SENTENCES[0], scorer=Fixed(0.5))
    assert [point.text for point in summary.key_points] == [SENTENCES[0]]


def test_without_a_scorer_the_lead_comes_first(run):
    _, summary = run(*SENTENCES)
    assert summary.key_points[0].text == SENTENCES[0]
    assert summary.model.startswith(summarize_article.BASELINE)


class ByPosition(Fixed):
    """A model that grades numbered sentences the higher, the higher their number; each vector holds it."""

    def __init__(self, promise):
        self.promised = promise

    def promise(self, table):
        return np.array(self.promised, dtype=np.float32)

    def grade(self, vectors, table):
        value = vectors[:, 0] / 20
        nothing = np.zeros(len(value), dtype=np.float32)
        return Grades(*(np.clip(value - least, 0.01, 1) for least in range(3)), nothing, nothing, nothing)


def numbered(count):
    document = make_document(
        *(f"The bridge number {index} of the county was closed on Monday." for index in range(count))
    )
    vectors = np.zeros((count, 64), dtype=np.float32)
    vectors[:, 0] = np.arange(count)
    # Far apart, so that none repeats another.
    vectors[np.arange(count), 1 + np.arange(count)] = 40 * (-1.0) ** np.arange(count)
    return document, vectors


def test_what_promises_little_is_never_looked_at():
    document, vectors = numbered(40)
    scorer = ByPosition([1.0] * 10 + [0.0] * 10 + [2.0] * 10 + [-1.0] * 10)
    reading = summarize_article.read(document, scorer, 3)
    vectors[[index for index in range(40) if index not in reading.kept]] = np.nan
    choice = summarize_article.choose(document, vectors, 3, model=scorer, reading=reading)
    assert set(choice.sentences) <= set(reading.kept)
    assert all(0 <= score <= 1 for score in choice.scores)


def test_a_reading_changes_nothing_but_who_does_the_work():
    document, vectors = numbered(30)
    scorer = ByPosition(range(30))
    reading = summarize_article.read(document, scorer, 4)
    with_it = summarize_article.choose(document, vectors, 4, model=scorer, reading=reading)
    assert with_it == summarize_article.choose(document, vectors, 4, model=scorer)


def test_without_a_scorer_every_sentence_is_kept():
    document, _ = numbered(30)
    assert summarize_article.read(document, None, 3).kept == list(range(30))


def test_a_scorer_for_other_vectors_is_not_used(fake_encoder):
    document = make_document(*SENTENCES)
    vectors = fake_encoder.encode(list(SENTENCES))
    assert vectors.shape[1] != shipped().dimensions
    assert summarize_article.choose(document, vectors, 3, model=shipped()) == summarize_article.choose(
        document, vectors, 3
    )


def test_the_fingerprint_names_the_weights():
    assert shipped().fingerprint in summarize_article.fingerprint(shipped())
    assert summarize_article.fingerprint(shipped()) != summarize_article.fingerprint(None)


def test_the_shipped_model_summarizes_a_text(encoder):
    document = make_document(*SENTENCES, title="Port Ellery closes iron bridge")
    vectors = encoder.encode([*SENTENCES, document.title])
    choice = summarize_article.choose(document, vectors[:-1], 3, title_vector=vectors[-1], model=shipped())
    assert len(choice.sentences) == 3
    assert choice.sentences[0] == 0
    assert summarize_article.fingerprint(shipped()).startswith("grades@")


def test_a_long_text_is_summarized_too(encoder):
    sentences = [
        f"Ship number {number} brought {number * 3} tonnes of grain to the old harbour." for number in range(250)
    ]
    document = make_document(*sentences)
    choice = summarize_article.choose(document, encoder.encode(sentences), 8, model=shipped())
    assert 1 <= len(choice.sentences) <= 8
    assert list(choice.sentences) == sorted(choice.sentences)


GREETINGS = {
    "en": [
        "Stay with us as the votes are counted.",
        "We'll be back at eight with the first results.",
        "We are pausing our coverage here until tomorrow morning.",
        "We're going to wrap things up here for tonight.",
        "Our live coverage of the storm has now ended.",
        "Good evening and welcome to our live page on the vote.",
        "Thank you for reading, and good night to all.",
        "That's all from us in Oster this evening.",
        "Here is what we know so far about the fire.",
        "Come back at seven for the first results.",
        "Our reporter is on her way to the coast now.",
        "Send us your pictures of the flooded streets.",
        "Updates to follow as soon as there are any.",
    ],
    "fr": [
        "Restez avec nous pour suivre le dépouillement.",
        "Nous suspendons ce direct pour la nuit.",
        "Nous vous retrouvons demain à huit heures précises.",
        "Merci d’avoir suivi cette soirée avec nous.",
        "Bonjour et bienvenue dans notre direct du jour.",
        "C’est la fin de ce direct pour aujourd’hui.",
        "Voici ce que l’on sait de l’incendie à cette heure.",
    ],
}
STATEMENTS = {
    "en": [
        "“We will return to the village when the water falls,” she said.",
        "We are closing two of our five mines, the company said on Monday.",
        "Welcome centres for refugees will open in six towns.",
        "The coverage of vaccines has ended its long rise, doctors said.",
        "Thanks to rain, the fire in the hills is out.",
        "More details of the plan will be given to parliament in May.",
        "Our children are going hungry, mothers told the council.",
        "Send-offs for the team drew 4,000 people on Sunday.",
        "Hello Kitty turned 50 on Friday with a fair in Oster.",
        "Here the river is 40 metres wide and 3 metres deep.",
    ],
    "fr": [
        "Nous fermons deux mines sur cinq, a annoncé la société lundi.",
        "Merci à la pluie, disent les pompiers : le feu est éteint.",
        "Le direct de la chaîne a été suivi par 4 millions de personnes.",
        "Nous allons mettre fin aux retards, a promis le ministre.",
    ],
}


@pytest.mark.parametrize(
    ("language", "sentence"), [(code, line) for code, lines in GREETINGS.items() for line in lines]
)
def test_what_a_live_page_says_of_itself_is_no_point(language, sentence):
    news = "The bridge over the Orlin was closed on Tuesday after a crack was found."
    assert summarize_article.usable_sentences([sentence, news], language) == [1]


@pytest.mark.parametrize(
    ("language", "sentence"), [(code, line) for code, lines in STATEMENTS.items() for line in lines]
)
def test_what_only_sounds_like_it_may_be_one(language, sentence):
    news = "The bridge over the Orlin was closed on Tuesday after a crack was found."
    assert summarize_article.usable_sentences([sentence, news], language) == [0, 1]


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        (["The dam was closed on Tuesday evening.", 'He said "the valley is not safe and.'], [0]),
        (["The dam was closed on Tuesday evening.", '"More engineers are on their way.'], [0]),
        (['"More engineers are on their way.', 'The dam is closed," she said on Monday.'], [0, 1]),
        (["The dam was closed on Tuesday evening.", 'The "ghost dam? panic spread in the valley.'], [0, 1]),
        (["The dam was closed on Tuesday evening.", '"Keep away," she said on Monday night.'], [0, 1]),
        (['"More engineers are on their way.'], [0]),
    ],
)
def test_a_quotation_that_is_never_closed_is_no_point_while_there_is_another(sentences, expected):
    assert summarize_article.usable_sentences(sentences) == expected


@pytest.mark.parametrize(
    ("sentence", "cosine", "repeats"),
    [
        ("The office put the rate of unemployment for April at 3.6 per cent.", 0.6, True),
        ("In April the unemployment rose to 3.6 per cent.", 0.6, True),
        ("In March the rate of unemployment was 3.1 per cent.", 0.6, False),
        ("Unemployment among miners rose to 9 per cent in April.", 0.6, False),
        ("The office put the rate of unemployment for April at 3.6 per cent.", 0.3, False),
    ],
)
def test_a_sentence_repeats_one_that_has_its_words_and_its_meaning(sentence, cosine, repeats):
    lead = "Unemployment in Ostmark rose to 3.6 per cent in April, the statistics office said."
    reading = summarize_article.Reading([lead, sentence], [0, 1], [0, 1], None)
    vectors = np.array([[1, 0], [cosine, (1 - cosine**2) ** 0.5]], dtype=np.float32)
    assert ((1, 0) in summarize_article.links(reading, vectors, [0, 1], "en").repeats) is repeats


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("zh", ("市政府周五关闭了旧码头。", "工程师在两个桥墩上发现了裂缝。", "修理费用约为四百万元。")),
        ("ja", ("市は金曜日に古い桟橋を閉鎖した。", "技師が二つの橋脚にひびを見つけた。", "修理には四百万円かかる。")),
        ("th", ("เทศบาลเมืองปิดท่าเรือเก่าเมื่อวันศุกร์", "วิศวกรพบรอยร้าวในเสาสองต้น", "ค่าซ่อมประมาณสี่ล้านบาท")),
        ("hi", ("शहर ने शुक्रवार को पुराना घाट बंद किया।", "इंजीनियरों को दो खंभों में दरारें मिलीं।", "मरम्मत पर चार लाख लगेंगे।")),
        (
            "ar",
            (
                "أغلقت المدينة الرصيف القديم يوم الجمعة.",
                "وجد المهندسون شقوقا في عمودين.",
                "تكلف الإصلاحات نحو أربعة ملايين.",
            ),
        ),
    ],
)
def test_a_short_article_in_any_script_has_points(run, language, sentences):
    _, summary = run(*sentences, language=language)
    assert [point.text for point in summary.key_points] == list(sentences)


def test_the_model_of_grades_is_not_asked_where_no_spaces_part_words(run):
    sentences = ("市政府周五关闭了旧码头。", "工程师在两个桥墩上发现了裂缝。", "修理费用约为四百万元。")
    _, told = run(*sentences, language="zh", points=1, scorer=Fixed(0.0, 0.0, 3.0))
    assert [point.text for point in told.key_points] == [sentences[0]]


def test_a_fragment_is_no_point_in_any_script(run):
    sentences = ("市政府周五关闭了旧码头。", "完了。", "修理费用约为四百万元。")
    assert "完了。" not in [point.text for point in run(*sentences, language="zh")[1].key_points]


@pytest.mark.parametrize(
    "credit",
    [
        "That is what the union says.",
        "That, at least, is the union's view.",
        "So says the minister for trade.",
        "This is how the company's lawyers argued on Monday.",
        "The claim comes from a group of former guards.",
    ],
)
def test_what_the_next_sentence_says_is_anothers_word_is_not_told_as_fact(credit):
    sentences = [
        "The plant at Lorne will close in May and 400 jobs will go.",
        credit,
        "The mayor of Lorne called a meeting for Friday at noon.",
    ]

    assert summarize_article.usable_sentences(sentences) == [2]


@pytest.mark.parametrize(
    "other",
    [
        "That is what the town had asked for in its letter.",
        "So far nobody was hurt in the fire at the plant.",
        "That was the view from the bridge after the flood.",
        "The union says that 400 jobs will go by the summer.",
    ],
)
def test_a_sentence_that_credits_nobody_leaves_the_one_before(other):
    sentences = ["The plant at Lorne will close in May and 400 jobs will go.", other]

    assert 0 in summarize_article.usable_sentences(sentences)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Please refresh this page for the latest updates."),
        ("de", "Guten Morgen und willkommen in unserem Ticker."),
        ("de", "Wir halten Sie über den Streik auf dem Laufenden."),
        ("es", "Gracias por seguirnos durante toda esta jornada."),
        ("it", "Buonasera e benvenuti alla nostra diretta di oggi."),
        ("pt", "Fique conosco para as próximas notícias da noite."),
        ("nl", "Bedankt voor het volgen van dit lange liveblog."),
        ("pl", "Dziękujemy, że byliście z nami przez cały dzień."),
        ("uk", "Дякуємо, що були з нами протягом усього дня."),
    ],
)
def test_courtesies_of_live_pages_are_no_points(language, sentence):
    news = {
        "de": "Die Stadt dankt für die Hilfe nach dem Brand.",
        "uk": "Міська рада подякувала рятувальникам за роботу.",
    }
    told = news.get(language, "The council of Norwick closed the bridge on Monday.")
    assert summarize_article.usable_sentences([told, sentence], language) == [0]
