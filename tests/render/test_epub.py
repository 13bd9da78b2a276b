"""The e-book: a valid container, pages that are XML, links that lead somewhere, and the same bytes each time."""

import dataclasses
import datetime as dt
import io
import posixpath
import zipfile
from urllib.parse import urldefrag, urlsplit

import editions
import pytest
from lxml import etree

from briefing.errors import AssetError
from briefing.render import epub

XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
NOTE = "<p>One &nbsp; two<br>three<hr><img src=x onerror=alert(1)> & <ul><li>four</ul>five <table><tr><td>6</table>"


def roundup():
    day = editions.sample()
    return dataclasses.replace(day, first=day.date - dt.timedelta(days=6))


EDITIONS = {
    "sample": editions.sample(),
    "hostile": editions.hostile(),
    "empty": editions.empty(),
    "roundup": roundup(),
    "right to left": dataclasses.replace(editions.sample(), language="ar"),
    "without a title": dataclasses.replace(editions.sample(), title=" "),
    "with a careless note": dataclasses.replace(editions.sample(), note_html=NOTE),
    "in a language without labels": dataclasses.replace(editions.sample(), language="eo"),
}


@pytest.fixture(params=EDITIONS.values(), ids=EDITIONS.keys())
def edition(request):
    return request.param


def book(edition, **options):
    return zipfile.ZipFile(io.BytesIO(epub.render(edition, **options).content))


def pages(opened):
    """Each page as a tree, by its name; reading one fails where it is not XML."""
    return {
        name: etree.fromstring(opened.read(name), etree.XMLParser(resolve_entities=False))
        for name in opened.namelist()
        if name.endswith(".xhtml")
    }


def text_of(opened):
    return " ".join(" ".join(tree.itertext()) for tree in pages(opened).values())


def test_the_container_says_what_it_is(edition):
    opened = book(edition)
    first = opened.infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
    assert opened.read("mimetype") == b"application/epub+zip"
    assert epub.render(edition).content[30:58] == b"mimetypeapplication/epub+zip"
    container = etree.fromstring(opened.read("META-INF/container.xml"))
    (root,) = container.iter("{urn:oasis:names:tc:opendocument:xmlns:container}rootfile")
    assert root.get("full-path") in opened.namelist()
    assert opened.testzip() is None
    assert len(set(opened.namelist())) == len(opened.namelist())


def test_the_package_lists_every_file_once_and_puts_every_page_in_order(edition):
    opened = book(edition)
    package = etree.fromstring(opened.read("EPUB/package.opf"))
    items = {item.get("id"): item for item in package.iter(f"{OPF}item")}
    listed = sorted(f"EPUB/{item.get('href')}" for item in items.values())
    assert listed == sorted(set(opened.namelist()) - {"mimetype", "META-INF/container.xml", "EPUB/package.opf"})
    spine = [each.get("idref") for each in package.iter(f"{OPF}itemref")]
    assert spine == ["start", *(f"section-{number + 1}" for number in range(len(edition.sections))), "coverage"]
    assert set(spine) | {"nav", "ncx", "style"} == set(items)
    assert [item.get("id") for item in items.values() if item.get("properties") == "nav"] == ["nav"]
    for needed in ("identifier", "title", "language"):
        (found,) = package.iter(f"{DC}{needed}")
        assert found.text.strip(), needed
    (identifier,) = package.iter(f"{DC}identifier")
    assert identifier.get("id") == package.get("unique-identifier")
    ncx = etree.fromstring(opened.read("EPUB/toc.ncx"))
    assert next(ncx.iter(f"{NCX}meta")).get("content") == identifier.text
    modified = next(each.text for each in package.iter(f"{OPF}meta") if each.get("property") == "dcterms:modified")
    assert dt.datetime.strptime(modified, "%Y-%m-%dT%H:%M:%SZ")


def test_ids_are_unique_and_every_link_within_leads_somewhere(edition):
    opened = book(edition)
    trees = pages(opened)
    ids = {name: [each.get("id") for each in tree.iter() if each.get("id")] for name, tree in trees.items()}
    for name, found in ids.items():
        assert len(set(found)) == len(found), name
    targets = [(name, each.get("href")) for name, tree in trees.items() for each in tree.iter() if each.get("href")]
    targets += [("EPUB/toc.ncx", each.get("src")) for each in
                etree.fromstring(opened.read("EPUB/toc.ncx")).iter(f"{NCX}content")]  # fmt: skip
    assert targets
    for name, href in targets:
        if urlsplit(href).scheme:
            assert urlsplit(href).scheme in ("http", "https")
            continue
        path, fragment = urldefrag(href)
        target = posixpath.join("EPUB", path) if path else name
        assert target in opened.namelist(), href
        assert not fragment or fragment in ids[target], href


