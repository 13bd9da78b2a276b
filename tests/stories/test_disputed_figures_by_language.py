"""Figures that differ, by language: of one thing they are told, of two things they are not."""

from __future__ import annotations

import datetime as dt

import pytest
from conftest import make_document

from briefing.stories.disputed_facts import conflicts

AT = dt.datetime(2026, 3, 4, 9, tzinfo=dt.UTC)


def _conflicts(encoder, one, two, language):
    documents = [
        make_document(text, name=name, published=AT, language=language) for name, text in (("a", one), ("b", two))
    ]
    return conflicts(documents, [encoder.encode([document.sentence(0)]) for document in documents], (0, 1))


DIFFERENT = (
    (
        "it",
        "Dodici persone sono rimaste ferite quando un tram è deragliato a Osmunda, ha detto la polizia.",
        "Un tram è deragliato a Osmunda e 15 persone sono rimaste ferite, secondo i soccorritori.",
    ),
    (
        "it",
        "La frana di Tarna ha causato 31 morti, ha detto il sindaco.",
        "La frana di Tarna ha fatto 38 morti, secondo i vigili del fuoco.",
    ),
    (
        "it",
        "I lavori al porto di Varna costeranno 48 milioni di euro, ha annunciato il comune.",
        "I lavori al porto di Varna costeranno 61 milioni di euro, secondo la giunta.",
    ),
    (
        "it",
        "Nell'operazione a Brenna la polizia ha arrestato 24 persone.",
        "A Brenna sono 19 le persone arrestate nell'operazione della polizia.",
    ),
    (
        "it",
        "Il consiglio di Osmunda ha approvato il bilancio con 18 voti favorevoli.",
        "Il bilancio di Osmunda è passato con 21 voti favorevoli in consiglio.",
    ),
    (
        "pt",
        "Doze pessoas ficaram feridas quando um bonde descarrilou em Osmunda, disse a polícia.",
        "Um bonde descarrilou em Osmunda e 15 pessoas ficaram feridas, segundo os bombeiros.",
    ),
    (
        "pt",
        "O deslizamento em Tarna deixou 31 mortos, disse o prefeito.",
        "O deslizamento em Tarna causou 38 mortos, segundo os bombeiros.",
    ),
    (
        "pt",
        "A obra do porto de Varna custará 48 milhões de reais, informou a prefeitura.",
        "A obra do porto de Varna vai custar 61 milhões de reais, segundo a câmara.",
    ),
    (
        "pt",
        "Há 40 desaparecidos após o naufrágio da balsa em Brenna.",
        "O naufrágio da balsa em Brenna deixou 52 desaparecidos.",
    ),
    (
        "nl",
        "Twaalf mensen raakten gewond toen in Osmund een tram ontspoorde, meldde de politie.",
        "In Osmund is een tram ontspoord, 15 mensen raakten gewond.",
    ),
    (
        "nl",
        "Bij de aardverschuiving in Tarnau zijn 31 mensen omgekomen, zei de burgemeester.",
        "De aardverschuiving in Tarnau heeft volgens de brandweer aan 38 mensen het leven gekost, er zijn 38 doden.",
    ),
    (
        "nl",
        "Bij de aardverschuiving in Tarnau vielen 31 doden, zei de burgemeester.",
        "Bij de aardverschuiving in Tarnau vielen 38 doden, aldus de brandweer.",
    ),
    (
        "nl",
        "De politie pakte bij de inval in Brenn 24 mensen op, die zijn aangehouden.",
        "Bij de inval in Brenn zijn 19 mensen aangehouden.",
    ),
    (
        "nl",
        "De nieuwe haven van Varn kost 48 miljoen euro, meldt de gemeente.",
        "De nieuwe haven van Varn gaat 61 miljoen euro kosten, volgens de provincie.",
    ),
    (
        "pl",
        "Dwanaście osób zostało rannych, gdy w Osmundzie wykoleił się tramwaj, podała policja.",
        "W Osmundzie wykoleił się tramwaj, rannych zostało 15 osób, poinformowało pogotowie.",
    ),
    (
        "pl",
        "W lawinie błotnej w Tarnowie zginęło 31 osób, powiedział burmistrz.",
        "Lawina błotna w Tarnowie zabiła 38 osób, podali strażacy.",
    ),
    (
        "pl",
        "Budowa portu w Warnie będzie kosztować 48 mln euro, poinformował urząd miasta.",
        "Budowa portu w Warnie pochłonie 61 mln euro, według rady miasta.",
    ),
    ("pl", "W obławie w Brennie policja zatrzymała 24 osoby.", "Podczas obławy w Brennie zatrzymano 19 osób."),
    (
        "tr",
        "Osmund'da tramvayın raydan çıkması sonucu on iki kişi yaralandı, polis açıkladı.",
        "Osmund'da tramvay raydan çıktı, ambulans servisine göre 15 kişi yaralandı.",
    ),
    (
        "tr",
        "Tarna'daki heyelanda 31 kişi hayatını kaybetti, dedi belediye başkanı.",
        "İtfaiye, Tarna'daki heyelanda 38 kişinin öldüğünü açıkladı.",
    ),
    (
        "tr",
        "Varna limanının inşaatı 48 milyon avroya mal olacak, belediye duyurdu.",
        "Varna limanının inşaatı 61 milyon avroya mal olacak, meclis açıkladı.",
    ),
    (
        "tr",
        "Brenn'deki operasyonda 24 kişi gözaltına alındı.",
        "Polisin Brenn'deki operasyonunda gözaltına alınan 19 kişi sorgulanıyor.",
    ),
    (
        "uk",
        "Дванадцять людей поранено під час сходження трамвая з рейок в Осмунді, повідомила поліція.",
        "В Осмунді трамвай зійшов з рейок, поранено 15 людей, повідомили медики.",
    ),
    (
        "uk",
        "Унаслідок зсуву в Тарнаві загинула 31 людина, сказав мер.",
        "Зсув у Тарнаві забрав життя 38 людей, повідомили рятувальники.",
    ),
    (
        "uk",
        "Будівництво порту у Варні коштуватиме 48 мільйонів євро, повідомила мерія.",
        "Будівництво порту у Варні обійдеться у 61 мільйон євро, за даними ради.",
    ),
    ("uk", "Під час облави в Бренні поліція затримала 24 людей.", "В облаві у Бренні затримано 19 осіб."),
    (
        "it",
        "Nell'incendio del mercato di Lorna sono morte nove persone, riferisce la prefettura.",
        "L'incendio al mercato di Lorna ha ucciso 14 persone, secondo l'ospedale.",
    ),
    (
        "it",
        "Al corteo di Bassano Lago hanno partecipato 4.000 persone, secondo la questura.",
        "Al corteo di Bassano Lago hanno partecipato 9.000 persone, secondo gli organizzatori.",
    ),
    (
        "it",
        "La fabbrica Orlan taglierà 320 posti di lavoro a Lorna.",
        "La fabbrica Orlan taglierà 450 posti di lavoro a Lorna, dicono i sindacati.",
    ),
    (
        "pt",
        "O incêndio no mercado de Lorna matou nove pessoas, informou a polícia.",
        "O incêndio no mercado de Lorna matou 14 pessoas, segundo o hospital.",
    ),
    (
        "pt",
        "A marcha em Brena reuniu 4 mil pessoas, segundo a polícia.",
        "A marcha em Brena reuniu 9 mil pessoas, segundo os organizadores.",
    ),
    (
        "pt",
        "A fábrica Orlan vai cortar 320 empregos em Lorna.",
        "A fábrica Orlan vai cortar 450 empregos em Lorna, dizem os sindicatos.",
    ),
    (
        "nl",
        "Bij de brand op de markt van Lorn kwamen negen mensen om, zegt de politie.",
        "Bij de brand op de markt van Lorn kwamen 14 mensen om, zegt het ziekenhuis.",
    ),
    (
        "nl",
        "Aan de mars in Brenn deden 4000 mensen mee, volgens de politie.",
        "Aan de mars in Brenn deden 9000 mensen mee, volgens de organisatie.",
    ),
    ("nl", "Fabriek Orlan schrapt 320 banen in Lorn.", "Fabriek Orlan schrapt 450 banen in Lorn, zeggen de vakbonden."),
    (
        "pl",
        "W pożarze targu w Lornie zginęło dziewięć osób, podała policja.",
        "W pożarze targu w Lornie śmierć poniosło 14 osób, podał szpital.",
    ),
    (
        "pl",
        "W marszu w Brennie wzięło udział 4 tys. osób, według policji.",
        "W marszu w Brennie wzięło udział 9 tys. osób, według organizatorów.",
    ),
    (
        "pl",
        "Fabryka Orlan zlikwiduje 320 miejsc pracy w Lornie.",
        "Fabryka Orlan zlikwiduje w Lornie 450 miejsc pracy, twierdzą związkowcy.",
    ),
    (
        "tr",
        "Lorn pazarındaki yangında dokuz kişi öldü, polis bildirdi.",
        "Lorn pazarındaki yangında 14 kişi öldü, hastane açıkladı.",
    ),
    (
        "tr",
        "Brenn'deki yürüyüşe polise göre 4 bin kişi katıldı.",
        "Brenn'deki yürüyüşe düzenleyenlere göre 9 bin kişi katıldı.",
    ),
    (
        "tr",
        "Orlan fabrikası Lorn'da 320 işçiyi işten çıkaracak.",
        "Sendikalar, Orlan fabrikasının Lorn'da 450 işçiyi işten çıkaracağını söyledi.",
    ),
    (
        "uk",
        "У пожежі на ринку в Лорні загинули дев'ятеро людей, повідомила поліція.",
        "У пожежі на ринку в Лорні загинули 14 людей, повідомила лікарня.",
    ),
    (
        "uk",
        "У марші в Бренні взяли участь 4 тис. людей, за даними поліції.",
        "У марші в Бренні взяли участь 9 тис. людей, за даними організаторів.",
    ),
    (
        "uk",
        "Завод «Орлан» скоротить 320 робочих місць у Лорні.",
        "Завод «Орлан» скоротить у Лорні 450 робочих місць, кажуть профспілки.",
    ),
)
APART = (
    (
        "it",
        "Dodici persone sono rimaste ferite quando un tram è deragliato a Osmunda, ha detto la polizia.",
        "A Osmunda passano 15 tram ogni ora.",
    ),
    (
        "it",
        "Dodici persone sono rimaste ferite quando un tram è deragliato a Osmunda, ha detto la polizia.",
        "Almeno dieci persone sono rimaste ferite quando un tram è deragliato a Osmunda.",
    ),
    ("it", "La frana di Tarna ha causato 31 morti, ha detto il sindaco.", "La frana di Tarna ha causato 12 feriti."),
    (
        "it",
        "La frana di Tarna ha causato 31 morti, ha detto il sindaco.",
        "Dieci anni fa un'altra frana a Tarna causò 54 morti.",
    ),
    (
        "it",
        "La frana di Tarna ha causato 31 morti, ha detto il sindaco.",
        "Il numero dei morti della frana di Tarna è salito a 33.",
    ),
    ("it", "Un uomo di 31 anni è morto a Tarna.", "Un uomo di 38 anni è morto a Tarna."),
    (
        "it",
        "Gli economisti prevedono una crescita del 2 per cento a Varna.",
        "L'economia di Varna è cresciuta del 3 per cento.",
    ),
    (
        "it",
        "La frana di Tarna ha causato 31 morti, ha detto il sindaco.",
        "Nella frana di Tarna sono morte 31 persone, sette delle quali bambini.",
    ),
    (
        "pt",
        "Doze pessoas ficaram feridas quando um bonde descarrilou em Osmunda, disse a polícia.",
        "Ao menos dez pessoas ficaram feridas quando um bonde descarrilou em Osmunda.",
    ),
    (
        "pt",
        "Doze pessoas ficaram feridas quando um bonde descarrilou em Osmunda, disse a polícia.",
        "Em Osmunda circulam 15 bondes por hora.",
    ),
    ("pt", "O deslizamento em Tarna deixou 31 mortos, disse o prefeito.", "O deslizamento em Tarna deixou 12 feridos."),
    (
        "pt",
        "O deslizamento em Tarna deixou 31 mortos, disse o prefeito.",
        "Há dez anos, outro deslizamento deixou 54 mortos em Tarna.",
    ),
    (
        "pt",
        "O deslizamento em Tarna deixou 31 mortos, disse o prefeito.",
        "O número de mortos no deslizamento em Tarna subiu para 33.",
    ),
    ("pt", "Um homem de 31 anos morreu em Tarna.", "Um homem de 38 anos morreu em Tarna."),
    ("pt", "Economistas esperam crescimento de 2% em Varna.", "A economia de Varna cresceu 3%."),
    (
        "nl",
        "Twaalf mensen raakten gewond toen in Osmund een tram ontspoorde, meldde de politie.",
        "In Osmund rijden elk uur 15 trams.",
    ),
    (
        "nl",
        "Twaalf mensen raakten gewond toen in Osmund een tram ontspoorde, meldde de politie.",
        "In Osmund raakten minstens tien mensen gewond toen een tram ontspoorde.",
    ),
    (
        "nl",
        "Bij de aardverschuiving in Tarnau vielen 31 doden, zei de burgemeester.",
        "Bij de aardverschuiving in Tarnau raakten 12 mensen gewond.",
    ),
    (
        "nl",
        "Bij de aardverschuiving in Tarnau vielen 31 doden, zei de burgemeester.",
        "Bij de aardverschuiving in Tarnau kwamen 31 mensen om, zeven van hen waren kinderen.",
    ),
    (
        "nl",
        "Bij de aardverschuiving in Tarnau vielen 31 doden, zei de burgemeester.",
        "Tien jaar geleden vielen bij een aardverschuiving in Tarnau 54 doden.",
    ),
    (
        "nl",
        "Bij de aardverschuiving in Tarnau vielen 31 doden, zei de burgemeester.",
        "Het dodental van de aardverschuiving in Tarnau is opgelopen tot 33.",
    ),
    ("nl", "Economen verwachten een groei van 2 procent in Varn.", "De economie van Varn groeide met 3 procent."),
    ("nl", "Een 31-jarige man is omgekomen in Tarnau.", "Een 38-jarige man is omgekomen in Tarnau."),
    (
        "pl",
        "Dwanaście osób zostało rannych, gdy w Osmundzie wykoleił się tramwaj, podała policja.",
        "W Osmundzie co godzinę kursuje 15 tramwajów.",
    ),
    (
        "pl",
        "Dwanaście osób zostało rannych, gdy w Osmundzie wykoleił się tramwaj, podała policja.",
        "Co najmniej dziesięć osób zostało rannych, gdy w Osmundzie wykoleił się tramwaj.",
    ),
    (
        "pl",
        "W lawinie błotnej w Tarnowie zginęło 31 osób, powiedział burmistrz.",
        "W lawinie błotnej w Tarnowie rannych zostało 12 osób.",
    ),
    (
        "pl",
        "W lawinie błotnej w Tarnowie zginęło 31 osób, powiedział burmistrz.",
        "W lawinie błotnej w Tarnowie zginęło 31 osób, z czego siedem to dzieci.",
    ),
    (
        "pl",
        "W lawinie błotnej w Tarnowie zginęło 31 osób, powiedział burmistrz.",
        "Dziesięć lat temu w lawinie błotnej w Tarnowie zginęły 54 osoby.",
    ),
    (
        "pl",
        "W lawinie błotnej w Tarnowie zginęło 31 osób, powiedział burmistrz.",
        "Liczba ofiar lawiny błotnej w Tarnowie wzrosła do 33.",
    ),
    ("pl", "Ekonomiści spodziewają się w Warnie wzrostu o 2 proc.", "Gospodarka Warny wzrosła o 3 proc."),
    ("pl", "W Tarnowie zginął 31-letni mężczyzna.", "W Tarnowie zginął 38-letni mężczyzna."),
    (
        "tr",
        "Osmund'da tramvayın raydan çıkması sonucu on iki kişi yaralandı, polis açıkladı.",
        "Osmund'da her saat 15 tramvay çalışıyor.",
    ),
    (
        "tr",
        "Osmund'da tramvayın raydan çıkması sonucu on iki kişi yaralandı, polis açıkladı.",
        "Osmund'da tramvayın raydan çıkması sonucu en az on kişi yaralandı.",
    ),
    (
        "tr",
        "Tarna'daki heyelanda 31 kişi hayatını kaybetti, dedi belediye başkanı.",
        "Tarna'daki heyelanda 12 kişi yaralandı.",
    ),
    (
        "tr",
        "Tarna'daki heyelanda 31 kişi hayatını kaybetti, dedi belediye başkanı.",
        "On yıl önce Tarna'daki heyelanda 54 kişi hayatını kaybetmişti.",
    ),
    (
        "tr",
        "Tarna'daki heyelanda 31 kişi hayatını kaybetti, dedi belediye başkanı.",
        "Tarna'daki heyelanda ölenlerin sayısı 33'e yükseldi.",
    ),
    ("tr", "Ekonomistler Varna'da yüzde 2 büyüme bekliyor.", "Varna ekonomisi yüzde 3 büyüdü."),
    ("tr", "Tarna'da 31 yaşındaki bir adam öldü.", "Tarna'da 38 yaşındaki bir adam öldü."),
    (
        "uk",
        "Дванадцять людей поранено під час сходження трамвая з рейок в Осмунді, повідомила поліція.",
        "В Осмунді щогодини курсує 15 трамваїв.",
    ),
    (
        "uk",
        "Дванадцять людей поранено під час сходження трамвая з рейок в Осмунді, повідомила поліція.",
        "Щонайменше десять людей поранено під час сходження трамвая з рейок в Осмунді.",
    ),
    ("uk", "Унаслідок зсуву в Тарнаві загинула 31 людина, сказав мер.", "Унаслідок зсуву в Тарнаві поранено 12 людей."),
    (
        "uk",
        "Унаслідок зсуву в Тарнаві загинула 31 людина, сказав мер.",
        "Унаслідок зсуву в Тарнаві загинула 31 людина, сім з них діти.",
    ),
    (
        "uk",
        "Унаслідок зсуву в Тарнаві загинула 31 людина, сказав мер.",
        "Десять років тому під час зсуву в Тарнаві загинули 54 людини.",
    ),
    (
        "uk",
        "Унаслідок зсуву в Тарнаві загинула 31 людина, сказав мер.",
        "Кількість загиблих унаслідок зсуву в Тарнаві зросла до 33.",
    ),
    ("uk", "Економісти очікують зростання у Варні на 2 відсотки.", "Економіка Варни зросла на 3 відсотки."),
    ("uk", "У Тарнаві загинув 31-річний чоловік.", "У Тарнаві загинув 38-річний чоловік."),
    (
        "it",
        "Nell'incendio del mercato di Lorna sono morte nove persone, riferisce la prefettura.",
        "Un anno fa in un incendio a Brena morirono 14 persone.",
    ),
    (
        "it",
        "Nell'incendio del mercato di Lorna sono morte nove persone, riferisce la prefettura.",
        "Circa 1.200 persone lavoravano al mercato di Lorna.",
    ),
    (
        "it",
        "Al corteo di Bassano Lago hanno partecipato 4.000 persone, secondo la questura.",
        "Al corteo di Bassano Lago la polizia ha fermato 12 persone.",
    ),
    (
        "it",
        "La fabbrica Orlan taglierà 320 posti di lavoro a Lorna.",
        "La fabbrica Orlan dà lavoro a 2.400 persone a Lorna.",
    ),
    (
        "it",
        "La fabbrica Orlan taglierà 320 posti di lavoro a Lorna.",
        "La fabbrica Orlan taglierà oltre 300 posti di lavoro a Lorna.",
    ),
    (
        "pt",
        "O incêndio no mercado de Lorna matou nove pessoas, informou a polícia.",
        "No incêndio no mercado de Lorna, 14 pessoas ficaram feridas.",
    ),
    (
        "pt",
        "A marcha em Brena reuniu 4 mil pessoas, segundo a polícia.",
        "A marcha em Brena reuniu mais de 3.900 pessoas.",
    ),
    ("pt", "A fábrica Orlan vai cortar 320 empregos em Lorna.", "A fábrica Orlan emprega 2.400 pessoas em Lorna."),
    (
        "pt",
        "O incêndio no mercado de Lorna matou nove pessoas, informou a polícia.",
        "No ano passado, um incêndio em Brena matou 14 pessoas.",
    ),
    (
        "nl",
        "Bij de brand op de markt van Lorn kwamen negen mensen om, zegt de politie.",
        "Bij de brand op de markt van Lorn raakten 14 mensen gewond.",
    ),
    (
        "nl",
        "Bij de brand op de markt van Lorn kwamen negen mensen om, zegt de politie.",
        "Vorig jaar kwamen bij een brand in Brenn 14 mensen om.",
    ),
    (
        "nl",
        "Aan de mars in Brenn deden 4000 mensen mee, volgens de politie.",
        "Na de mars in Brenn hield de politie 12 mensen aan.",
    ),
    ("nl", "Fabriek Orlan schrapt 320 banen in Lorn.", "Bij fabriek Orlan in Lorn werken 2400 mensen."),
    (
        "pl",
        "W pożarze targu w Lornie zginęło dziewięć osób, podała policja.",
        "W pożarze targu w Lornie rannych zostało 14 osób.",
    ),
    (
        "pl",
        "W pożarze targu w Lornie zginęło dziewięć osób, podała policja.",
        "Rok temu w pożarze w Brennie zginęło 14 osób.",
    ),
    (
        "pl",
        "W marszu w Brennie wzięło udział 4 tys. osób, według policji.",
        "Po marszu w Brennie policja zatrzymała 12 osób.",
    ),
    ("pl", "Fabryka Orlan zlikwiduje 320 miejsc pracy w Lornie.", "Fabryka Orlan zatrudnia w Lornie 2400 osób."),
    (
        "tr",
        "Lorn pazarındaki yangında dokuz kişi öldü, polis bildirdi.",
        "Lorn pazarındaki yangında 14 kişi yaralandı.",
    ),
    (
        "tr",
        "Lorn pazarındaki yangında dokuz kişi öldü, polis bildirdi.",
        "Geçen yıl Brenn'deki yangında 14 kişi ölmüştü.",
    ),
    (
        "tr",
        "Brenn'deki yürüyüşe polise göre 4 bin kişi katıldı.",
        "Brenn'deki yürüyüşten sonra polis 12 kişiyi gözaltına aldı.",
    ),
    ("tr", "Orlan fabrikası Lorn'da 320 işçiyi işten çıkaracak.", "Orlan fabrikasında Lorn'da 2.400 kişi çalışıyor."),
    (
        "uk",
        "У пожежі на ринку в Лорні загинули дев'ятеро людей, повідомила поліція.",
        "У пожежі на ринку в Лорні поранено 14 людей.",
    ),
    (
        "uk",
        "У пожежі на ринку в Лорні загинули дев'ятеро людей, повідомила поліція.",
        "Торік у пожежі в Бренні загинули 14 людей.",
    ),
    (
        "uk",
        "У марші в Бренні взяли участь 4 тис. людей, за даними поліції.",
        "Після маршу в Бренні поліція затримала 12 людей.",
    ),
    ("uk", "Завод «Орлан» скоротить 320 робочих місць у Лорні.", "На заводі «Орлан» у Лорні працює 2400 людей."),
)


@pytest.mark.parametrize(("language", "one", "two"), DIFFERENT)
def test_figures_of_one_thing_that_differ_are_shown(encoder, language, one, two):
    (found,) = _conflicts(encoder, one, two, language)
    assert len(found.claims) == 2


@pytest.mark.parametrize(("language", "one", "two"), APART)
def test_figures_of_two_things_or_that_go_together_are_no_conflict(encoder, language, one, two):
    assert not _conflicts(encoder, one, two, language)
