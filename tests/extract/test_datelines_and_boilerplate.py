import pytest

from briefing.extract.datelines_and_boilerplate import (
    asks_to_pay,
    dateline_date,
    dateline_length,
    is_cookie_wall,
    is_frame,
    is_junk,
    is_offer,
    is_timed,
    label_length,
)


@pytest.mark.parametrize(
    "text",
    ["Advertisement", "Story continues below", "Read more: The bridge in pictures", "Lire aussi : Le pont",
     "ADVERTISEMENT",
     "Sign up for our daily briefing", "Follow us on Example", "© 2025 Harbour Post. All rights reserved.",
     "Photo: A. Hale",
     "Image caption The bridge", "Reporting by A. Hale; Editing by B. Orr", "By Nell Ashdown", "Published 3 hours ago",
     "Updated 22 October 2025", "5 min read", "This article was first published in May", "Already a subscriber? Log in",
     "We use cookies to improve", "Getty Images", "Reuters/A. Hale", "Читайте також: Міст", "Tags: bridge, town",
     "Be the first to comment.", "The post Bridge appeared first on Harbour Post."],
)  # fmt: skip
def test_what_the_page_says_is_junk(text):
    assert is_junk(text)
    assert is_frame(text)


@pytest.mark.parametrize(
    "text",
    ["Advertising revenue fell by 3 percent on Monday.", "The report was published on Monday by the ministry.",
     "Copyright law is to change next year, the minister said.", "Reuters reported the talks first.",
     "By Monday evening the water had gone down.", "Read the room, he told them.",
     "Photographs showed the bridge burning.",
     "Updated figures showed a rise of 4 per cent.", "Sponsored by the council, the fair drew 4,000 people.",
     "Subscribers left the network in May.", "More than 40 people were hurt.", "Images of the fire spread quickly."],
)  # fmt: skip
def test_news_about_such_things_is_not(text):
    assert not is_junk(text)
    assert not is_frame(text)


@pytest.mark.parametrize("text", ["What it costs", "Three ways to lose", "Das Wichtigste in Kürze"])
def test_headings_are_no_sentences(text):
    assert is_frame(text)


@pytest.mark.parametrize(
    "text",
    [
        "Read moreWhat is a branch bond?",
        "You may also like the story of the bridge",
        "Das könnte Sie auch interessieren",
        "Weitere Informationen unter www.hafen.example",
        "İlginizi çekebilir: Köprü yeniden açıldı",
        "責任編輯：陳明",
        "写真提供：港新聞",
        "Vous aimerez aussi : le pont fermé",
        "También te puede interesar",
        "Материалы по теме",
        "Дивіться також",
        "延伸阅读：大桥关闭",
        "関連記事",
        "Follow the Harbour Post on Facebook",
        "Síguenos en Telegram y en Facebook",
        "Suivez-nous sur X",
        "Подписывайтесь на наш канал",
        "Download the Post's app for Android",
        "If you enjoyed this article, tell a friend.",
        "This post contains affiliate links.",
        "Bei den Links handelt es sich um Werbung.",
        "Quelle: Hafenamt / Archiv",
        "Crédit photo : I. Dahl",
        "Posted on April 21, 2015, at 11:29 a.m.",
        "Dieser Artikel wurde zuerst im Hafenblatt veröffentlicht.",
    ],
)
def test_the_page_speaks_in_many_languages(text):
    assert is_junk(text)


@pytest.mark.parametrize(
    "text",
    [
        "You may also like the bridge less than the mayor does, but it stands.",
        "Weitere Informationen will die Polizei am Montag veröffentlichen.",
        "По теме доклада выступил министр.",
        "Follow the money, said the auditor on Monday.",
        "Reklam gelirleri pazartesi günü yüzde üç düştü.",
        "責任編輯制度將於六月改變，部長週二表示。",
        "© Harbour Pictures " + "The council closed the bridge on Monday. " * 10,
    ],
)
def test_sentences_that_begin_like_it_are_kept(text):
    assert not is_junk(text)


