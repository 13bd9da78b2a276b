"""Translations that say what their originals say pass; those that say something else, or cannot be compared, do not."""

from __future__ import annotations

import pytest

from briefing.verify.check_translation import check

GOOD = [
    ("de", "en", "Der Stadtrat von Lindheim hat den Plan am Dienstag nicht genehmigt, sagte Petra Kallmann.",
     "Lindheim city council did not approve the plan on Tuesday, Petra Kallmann said."),
    ("fr", "en", "La conserverie Brunet a perdu 2,4 millions d'euros depuis le 3 mars.",
     "The Brunet cannery has lost 2.4 million euros since 3 March."),
    ("en", "fr", "Forty ferries will not sail from Varnholm in January because of ice.",
     "Quarante ferries ne partiront pas de Varnholm en janvier à cause de la glace."),
    ("es", "en", "La alcaldesa Inés Beltrán anunció el jueves 1.500 viviendas en Alcorán.",
     "Mayor Inés Beltrán announced 1,500 homes in Alcorán on Thursday."),
    ("it", "fr", "L'Italia e la Spagna non firmeranno l'accordo di Lisbona, ha detto Marco Teri.",
     "L'Italie et l'Espagne ne signeront pas l'accord de Lisbonne, a déclaré Marco Teri."),
    ("pl", "en", "Anna Kowal powiedziała we wtorek, że most nie zostanie otwarty przed 12 maja.",
     "Anna Kowal said on Tuesday that the bridge would not be opened before 12 May."),
    ("uk", "en", "Олена Марчук сказала в середу, що 300 шкіл не працюють.",
     "Olena Marchuk said on Wednesday that 300 schools were not open."),
    ("ru", "en", "В Москве в пятницу закрыли 12 станций, сообщил Павел Громов.",
     "In Moscow 12 stations were closed on Friday, Pavel Gromov said."),
    ("ar", "en", "قال الوزير كريم سليمان يوم الاثنين إن فرنسا لم ترسل 300 خيمة إلى لبنان.",
     "Minister Karim Suleiman said on Monday that France had not sent 300 tents to Lebanon."),
    ("en", "ar", "Minister Karim Suleiman said on Monday that France had sent 300 tents to Lebanon.",
     "قال الوزير كريم سليمان يوم الاثنين إن فرنسا أرسلت 300 خيمة إلى لبنان."),
    ("ja", "en", "フランス政府は3月12日、3万人の兵士を派遣しないと述べた。",
     "The French government said on March 12 that it would not send 30,000 soldiers."),
    ("ko", "en", "정부는 월요일 5억 원의 예산을 승인하지 않았다.",
     "The government did not approve a budget of 500 million won on Monday."),
    ("th", "en", "รัฐบาลกล่าวเมื่อวันจันทร์ว่าจะใช้งบ 5 ล้านบาทเพื่อซ่อมสะพาน 12 แห่ง",
     "The government said on Monday that it would spend 5 million baht to repair 12 bridges."),
    ("tr", "en", "Belediye cuma günü 25 okulun açılmadığını açıkladı.",
     "The municipality announced on Friday that 25 schools had not opened."),
]  # fmt: skip


@pytest.mark.parametrize(("source", "target", "original", "text"), GOOD)
def test_a_faithful_translation_passes(source, target, original, text):
    assert check(text, original, source, target).reasons == ()


GERMAN = (
    "Der Stadtrat von Lindheim hat den Bau am Dienstag nicht genehmigt, sagte Petra Kallmann; er kostet 24 Millionen."
)
RIGHT = "Lindheim city council did not approve the building on Tuesday, Petra Kallmann said; it costs 24 million."


FRENCH = "Le conseil de Lindheim n'a pas approuvé la construction mardi, a dit Petra Kallmann; elle coûte 24 millions."
LONG = (
    "The council, which is led by Petra Kallmann, is in the town hall, which is a building that stands in the middle "
    "of Lindheim and is old and has many rooms and a tower and a cellar."
)


