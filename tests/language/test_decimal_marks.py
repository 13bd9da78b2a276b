from briefing.language.decimal_marks import decimal_mark


def test_decimal_marks_differ():
    assert [decimal_mark(code) for code in ("en", "fr", "de", "es", "uk", "pl")] == [".", ",", ",", ",", ",", ","]


def test_in_an_unknown_language_either_mark_may_stand():
    assert decimal_mark("tlh") == ""