def test_text_without_spaces_is_not_taken_for_a_heading():
    assert not is_frame("外务大臣今天在记者会上表示将于下周与对方会面讨论边境问题。")


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("MOSSGATE, Halvania (MW) - Nine people were hurt.", "Nine people were hurt."),
        ("PORT ELLERY (MW) — “No,” he said.", "“No,” he said."),
        ("LONDON, Oct 22 (Reuters) - Shares fell.", "Shares fell."),
        ("BRACKWATER, Thursday 23 October 2025. Four died.", "Four died."),
        ("WASHINGTON – The vote is today.", "The vote is today."),
        ("КИЇВ — Міністри зустрінуться.", "Міністри зустрінуться."),
    ],
)
def test_a_dateline_is_measured(text, rest):
    assert text[dateline_length(text) :] == rest


@pytest.mark.parametrize(
    "text", ["NATO said on Monday - as before - that it would.", "The U.S. - China talks failed.", "A - B"]
)
def test_what_only_looks_like_one_is_left(text):
    assert dateline_length(text) == 0


def test_the_date_of_a_dateline():
    assert dateline_date("BRACKWATER, Thursday 23 October 2025. Four died.") == "Thursday 23 October 2025"
    assert dateline_date("Four died on Thursday 23 October 2025.") is None


def test_walls_are_recognised():
    assert asks_to_pay("Two sentences. Subscribe to continue reading.")
    assert asks_to_pay("Zwei Sätze. Nur für Abonnenten.")
    assert not asks_to_pay("The paper asked its readers to subscribe.")
    assert is_cookie_wall("We and our partners use cookies. Accept all cookies.")
    assert not is_cookie_wall("The parliament passed a law on privacy.")


@pytest.mark.parametrize(
    ("text", "language", "rest"),
    [
        ("Driving the news: The council approved the tram.", "en", "The council approved the tram."),
        ("Why it matters: 7,000 people will use it.", "en", "7,000 people will use it."),
        ("The latest — Two of the three men were found.", "en", "Two of the three men were found."),
        ("Posted at 14:20: Pupils have been sent home.", "en", "Pupils have been sent home."),
        ("L’essentiel : Le pont est fermé.", "fr", "Le pont est fermé."),
        ("Das Wichtigste: Die Brücke ist zu.", "de", "Die Brücke ist zu."),
        ("Última hora: El puente está cerrado.", "es", "El puente está cerrado."),
        ("Що відомо: Міст закрито.", "uk", "Міст закрито."),
    ],
)
def test_a_pages_label_stands_before_the_sentence(text, language, rest):
    assert text[label_length(text, language) :] == rest


@pytest.mark.parametrize(
    "text",
    [
        "Police: two men were held on Monday.",
        "Mayor: the tram will come.",
        "The latest figures: 40 dead and 12 missing.",
        "What happened next is not clear.",
        "Context is what the report lacks, the judge said.",
        "The details were released on Monday: nobody was hurt.",
    ],
)
def test_a_speaker_or_subject_is_no_label(text):
    assert label_length(text, "en") == 0


@pytest.mark.parametrize("clock", ["14:20 ", "9.05am ", "14h20 – ", "18:42 GMT: ", "20:15 Uhr: "])
def test_the_clock_of_a_live_page_is_a_label_beside_others(clock):
    text = f"{clock}The port has been closed."
    assert is_timed(text)
    assert text[label_length(text, "en", clocks=True) :] == "The port has been closed."
    assert label_length(text, "en") == 0


@pytest.mark.parametrize("text", ["14:20 trains were late.", "12.5 per cent of voters came.", "3:1 was the score."])
def test_a_figure_is_no_clock(text):
    assert not is_timed(text)


