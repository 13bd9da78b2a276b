import dataclasses

import editions

from briefing.edition import edition_json
from briefing.edition.compose_alert import compose_alert, news_in
from briefing.edition.match_story_to_topics import about


def articles(edition):
    return {article.id: article for article in edition.articles}


def test_an_alert_has_its_stories_and_what_they_rest_on_and_nothing_else():
    whole = editions.sample()
    ferry, budget, *_ = whole.stories
    alert = compose_alert(whole, {budget.id})
    assert [story.id for story in alert.stories] == [budget.id]
    assert [section.name for section in alert.sections] == ["Region"]
    assert {article.id for article in alert.articles} == {"budget-1", "budget-2"}
    assert (alert.headline, alert.coverage.used, alert.note_html) == (budget.headline, 2, None)
    assert alert.coverage.failures == ()
    both = compose_alert(whole, {ferry.id, budget.id})
    for story in both.stories:
        for citation in story.citations():
            both.article(citation.article_id)
    assert edition_json.load(edition_json.dump(both), subject="alert") == both


def test_what_stands_as_the_last_alert_left_it_is_news_to_others():
    whole = editions.sample()
    united = whole.stories[-1]
    assert united.status == "continuing"
    assert compose_alert(whole, {united.id}).stories[0].status == "updated"


def test_new_is_what_changed_or_a_story_that_nobody_had():
    ferry, budget, heat, united = editions.sample().stories
    assert news_in(budget, {}) == news_in(heat, {}) == "new"
    assert news_in(united, {}) is None
    assert news_in(united, {united.id: "new"}) == "new"
    changed = news_in(ferry, {})
    assert changed not in (None, "new")
    assert news_in(ferry, {ferry.id: "new"}) == changed
    fewer = dataclasses.replace(ferry, changes=ferry.changes[:1])
    assert news_in(fewer, {}) != changed


def test_a_story_is_followed_by_its_id():
    whole = editions.sample()
    ferry, budget, *_ = whole.stories
    assert about(ferry, ["budgets", ferry.id], articles(whole)) == ferry.id
    assert about(budget, ["budgets", ferry.id], articles(whole)) == "budgets"
    assert about(budget, ["budgetary", ferry.id[:6]], articles(whole)) is None
