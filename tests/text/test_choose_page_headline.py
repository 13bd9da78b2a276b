import pytest

from briefing.text.page_metadata import facts

SITE = "<meta property='og:site_name' content='Vale Courier'>"


def title(head, body, url="https://valecourier.example/x"):
    return facts(f"<html><head>{head}</head><body>{body}</body></html>", url).title


def declared(text):
    return f"<meta property='og:title' content='{text}'>"


HEADLINE = "Ferry to Osk laid up for the winter"


@pytest.mark.parametrize(
    ("head", "body"),
    [
        # The site's name stands in the first heading.
        (SITE + declared(HEADLINE), f"<header><h1>Vale Courier</h1></header><article><h1>{HEADLINE}</h1></article>"),
        (declared(HEADLINE), f"<h1 class='site-title'>The Vale Courier</h1><main><h1>{HEADLINE}</h1></main>"),
        ("", f"<h1><a href='/'>The Vale Courier</a></h1><div><h1>{HEADLINE}</h1></div>"),
        # So does a section's.
        (SITE + declared(HEADLINE), f"<div><h1>Coast and islands</h1></div><article><h1>{HEADLINE}</h1></article>"),
        (SITE + declared(HEADLINE), f"<h1>Coast and islands</h1><h2>{HEADLINE}</h2>"),
        ("", f"<h1>Coast and islands</h1><h2>{HEADLINE}</h2>"),
        # Metadata that name the site say nothing.
        (SITE + declared("Vale Courier"), f"<article><h1>{HEADLINE}</h1></article>"),
    ],
)  # fmt: skip
def test_the_headline_is_neither_the_sites_nor_the_sections_name(head, body):
    page_title = f"<title>{HEADLINE} | Coast and islands | Vale Courier</title>"
    assert title(page_title + head, body) == HEADLINE


@pytest.mark.parametrize(
    "headline",
    [
        "Ferry to Osk sinks in the storm – two saved",
        "Ferry to Osk sails again – but without cars",
        "Harbour cup final played in heavy rain - Osk 2 Vale 1",
        "Fähre nach Osk gesunken – Zwei Tote",
        "Council of Osk votes down the bridge — again",
        "Ferry owner: no comment on the fire – police",
    ],
)
def test_what_stands_behind_a_dash_is_part_of_the_headline(headline):
    assert title(SITE + declared(headline), "<h1>Coast</h1>") == headline
    assert title(f"<title>{headline}</title>", "<p>Text.</p>") == headline
    assert title(f"<title>{headline} - Vale Courier</title>{SITE}", "<p>Text.</p>") == headline


@pytest.mark.parametrize(
    "whole",
    [f"{HEADLINE} - Vale Courier", f"{HEADLINE} | Vale Courier", f"Vale Courier – {HEADLINE}", f"{HEADLINE} — Courier"],
)
def test_the_sites_name_goes_from_either_end(whole):
    assert title(SITE + declared(whole), "<p>Text.</p>") == HEADLINE


def test_the_sites_name_is_known_by_its_address_or_its_heading():
    assert title(f"<title>{HEADLINE} - The Vale Courier</title>", "<p>Text.</p>") == HEADLINE
    assert title(f"<title>{HEADLINE} - The Herald</title>", f"<h1>{HEADLINE}</h1>") == HEADLINE
    assert title(f"<title>{HEADLINE} | The Herald</title>", "<p>Text.</p>", "https://a.example/x") == HEADLINE


def test_a_heading_is_believed_before_metadata_for_other_readers():
    body = f"<article><h1>{HEADLINE}</h1></article>"
    assert title(f"<title>{HEADLINE} - Vale Courier</title>" + declared("You will not sail to Osk!"), body) == HEADLINE
