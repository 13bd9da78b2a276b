from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from briefing.language.split_sentences import LONGEST, split


def pieces(text, language="en"):
    return [text[start:end] for start, end in split(text, 0, len(text), language)]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["Gen. A. B. Hale met Lt. Col. J. D. Orr on Jan. 5 in Washington, D.C.", "Then he left."]),
        ("en", ["The U.S. House voted.", "He lives in the U.S.", "He likes it."]),
        ("en", ["It rose 3.5 percent, i.e. a lot, to No. 5.", "See Fig. 3."]),
        ("en", ["“Stop at the line,” he said.", "“It is too hard. You’ll never know.”", "He left."]),
        ("en", ["At 7 a.m. Tuesday and 9 p.m. GMT it opened.", "It closed at 5 p.m.", "He slept."]),
        ("en", ["Corrigan Inc. fell.", "Who said “Stop!” to him?", "Nobody."]),
        ("en", ["1. First item.", "2. Second item."]),
        ("en", ["They meet in June.", '“I had a long talk, two hours, with [the] president."']),
        ("en", ['He spoke of an "untoward incident? in the yard.', "Who saw it?", "Nobody did."]),
        ("en", ["The Rev. Dr. Martin Hale Jr. spoke.", "Prof. X et al. replied (see p. 5)."]),
        ("fr", ["M. Leroy a vu Mme. Petit.", "Le prix est de 3,5 M€.", "« Oui. Bien sûr », a-t-il dit."]),
        ("fr", ["J.-C. Morel et le Dr. Roux sont là.", "Personne n'est blessé, a dit M. Dupont.", "Fin."]),
        ("en", ["It is rich in vitamin C.", "Then it rained."]),
        ("en", ["The results come out in May.", "Parents asked for a second date.", "It opens on May 5.", "He left."]),
        ("de", ["Am 5. Mai kam Dr. Kern auf den 3. Platz.", "„Ja. Nein“, sagte er.", "Das war z. B. gut."]),
        ("es", ["El Sr. López llegó.", "¿Qué pasa?", "¡Nada!"]),
        ("uk", ["Президент В. Коваль заявив у м. Київ.", "У 2024 р. було 5 тис. грн."]),
        ("ru", ["Министр А. Б. Орлов заявил в г. Тверь.", "Т. е. нет.", "«Мы идём. Да», — сказал он."]),
        ("zh", ["今天天气很好。", "“你好吗？”他说。", "好！"]),
        ("ja", ["今日は天気がいい。", "「行こう。」と彼は言った。", "そうですか？"]),
        ("hi", ["पुल सोमवार को बंद हुआ।", "डॉ. वर्मा ने कहा कि मरम्मत में 3.5 करोड़ लगेंगे।", "क्या यह सच है?", "नहीं।"]),
        ("ar", ["أغلق الجسر يوم الاثنين.", "وقالت د. ليلى إن الإصلاح يكلف 3.5 مليون.", "هل هذا صحيح؟", "لا."]),
        ("ur", ["پل پیر کو بند ہوا۔", "ڈاکٹر احمد نے مرمت کا کہا۔", "کیا یہ سچ ہے؟"]),
        ("km", ["ស្ពានត្រូវបានបិទនៅថ្ងៃចន្ទ។", "ការជួសជុលនឹងចប់ក្នុងខែឧសភា។"]),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(language, expected):
    joiner = "" if language in ("zh", "ja", "km") else " "
    assert pieces(joiner.join(expected), language) == expected


def test_hard_wrapped_lines_stay_within_their_sentence():
    assert pieces("The council met\nin St. Petersburg.\nIt voted.") == [
        "The council met\nin St. Petersburg.",
        "It voted.",
    ]


def test_only_the_given_range_is_split():
    text = "One. Two. Three."
    assert [text[start:end] for start, end in split(text, 5, 9, "en")] == ["Two."]


def test_an_enormous_sentence_is_cut_at_its_joints_and_the_rest_left_out():
    clause = "the council met and " * 20
    text = f"{clause}; {clause}; {'and so on ' * 200}"
    found = pieces(text)
    assert len(found) == 2
    assert all(len(piece) <= LONGEST for piece in found)


def test_a_text_without_any_joint_has_no_sentence():
    assert pieces("and so on " * 500) == []
    assert pieces("字" * 5000, "zh") == []


@given(st.text(max_size=300), st.sampled_from(["en", "fr", "de", "uk", "zh", "ja", "ar", "und", "xx"]))
def test_offsets_are_trimmed_ordered_and_within_the_text(text, language):
    end = 0
    for start, stop in split(text, 0, len(text), language):
        assert end <= start < stop <= len(text)
        assert text[start:stop] == text[start:stop].strip()
        end = stop


