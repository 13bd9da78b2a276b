import pytest

from briefing.language.match_topics import first_topic, has_topic


@pytest.mark.parametrize(
    ("language", "text", "topic"),
    [
        ("en", "Two ferries collided off the pier", "ferry"),
        ("en", "The ferry's crew walked out", "ferry"),
        ("en", "Harbour pilots voted to strike", "harbour pilot"),
        ("en", "New policies for tenants", "policy"),
        ("en", "The WHO warned on Monday", "WHO"),
        ("en", "The Who have split up", "the who"),
        ("en", "Shares of C++ makers", "C++"),
        ("en", "A COVID-19 ward reopened", "covid-19"),
        ("en", "Neighbours of O’Hara spoke", "O'Hara"),
        ("fr", "L'inflation recule", "inflation"),
        ("fr", "Les grèves continuent", "grève"),
        ("de", "Die Fähren fahren wieder", "Fähre"),
        ("uk", "Вибори відбудуться восени, а виборів чекали", "вибори"),
        ("pl", "Strajki na kolei", "strajk"),
        ("ar", "الإضرابات مستمرة", "إضراب"),
        ("zh", "台风登陆南部海岸", "台风"),
        ("ja", "渡し船のストライキが続く", "ストライキ"),
        ("hi", "बाढ़ से नुकसान", "बाढ़"),
        ("und", "Two ferries collided", "ferry"),
        ("mt", "Il-vapuri waqfu", "vapuri"),
    ],
)
def test_a_topic_is_found_in_any_form_of_its_words(language, text, topic):
    assert has_topic(text, topic, language)


@pytest.mark.parametrize(
    ("language", "text", "topic"),
    [
        ("en", "A new category of catalogues", "cat"),
        ("en", "The report was important", "port"),
        ("en", "The governor, who resigned, told us", "WHO"),
        ("en", "It told us that nobody knew", "US"),
        ("en", "First aid for sailors", "AIDS"),
        ("en", "A general said a generation was lost", "generations of generals"),
        ("en", "The strike ended before the ferry came", "ferry strike"),
        ("en", "New roads", "news"),
        ("en", "Nationalisation of the railway", "nations"),
        ("de", "Der Bahnsteig war leer", "Bahn"),
        ("fr", "Un reportage sur le transport", "port"),
        ("tr", "Grevcilerle görüşme yok", "gre"),
        ("hi", "बाढ़ से नुकसान", "बा"),
        ("zh", "台湾南部海岸", "台风"),
        ("en", "anything", "   "),
        ("en", "", "ferry"),
    ],
)
def test_parts_of_words_and_other_words_are_no_topic(language, text, topic):
    assert not has_topic(text, topic, language)


def test_the_first_topic_that_is_found():
    assert first_topic("rain and floods", ["snow", "flood", "rain"], "en") == "flood"
    assert first_topic("rain", [], "en") is None
