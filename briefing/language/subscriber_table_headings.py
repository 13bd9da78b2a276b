"""What people write above the columns of a list of readers, in the languages that labels are offered in.

Headings are compared without case, blanks and punctuation: `E-Mail-Adresse` is `emailadresse`.
"""

from __future__ import annotations

import unicodedata

__all__ = ["column_of"]

_HEADINGS = {
    "address": "address email emailaddress mail mailaddress "  # en
    "adresse emailadresse mailadresse "  # de
    "courriel mél adressemail adresseemail adressecourriel adresseélectronique "  # fr
    "correo correoelectrónico dirección direccióndecorreo direccióndecorreoelectrónico "  # es
    "адреса пошта електроннапошта електроннаадреса адресаелектронноїпошти емейл",  # uk
    "name": "name fullname displayname nom nomcomplet nombre nombrecompleto ім'я імя прізвищетаімя",
    "first_name": "firstname givenname forename vorname prénom nombredepila",
    "last_name": "lastname surname familyname nachname familienname nomdefamille apellido apellidos прізвище",
    "format": "format formato формат",
    "language": "language sprache langue idioma lengua мова",
    "sections": "sections section rubriken rubrik ressorts ressort rubriques rubrique secciones sección розділи розділ",
    "weekdays": "weekdays weekday days wochentage tage jours joursdelasemaine días díasdelasemana дні днітижня",
    "interests": "interests interest interessen centresd'intérêt intérêts intereses інтереси",
    "mutes": "mutes mute stumm ausgeblendet exclusions exclus excluidos silenciados виключити",
    "alerts": "alerts alert eilmeldungen eilmeldung benachrichtigungen alertes alerte alertas alerta avisos сповіщення",
    "hour": "hour stunde uhrzeit heure hora година",
}


def column_of(heading: str) -> str | None:
    """The column that a heading stands for, such as `address`; None for any other."""
    return _BY_HEADING.get(_plain(heading))


def _plain(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).casefold() if sign.isalnum())


_BY_HEADING = {_plain(word): column for column, words in _HEADINGS.items() for word in words.split()}