def test_pages_are_in_the_language_of_the_interface_and_load_nothing(edition):
    spoken = "ar" if edition.language == "ar" else "en"
    for name, tree in pages(book(edition)).items():
        assert tree.tag == f"{XHTML}html"
        assert (tree.get("lang"), tree.get("{http://www.w3.org/XML/1998/namespace}lang")) == (spoken, spoken)
        assert tree.get("dir") == ("rtl" if spoken == "ar" else "ltr")
        assert tree.findtext(f"{XHTML}head/{XHTML}title") is not None
        loaded = {each.tag for each in tree.iter() if isinstance(each.tag, str)}
        assert not loaded & {f"{XHTML}{tag}" for tag in ("script", "img", "iframe", "object", "video", "form")}, name
        assert not [key for each in tree.iter() for key in each.attrib if key.startswith("on") or key == "style"]


def test_the_contents_name_every_story(edition):
    tree = pages(book(edition))["EPUB/nav.xhtml"]
    (nav,) = [each for each in tree.iter(f"{XHTML}nav") if each.get(EPUB_TYPE) == "toc"]
    told = [" ".join(" ".join(link.itertext()).split()) for link in nav.iter(f"{XHTML}a")]
    assert len(told) == 2 + len(edition.sections) + len(edition.stories)
    assert all(told)


def test_every_point_refers_to_notes_with_its_evidence():
    day = editions.sample()
    trees = pages(book(day))
    told = text_of(book(day))
    for story in day.stories:
        for citation in story.citations():
            assert citation.quote in told
        for point in story.points:
            assert " ".join(point.text.split()) in " ".join(told.split())
    for tree in trees.values():
        notes = {each.get("id"): each for each in tree.iter(f"{XHTML}aside") if each.get(EPUB_TYPE) == "footnote"}
        refs = [each.get("href")[1:] for each in tree.iter(f"{XHTML}a") if each.get(EPUB_TYPE) == "noteref"]
        assert set(refs) == set(notes)
        for note in notes.values():
            assert note.find(f".//{XHTML}mark").text
    assert "https://coastradio.example/news/8841" in etree.tostring(trees["EPUB/section-1.xhtml"]).decode()


def test_what_is_doubtful_and_what_differs_is_said():
    told = " ".join(text_of(book(editions.sample())).split())
    for words in ("not confirmed by its source", "not checked", "Sources differ", "before: about 200 people",
                  "What changed", "Time line", "Could not be used"):  # fmt: skip
        assert words in told


def test_a_roundup_tells_its_days_and_an_empty_edition_says_so():
    told = text_of(book(roundup()))
    assert "What happened" in told
    assert "What changed" not in told
    assert "There is no story in this edition." in text_of(book(editions.empty()))


def test_a_careless_note_is_closed_and_harmless():
    start = book(EDITIONS["with a careless note"]).read("EPUB/start.xhtml").decode()
    assert "<br/>" in start
    assert "<li>four</li>" in start
    assert "img" not in start
    assert "One \N{NO-BREAK SPACE}" in start


def test_a_passage_that_two_statements_rest_on_is_one_note():
    day = editions.sample()
    tree = pages(book(day))["EPUB/section-1.xhtml"]
    cited = {citation for section in day.sections[:1] for story in section.stories for citation in story.citations()}
    assert len(list(tree.iter(f"{XHTML}aside"))) == len(cited)


def test_the_same_edition_gives_the_same_bytes(edition):
    assert epub.render(edition).content == epub.render(edition).content
    assert {info.date_time for info in book(edition).infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert epub.render(edition).path == f"{edition.name}/briefing.epub"


def test_a_theme_replaces_pages_and_style(tmp_path):
    (tmp_path / "epub").mkdir()
    (tmp_path / "epub" / "style.css").write_text("body { color: teal }")
    (tmp_path / "epub" / "coverage.xhtml.j2").write_text(
        '{% extends "epub/frame.xhtml.j2" %}{% block body %}<p>Ours</p>{% endblock %}'
    )
    opened = book(editions.sample(), templates=tmp_path)
    assert opened.read("EPUB/style.css") == b"body { color: teal }"
    assert "Ours" in opened.read("EPUB/coverage.xhtml").decode()
    (tmp_path / "epub" / "coverage.xhtml.j2").write_text("<p>{{ nonsense.name }}</p>")
    with pytest.raises(AssetError, match="nonsense"):
        book(editions.sample(), templates=tmp_path)


def test_a_theme_whose_page_is_no_xml_is_told_by_name(tmp_path):
    (tmp_path / "epub").mkdir()
    (tmp_path / "epub" / "coverage.xhtml.j2").write_text("<p>not closed<br>")
    with pytest.raises(AssetError, match=r"coverage\.xhtml"):
        book(editions.sample(), templates=tmp_path)
