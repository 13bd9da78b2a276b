import datetime as dt
import io
import zipfile

import docx
import pypdf
import pytest

from briefing import ingest
from briefing.config import SourceSettings
from briefing.extract import extract
from briefing.ingest import read_pdf_and_docx
from briefing.records import Article, Failure

PAGES = [
    ["The Ellery Post, page 1", "The harbour council of Port Ellery voted on Monday night to close the old iron",
     "bridge until the spring. Two hundred engi-", "neers had warned of cracks in its third pier."],
    ["The Ellery Post, page 2", "Buses will take the long road along the harbour wall for at least five months, the",
     "council said. The work costs 4 million crowns."],
    ["The Ellery Post, page 3", "Traders on the quay have asked the mayor for help, because far fewer people will pass",
     "their shops in the winter."],
]  # fmt: skip


def pdf(pages, **told):
    """A PDF file with these lines on its pages."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        shown = " ".join(f"({line}) Tj T*" for line in lines)
        stream = f"BT /F1 11 Tf 40 780 Td 14 TL {shown} ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>"
    objects.append(f"<< {' '.join(f'/{key} ({value})' for key, value in told.items())} >>")
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R "
    return out + f"{end}/Info {len(objects)} 0 R >>\nstartxref\n{len(out)}\n%%EOF".encode()


def word(paragraphs, *, rows=(), title=None):
    made = docx.Document()
    if title:
        made.add_heading(title, 0)
    for text in paragraphs:
        made.add_paragraph(text)
    if rows:
        table = made.add_table(rows=0, cols=2)
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def read(path):
    return list(ingest.read(SourceSettings(url=str(path))))


def test_a_pdf_is_an_article_with_its_title_and_date_and_without_running_heads(tmp_path):
    path = tmp_path / "bridge"
    path.write_bytes(pdf(PAGES, Title="Iron bridge closes", Author="Ann Moor", CreationDate="D:20260310090000Z"))
    (article,) = read(path)
    assert (article.title, article.author) == ("Iron bridge closes", "Ann Moor")
    assert article.published == dt.datetime(2026, 3, 10, 9, tzinfo=dt.UTC)
    text = extract(article).text
    assert "Two hundred engineers had warned" in text
    assert "old iron bridge until the spring" in text
    assert "Ellery Post" not in text


def test_a_word_document_is_an_article_with_its_heading_lists_and_tables(tmp_path):
    path = tmp_path / "bridge.docx"
    path.write_bytes(
        word([" ".join(PAGES[0][1:3]), "Traders & shops <b>protest</b>."], rows=[("Cost", "4m")], title="A bridge")
    )
    (article,) = read(path)
    text = extract(article).text
    assert article.title == "A bridge"
    assert "Traders & shops <b>protest</b>." in text
    assert "4m" in text


def _locked():
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(PAGES)))
    writer.encrypt("secret", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def _bomb():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (read_pdf_and_docx._MAX_UNPACKED + 1))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7\nno more of it", "is a damaged PDF"),
        (pdf(PAGES)[:300], "is a damaged PDF"),
        (pdf([[]]), "has no text"),
        (_locked(), "is a PDF with a password"),
        (word(PAGES[0])[:-900] + b"word/document.xml", "is a damaged Word document"),
        (_bomb(), "unpacks to more than 200 MB"),
    ],
)
def test_a_document_that_cannot_be_read_is_one_failure_and_the_others_are_read(tmp_path, data, words):
    (tmp_path / "a").write_bytes(data)
    (tmp_path / "b").write_bytes(pdf(PAGES))
    failure, article = read(tmp_path)
    assert isinstance(failure, Failure)
    assert words in failure.message
    assert failure.hint
    assert isinstance(article, Article)


def test_without_the_packages_one_line_says_how_to_get_them(tmp_path, monkeypatch):
    monkeypatch.setattr(read_pdf_and_docx, "is_installed", lambda extra: False)
    (tmp_path / "a.pdf").write_bytes(pdf(PAGES))
    (failure,) = read(tmp_path)
    assert failure.hint.startswith("Run: pip install 'pypdf")
    assert "needs more packages" in failure.message


def test_other_archives_and_texts_that_mention_a_format_are_what_they_were(tmp_path):
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04" + bytes(200))
    (tmp_path / "b.txt").write_text("About files\n\nA file begins with %PDF-1.4 and then word/document.xml follows.")
    failure, article = read(tmp_path)
    assert failure.message == "is not text"
    assert article.markup == "text"
