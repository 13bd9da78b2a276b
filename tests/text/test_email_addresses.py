import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import DeliveryError
from briefing.text.email_addresses import key, mailbox, normalise, one_line, wire


@pytest.mark.parametrize(
    ("given_as", "expected"),
    [
        ("Ann@Example.ORG", "Ann@example.org"),
        ("briefing@localhost", "briefing@localhost"),
        ("jörg@münchen.example", "jörg@münchen.example"),
    ],
)
def test_an_address_has_one_written_form(given_as, expected):
    assert normalise(given_as) == expected


@pytest.mark.parametrize(
    "bad",
    ["", "ann", "ann@", "@example.org", "a b@example.org",
     "ann@exa mple.org", "ann@example.org\r\nBcc: all@example.org",
     "ann@example.org\n",
     "Ann <ann@example.org>", "ann@-example.org", "a" * 65 + "@example.org", "ann@@example.org"],
)  # fmt: skip
def test_what_is_no_address_is_said_in_one_line(bad):
    with pytest.raises(DeliveryError, match="is not an e-mail address") as caught:
        normalise(bad)
    assert "\n" not in str(caught.value)


def test_case_and_spelling_of_the_domain_do_not_make_two_readers():
    assert key("ANN@münchen.example") == key("ann@xn--mnchen-3ya.example") == "ann@xn--mnchen-3ya.example"


def test_a_domain_goes_out_as_ascii_unless_the_local_part_is_international():
    assert wire("ann@münchen.example") == "ann@xn--mnchen-3ya.example"
    assert wire("jörg@münchen.example") == "jörg@münchen.example"


def test_a_mailbox_with_a_name():
    made = mailbox("The News <news@example.org>")
    assert (made.display_name, made.addr_spec) == ("The News", "news@example.org")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Courier: Lindow <desk@courier.example>", "The Courier: Lindow"),
        ("Lindow, Morning <desk@courier.example>", "Lindow, Morning"),
        ("News; all of it <desk@courier.example>", "News; all of it"),
        ('"The Courier: Lindow" <desk@courier.example>', "The Courier: Lindow"),
        ('"Say \\"news\\"" <desk@courier.example>', 'Say "news"'),
        ("L'Écho (édition du soir) <desk@courier.example>", "L'Écho (édition du soir)"),
        ("Courier <desk@courier.example>", "Courier"),
        ("<desk@courier.example>", ""),
        ("desk@courier.example", ""),
    ],
)
def test_a_name_keeps_the_signs_that_mean_something_in_a_header(text, name):
    made = mailbox(text)
    assert (made.display_name, made.addr_spec) == (name, "desk@courier.example")


@pytest.mark.parametrize(
    "bad",
    [
        "News\r\nBcc: x@y.z <a@b.org>",
        "<>",
        "News <a>",
        "a@b.org, c@d.org",
        "News: <>",
        "One <a@b.org>, Two <c@d.org>",
        "News <a@b.org> <c@d.org>",
    ],
)
def test_a_bad_mailbox_is_refused(bad):
    with pytest.raises(DeliveryError):
        mailbox(bad)


@settings(deadline=None)
@given(st.text())
def test_one_line_is_one_line(text):
    assert len(one_line(text).splitlines()) <= 1