@pytest.mark.parametrize(
    "sentence",
    [
        "Writing by candlelight tires the eyes, a study of 80 clerks in Osk has found.",
        "Reporting by the Vale Courier led to the arrest of two pilots on Monday.",
        "Editing by machine has cost the publishing house nine jobs, its staff said.",
        "Pupils should keep reading with a friend during the holidays, the school said.",
        "Nearly all sailors on the sound read the news every morning.",
    ],
)
def test_sentences_that_begin_like_boilerplate_are_news(sentence):
    assert not is_offer(sentence)
    assert not is_frame(sentence)


@pytest.mark.parametrize(
    "line",
    [
        "Reporting by Ida Marsk; editing by Jon Vik",
        "Additional reporting by Ida Marsk in Osk and Jon Vik",
        "Writing by Ida van Marsk.",
        "Keep reading for free: sign in.",
        "The Vale news every morning",
        "Anzeige: Jetzt Fähre buchen",
    ],
)
def test_credits_and_offers_are_not(line):
    assert is_offer(line)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("OSK – The ferry has been laid up.", 6),
        ("OSK – The ferry – an old one – has been laid up.", 6),
        ("FIFA – football's governing body – Fined the club.", 0),
        ("NATO – The alliance of the west – met in Osk.", 0),
        ("NATO — A pact of thirty states — met in Osk. The talks went on – slowly – all day.", 0),
    ],
)
def test_a_subject_in_capitals_with_an_aside_is_no_dateline(text, length):
    assert dateline_length(text) == length


@pytest.mark.parametrize(
    "text",
    [
        "Polub nas na Facebooku!",
        "Udostępnij ten wpis znajomym",
        "Seguici su Instagram e Telegram.",
        "Schrijf je in voor onze nieuwsbrief.",
        "Bu haberi paylaşın!",
        "Siga-nos no Instagram.",
        "تابعونا على تويتر",
        "Teilen Sie diesen Artikel mit Freunden.",
        "Partagez cet article !",
        "Subscribe now for the full story.",
    ],
)
def test_what_a_page_asks_its_readers_to_do_is_junk_in_every_language(text):
    assert is_junk(text)


@pytest.mark.parametrize(
    "text",
    [
        "Subscribe now or lose the boat, a stranger told the widow on the quay.",
        "Sign up for a walk, said the warden, and you will see the quay.",
        "Polub nas albo odejdź, powiedział dyrektor portu.",
        "Czytaj dalej to hasło portu na ten rok.",
        "Zapisz się do klubu, namawiał rybaków burmistrz.",
        "Seguici o vattene, ha detto il capitano.",
        "Deel dit brood met de buren, zei de bakker.",
        "Siga em frente, gritou o capitão do porto.",
    ],
)
def test_what_somebody_says_to_others_is_no_junk(text):
    assert not is_junk(text)


@pytest.mark.parametrize(
    "text",
    [
        "ชาวบ้านราวเก้าสิบคนต้องใช้เรือแทนสะพาน ซึ่งให้บริการฟรีถึงวันศุกร์",
        "เทศบาลสั่งปิดท่าเรือเก่าตั้งแต่วันอังคาร หลังพบเสาผุ",
        "ຂົວໄມ້ເກົ່າຖືກປິດຕັ້ງແຕ່ວັນຈັນ ຫຼັງຈາກພົບເສົາເປື່ອຍ",
    ],
)
def test_a_thai_or_lao_paragraph_needs_no_mark_at_its_end(text):
    assert not is_frame(text)


@pytest.mark.parametrize("text", ["ปิดท่าเรือเก่า ริมน้ำ", "The old quay, by the river", "旧码头关闭 渡轮停航"])
def test_a_few_words_without_a_mark_are_a_heading(text):
    assert is_frame(text)


@pytest.mark.parametrize("text", ["ស្ពានចាស់ ត្រូវបានបិទ ថ្ងៃចន្ទ។", "တံတားဟောင်း ပိတ်ထားသည် တနင်္လာ။", "ድልድዩ ሰኞ ተዘጋ።", "पुल बंद है।"])
def test_every_script_has_its_own_end_of_a_sentence(text):
    assert not is_frame(text)