def test_the_original_of_the_lies_has_a_translation_that_passes():
    assert check(RIGHT, GERMAN, "de", "en").reasons == ()


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("24 million", "42 million", "“24 Millionen”"),
        ("24 million", "24", "“24 Millionen”"),
        ("; it costs 24 million", "", "lacks"),
        ("Lindheim city", "The 31 members of Lindheim city", "has “31”"),
        ("did not approve", "approved", "denies"),
        ("said;", "did not say;", "denies"),
        ("Petra Kallmann", "Olaf Berger", "Olaf"),
        ("Petra Kallmann", "The mayor", "lacks the name Kallmann"),
        ("Lindheim", "Hamburg", "Hamburg"),
        ("on Tuesday", "on Thursday", "weekday"),
        ("on Tuesday", "in March", "month or weekday"),
        (" said;", " said “never again”;", "quotes"),
        ("million.", "million. Read more at www.lindheim-news.com", "link"),
        (RIGHT, GERMAN, "still in de"),
        (RIGHT, FRENCH, "is in fr"),
        (RIGHT, "Lindheim, 24 million.", "lacks"),
        (RIGHT, f"{RIGHT} {LONG}", "much longer"),
    ],
)  # fmt: skip
def test_a_translation_that_says_something_else_does_not(old, new, reason):
    finding = check(RIGHT.replace(old, new), GERMAN, "de", "en")
    assert reason in "; ".join(finding.reasons), finding


@pytest.mark.parametrize(
    ("source", "target", "original", "text"),
    [
        ("ar", "en", "قال الوزير كريم سليمان إن فرنسا أرسلت 300 خيمة.",
         "Minister Dmitri Volkov said that France sent 300 tents."),
        ("en", "ar", "Minister Dmitri Volkov said that France sent 300 tents.",
         "قال الوزير كريم سليمان إن فرنسا أرسلت 300 خيمة."),
        ("ja", "en", "政府は3万人の兵士を派遣した。", "The government sent 3,000 soldiers."),
        ("zh", "en", "政府宣布投资3亿元修建12座桥梁。", "The government invests 3 million yuan in 12 bridges."),
        ("ko", "en", "정부는 예산을 승인하지 않았다.", "The government approved the budget."),
        ("th", "en", "ไม่มีผู้เสียชีวิต 12 คน", "12 people died."),
        ("ru", "en", "В Москве закрыли 12 станций.", "In Minsk 12 stations were closed."),
        ("en", "fr", "The repairs cost 12 million dollars.", "Les réparations coûtent 12 millions d'euros."),
    ],
)  # fmt: skip
def test_scripts_without_capitals_or_spaces_are_compared_too(source, target, original, text):
    assert check(text, original, source, target).reasons


@pytest.mark.parametrize(
    ("source", "target", "original", "text", "unchecked"),
    [
        ("zh", "en", "市长马丁内斯宣布，城市将修建12座桥梁。",
         "Mayor Martinez announced that the city would build 12 bridges.", ("names",)),
        ("ja", "en", "三人が死亡した。", "Three people died.", ("numbers in words",)),
        ("sw", "en", "Baraza la mji lilikubali mpango huo.",
         "The town council accepted the plan.", ("numbers in words", "negation")),
        ("ru", "en", "Ремонт стоит 12 долларов.", "The repair costs 12 dollars.", ("units",)),
        ("fr", "en", "Le conseil a accepté le plan du maire.", "The council accepted the mayor's plan.", ()),
    ],
)  # fmt: skip
def test_what_cannot_be_compared_is_named(source, target, original, text, unchecked):
    finding = check(text, original, source, target)
    assert finding.reasons == ()
    assert finding.unchecked == unchecked


@pytest.mark.parametrize(
    ("source", "target", "original", "text"),
    [
        ("en", "fr", "The Supreme Court will hear the case on Monday.", "La Cour suprême entendra l'affaire lundi."),
        ("en", "fr", "The EU and the UN met in London.", "L'UE et l'ONU se sont réunies à Londres."),
        ("en", "es", "German and Polish ministers met in Warsaw.",
         "Los ministros alemán y polaco se reunieron en Varsovia."),
        ("en", "de", "Ukrainian drones were seen near Odesa.", "Ukrainische Drohnen wurden bei Odesa gesehen."),
        ("fr", "en", "Le président Volodymyr Zelensky est arrivé.", "President Volodymyr Zelenskyy has arrived."),
    ],
)  # fmt: skip
def test_names_that_languages_write_in_their_own_way_are_the_same(source, target, original, text):
    assert check(text, original, source, target).reasons == ()