@given(
    st.lists(
        st.sampled_from(["Mr. Hale", "won.", "“No,”", "he", "said.", "3.5", "U.S.", "Why?", "\n", "и", "。"]),
        max_size=40,
    )
)
def test_no_word_is_lost(words):
    text = " ".join(words)
    kept = "".join(pieces(text))
    dropped = "".join(word for word in "".join(text.split()) if word.isalnum())
    assert "".join(c for c in kept if c.isalnum()) == dropped


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            'The dam was closed. "We send engineers," she said.',
            ["The dam was closed.", '"We send engineers," she said.'],
        ),
        ('It said in a note. "More are on their way', ["It said in a note.", '"More are on their way']),
        ('"Stay away," she said. "Nobody knows more."', ['"Stay away," she said.', '"Nobody knows more."']),
        ('He called it "a shame." Others agreed.', ['He called it "a shame."', "Others agreed."]),
        (
            'She wrote "Rain at Noon" and "Snow." It sold well.',
            ['She wrote "Rain at Noon" and "Snow."', "It sold well."],
        ),
    ],
)
def test_a_straight_mark_goes_with_what_it_opens_or_closes(text, expected):
    assert [text[start:end] for start, end in split(text, 0, len(text), "en")] == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        # Before a figure or a name an abbreviation ends no sentence.
        ("pl", ["Przyjechał gen. Nowak o godz. 8.20.", "Zapis z art. 7 ust. 1 obowiązuje."]),
        ("sv", ["Mötet börjar kl. 18.30.", "Dr. Ek bor bl.a. i Osk."]),
        ("nb", ["Møtet varte til kl. 18.30.", "Prisen er ca. 5 kroner."]),
        ("ro", ["Dl. Popa locuiește la nr. 7.", "Str. Lungă e închisă."]),
        ("fr", ["Le Gén. Roux est venu.", "Le mur date du Ve siècle av. J.-C. et tient encore."]),
        ("fr", ["Le mur date du Ve siècle av. J.-C.", "Il tient encore."]),
        ("el", ["Ο κ. Παππάς μίλησε.", "Η οδ. Λίμνης έκλεισε."]),
        ("uk", ["Про це сказав О. П. Гай у суботу.", "Заяву підписав ген. Лис.", "Рух відкрили."]),
        ("ru", ["Об этом заявил полк. Лосев.", "Дом на бул. Мира закрыт."]),
        ("tr", ["Prof. Ece Ak geldi.", "Ev No. 5 adresinde."]),
        ("ar", ["قال د. سامر إن الجسر مغلق.", "انتهى الأمر."]),
        ("hi", ["डॉ. सोनी आईं।", "पुल बंद है।"]),
        ("de", ["Der 1. FC Osk gewann.", "Siehe Nr. 5.", "Die Lage ist ernst."]),
        ("it", ["L'on. Neri vive al n. 5.", "Ha detto no.", "Nessuno rise."]),
        # Before a capital, the same word may end it.
        ("en", ["Asked for more, the owner said no.", "Nobody laughed.", "They live at No. 5."]),
        ("en", ["He was born in Feb.", "His sister came on Sept. 3.", "The river fell by 5 ft.", "The dam held."]),
        ("en", ["The shop is on King St.", "Fire took it.", "The church of St. Mark stood.", "In St. Osk it rained."]),
        ("es", ["Dijo que no.", "Nadie rio."]),
        ("en", ['He said "we will go."', "The mayor left.", '"It is over."', "The council voted."]),
    ],
)
def test_an_abbreviation_ends_a_sentence_only_where_its_language_lets_it(language, expected):
    assert pieces(" ".join(expected), language) == expected


OWN = yaml.safe_load((Path(__file__).parents[1] / "data" / "own_sentences.yaml").read_text("utf-8"))


def found_of_own(language):
    """F1 of the ends of our own sentences of a language; the last is no question."""
    between = "" if language == "ja" else " "
    wanted, position = set(), 0
    for sentence in OWN[language][:-1]:
        position += len(sentence)
        wanted.add(position)
        position += len(between)
    text = between.join(OWN[language])
    ends = {end for _, end in split(text, 0, len(text), language)} - {len(text)}
    return 2 * len(wanted & ends) / (len(wanted) + len(ends))


# Measured once as they were first split; Hebrew (0.77) and Japanese (0.93) were mended after that.
FLOORS = {"es": 1.0, "he": 1.0, "it": 1.0, "ja": 1.0, "ko": 1.0, "nl": 1.0, "pt": 0.94, "ru": 0.87, "tr": 1.0}


