"""Tables of readers, as office programs and people write them."""

import pytest

from briefing.deliver.read_subscriber_table import decode, rows
from briefing.errors import DeliveryError

LEA = {"address": "lea@example.org", "name": "Lea Roth"}


def read(text):
    return [(row.line, row.values) for row in rows(text) if not row.unknown]


@pytest.mark.parametrize(
    "text",
    [
        "address,name\nlea@example.org,Lea Roth\n",
        "E-Mail-Adresse;Name\nlea@example.org;Lea Roth\n",
        "Adresse électronique;Prénom;Nom de famille\nlea@example.org;Lea;Roth\n",
        "Correo electrónico\tNombre\nlea@example.org\tLea Roth\n",
        "Електронна пошта|Ім'я\nlea@example.org|Lea Roth\n",
        "First name,Last name,E-mail\nLea,Roth,lea@example.org\n",
        "Vorname;Nachname;Mail\r\nLea;Roth;lea@example.org\r\n",
        '"Email","Full name"\n"lea@example.org","Lea Roth"\n',
        "E-mail address, Name\nlea@example.org, Lea Roth\n",
        "# our readers\n\nEMAIL;NAME\nlea@example.org;Lea Roth\n",
        "address\nLea Roth <lea@example.org>\n",
        "Lea Roth;lea@example.org\n",
        "lea@example.org\tLea Roth\n",
    ],
)
def test_the_same_reader_in_every_dress(text):
    assert [values for _, values in read(text)] == [LEA]


def test_columns_keep_their_meaning_whatever_separates_them():
    text = 'Adresse e-mail;Langue;Rubriques;Jours;Heure\na@b.org;fr;"Monde;Mer";mon-fri;7\n'
    wanted = {"address": "a@b.org", "language": "fr", "sections": "Monde;Mer", "weekdays": "mon-fri", "hour": "7"}
    assert read(text) == [(2, wanted)]


def test_a_separator_inside_quotes_does_not_count():
    assert read('"Name; first, last; all";E-Mail\n"Roth, Lea";lea@example.org\n')[0][1] == {
        "address": "lea@example.org"
    }
    assert read('name,address\n"Roth; Lea; Maria",lea@example.org\n')[0][1]["name"] == "Roth; Lea; Maria"


def test_lines_are_those_of_the_file():
    text = 'sep=;\nEmail;Name\n\n# gone\na@b.org;"two\nlines"\nc@d.org;C\n'
    assert [line for line, _ in read(text)] == [6, 7]


def test_a_heading_that_stands_for_nothing_is_told_and_its_cells_are_left_out():
    found = list(rows("Email;Colour;Name\na@b.org;red;A\n"))
    assert [(row.line, row.unknown) for row in found] == [(1, "Colour"), (2, "")]
    assert found[1].values == {"address": "a@b.org", "name": "A"}


@pytest.mark.parametrize("text", ["nonsense\na@b.org\n", "a@b.org\nnonsense\n"])
def test_a_first_line_that_is_no_heading_is_a_reader(text):
    assert len(read(text)) == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_marks_of_the_encoding_are_read(tmp_path, encoding):
    (tmp_path / "list.csv").write_bytes("Ім'я;Пошта\nЛея;lea@example.org\n".encode(encoding))
    assert read(decode(tmp_path / "list.csv")) == [(2, {"address": "lea@example.org", "name": "Лея"})]


@pytest.mark.parametrize("content", ["Müller;m@x.org".encode("latin-1"), None])
def test_what_cannot_be_read_is_one_line(tmp_path, content):
    if content is not None:
        (tmp_path / "list.csv").write_bytes(content)
    with pytest.raises(DeliveryError, match="cannot be read as UTF-8"):
        decode(tmp_path / "list.csv")


def test_a_field_that_does_not_end_is_one_line():
    with pytest.raises(DeliveryError, match="not a table"):
        read('address,name\na@b.org,"' + "x" * 200_000)