@pytest.mark.parametrize(("language", "floor"), FLOORS.items())
def test_our_own_sentences_are_found(language, floor):
    assert found_of_own(language) >= floor


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("it", ["Abita in via G. Olmi n. 12.", "Poi parte."]),
        ("pt", ["O gen. Alves veio no séc. XX a cavalo.", "Depois saiu."]),
        ("de", ["Die Fa. Kern zahlt.", "Danach ist Schluss."]),
        ("tr", ["M.Ö. 300 yılında yapıldı.", "Sonra yandı."]),
        ("uk", ["Це коштує бл. 5 млн гривень.", "Потім закрили."]),
        ("ru", ["Это стоит ок. 5 млн рублей.", "Потом закрыли."]),
        ("ar", ["قال أ. د. سامي إن الجسر مغلق.", "ثم غادر."]),
        ("hi", ["रु. 5 करोड़ खर्च हुए।", "फिर काम रुका।"]),
        ("pl", ["Mieszka przy ul. Długiej 5.", "Potem wyjechał."]),
        ("he", ['ד"ר לב בא.', "מי ישלם?", '"לא אני", אמר מנכ"ל החברה.']),
        # A neighbour: a letter that ends a sentence.
        ("it", ["Serve la vitamina C.", "Poi basta."]),
        # "And so on" ends one before a capital, and none within.
        ("nl", ["Er lagen zeilen, touwen enz.", "Niemand had het gezien.", "Hout, touw enz. in de loods bleef heel."]),
        ("ru", ["Продавали лодки, вёсла и т. д.", "Склад закрыли.", "Вёсла и т. д. в лодке сгорели."]),
        ("pl", ["Sprzedawano liny, wiosła itd.", "Skład zamknięto.", "Liny itd. na łodzi spłonęły."]),
        ("it", ["Vendevano remi, vele ecc.", "Il deposito ha chiuso.", "Remi, vele ecc. erano bruciati."]),
        # A digit begins a sentence in Chinese and Japanese as well, but not behind what somebody says.
        ("zh", ["撤离了5万人。", "3条路封闭。"]),
        ("ja", ["5万人が避難した。", "3本の道路が閉鎖された。"]),
        ("ja", ["「行こう。」3人は言った。", "雨だった。"]),
        # In Thai a full stop is the sign of an abbreviation.
        ("th", ["เรือออกเวลา 7.30 น. ของวันจันทร์ที่ท่าเรือใหม่"]),
        ("th", ["เขาย้ายมาอยู่ที่ อ. เมือง จ. น่าน เมื่อ พ.ศ. 2540"]),
        # A unit behind a figure ends a sentence if one begins there.
        ("de", ["Die Böen kamen mit 131 km/h.", "Das Dach flog davon."]),
        ("ru", ["Мост стоил 17 млн руб.", "Его закрыли в 2019 г. после бури."]),
        ("uk", ["Борг сягнув 310 тис. грн.", "Він зростає."]),
        ("pl", ["Most zamknięto w 2019 r.", "Nie wiadomo, na jak długo."]),
        ("pl", ["W 2019 r. Nowicki wyjechał z 12 tys. Węgrów."]),
        ("ru", ["В 2019 г. Самарин уехал."]),
        # In German a noun has a capital too.
        ("de", ["Es gab Seile, Farbe usw.", "Das Lager brannte.", "Man verkaufte Seile usw. Booten aus Kell."]),
    ],
)
def test_abbreviations_of_each_language_end_no_sentence(language, expected):
    assert pieces(("" if language == "ja" else " ").join(expected), language) == expected


@pytest.mark.parametrize(
    ("text", "language", "count"),
    [
        ("Das Gericht entschied am Dienstag. 41.000 Euro hatte er im Januar erbeutet.", "de", 2),
        ("Der Zug hielt in Lund. 12 Kühe standen auf dem Gleis. 3 davon waren braun.", "de", 3),
        ("Vlak zastavil v Lundu. 12 krav stálo na trati.", "cs", 2),
        ("Toget stoppede i byen. 12 køer stod på sporet.", "da", 2),
        ("Es kostet monatl. 30 Euro, insg. 360 Euro.", "de", 1),
        ("Er wohnt seit Sept. 2020 in Zimmer Hausnr. 5 am Markt.", "de", 1),
        ("Nach Ziff. 5 und Abs. 3 gilt das am 3. Mai.", "de", 1),
    ],
)
def test_a_figure_may_open_a_sentence_where_ordinals_have_a_full_stop(text, language, count):
    assert len(pieces(text, language)) == count
