"""Against an IMAP server on loopback that can refuse, hang, lie and die (tests/imapserver.py)."""

import datetime as dt
import socket

import pytest
from imapserver import PASSWORD, USER, Folder, Server
from mailserver import Certificates

from briefing import ingest
from briefing.config import FetchSettings, MailboxSettings, SourceSettings
from briefing.errors import FormatError
from briefing.ingest import address_guard, feed_health, imap_address, read_imap_folder, stored_sources
from briefing.ingest import fetch_into_store as fetching
from briefing.records import Article, Failure
from briefing.store import feeds_and_articles as table
from briefing.store.sqlite_connection import Store

NOW = dt.datetime(2026, 3, 12, 12, tzinfo=dt.UTC)
TEXT = "The council of Port Ellery voted on Monday night to close the iron bridge until the spring of next year. " * 6


def letter(number, text=TEXT, title=None):
    return (
        f"From: Harbour Letter <desk@harbour.example>\r\nMessage-ID: <{number}@harbour.example>\r\n"
        f"Date: Thu, 12 Mar 2026 08:{number % 60:02d}:00 +0000\r\nSubject: {title or f'Letter {number}'}\r\n"
        f"Content-Type: text/plain; charset=utf-8\r\n\r\n{number} {text}\r\n"
    ).encode()


@pytest.fixture(scope="module")
def certificates():
    made = Certificates()
    made.server = made.context()
    return made


@pytest.fixture(scope="module")
def ca_file(certificates, tmp_path_factory):
    path = tmp_path_factory.mktemp("ca") / "ca.pem"
    certificates.authority.cert_pem.write_to_path(path)
    return str(path)


@pytest.fixture(autouse=True)
def password(monkeypatch):
    monkeypatch.setenv("BRIEFING_IMAP_PASSWORD", PASSWORD)


class World:
    """A store and a server; `fetch` visits the folder and tells what it did."""

    def __init__(self, server, ca_file):
        self.server, self.ca_file, self.now = server, ca_file, NOW
        self.store = Store(None, {"sources": table.MIGRATIONS})
        self.scheme = "imap" if server.starttls else "imaps"
        self.url = self.address("INBOX")

    def address(self, folder, user="ann%40letters.example@"):
        return f"{self.scheme}://{user}localhost:{self.server.port}/{folder}"

    def fetch(self, url=None, *, after="leave", move_to=None, **settings):
        known = MailboxSettings(host="localhost", ca_file=self.ca_file, after_reading=after, move_to=move_to)
        values = {"allow_private": ("localhost",), "timeout": 5.0, "mailboxes": (known,), **settings}
        self.now += dt.timedelta(hours=1)
        source = SourceSettings(url=url or self.url)
        return fetching.fetch(self.store, [source], FetchSettings(**values), now=lambda: self.now)

    def titles(self):
        found = stored_sources.stored(self.store, SourceSettings(url=self.url))
        return sorted(article.title for article in found)


@pytest.fixture
def made(certificates, ca_file):
    servers = []

    def make(*letters, script=lambda command, arguments: None, starttls=False, **options):
        tls = certificates.server
        server = Server(script, **({"starttls": tls} if starttls else {"tls": tls}), **options).__enter__()
        servers.append(server)
        for each in letters:
            server.folders["INBOX"].add(each)
        return World(server, ca_file)

    yield make
    for server in servers:
        server.__exit__()


@pytest.mark.parametrize("starttls", [False, True])
@pytest.mark.parametrize("capabilities", [("AUTH=PLAIN",), ("MOVE",)])
def test_letters_are_read_once_and_left_as_they_were(made, starttls, capabilities, monkeypatch):
    ascii_password = "correct-horse"
    monkeypatch.setenv("BRIEFING_IMAP_PASSWORD", ascii_password)
    world = made(letter(1), letter(2), starttls=starttls, capabilities=capabilities, password=ascii_password)
    first = world.fetch()
    assert (first.fresh, first.unchanged, first.failures) == (2, 0, ())
    assert world.titles() == ["Letter 1", "Letter 2"]
    again = world.fetch()
    assert (again.fresh, again.unchanged, again.failures) == (0, 1, ())
    assert len(world.server.said("UID FETCH")) == 3  # the sizes, and each letter once
    world.server.folders["INBOX"].add(letter(3))
    assert world.fetch().fresh == 1
    assert len(world.server.said("UID FETCH")) == 5
    assert all(not message.flags for message in world.server.folders["INBOX"].messages.values())
    assert not world.server.said("SELECT")
    (article, *_) = stored_sources.stored(world.store, SourceSettings(url=world.url))
    assert (article.outlet, article.published.date()) == ("Harbour Letter", NOW.date())
    assert "ann" not in article.source


def test_a_folder_that_is_numbered_anew_is_read_again_and_nothing_doubles(made):
    world = made(letter(1), letter(2))
    world.fetch()
    world.server.folders["INBOX"] = Folder(validity=8)
    for number in (2, 3):
        world.server.folders["INBOX"].add(letter(number))
    assert world.fetch().fresh == 1
    assert world.titles() == ["Letter 1", "Letter 2", "Letter 3"]


def test_what_is_deleted_on_the_server_is_not_read(made):
    world = made(letter(1))
    world.server.folders["INBOX"].add(letter(2), "\\Deleted")
    assert world.fetch().fresh == 1


@pytest.mark.parametrize(
    ("name", "asked", "mark"),
    [
        ("Nachrichten", "Nachrichten", "/"),
        ("News and more", "News%20and%20more", "/"),
        ("Entw&APw-rfe", "Entw%C3%BCrfe", "/"),
        ("R&-D", "R%26D", "/"),
        ("INBOX.Letters", "INBOX/Letters", "."),
        ("&MMsw5TD8MLk-", "%E3%83%8B%E3%83%A5%E3%83%BC%E3%82%B9", "/"),
    ],
)
def test_folders_have_names_of_any_kind(made, name, asked, mark):
    world = made(mark=mark)
    world.server.folders[name] = Folder()
    world.server.folders[name].add(letter(1))
    done = world.fetch(world.address(asked))
    assert (done.fresh, done.failures) == (1, ())


def test_a_folder_that_is_not_there_is_said_with_those_that_are(made):
    world = made()
    world.server.folders["Entw&APw-rfe"] = Folder()
    (failure,) = world.fetch(world.address("Nowhere")).failures
    assert "no folder “Nowhere”" in failure.message
    assert failure.hint == "It has: INBOX, Entwürfe."


def test_a_wrong_password_is_said_and_never_printed(made, monkeypatch):
    world = made(letter(1))
    monkeypatch.setenv("BRIEFING_IMAP_PASSWORD", "Tr0ub4dor&3")
    (failure,) = world.fetch().failures
    assert "refused the user name or password" in failure.message
    assert "app password" in failure.hint
    assert "Tr0ub4dor" not in f"{failure}"
    assert feed_health.check(world.store, NOW)[0].status == "failing"


def test_without_a_password_nobody_is_asked(made, monkeypatch):
    world = made(letter(1))
    monkeypatch.delenv("BRIEFING_IMAP_PASSWORD")
    (failure,) = world.fetch().failures
    assert "BRIEFING_IMAP_PASSWORD" in failure.hint
    assert world.server.commands == []


def test_the_password_may_stand_in_a_private_file(made, monkeypatch, tmp_path):
    monkeypatch.delenv("BRIEFING_IMAP_PASSWORD")
    secret = tmp_path / "secret"
    secret.write_text(PASSWORD)
    secret.chmod(0o600)
    world = made(letter(1))
    known = MailboxSettings(host="localhost", username=USER, ca_file=world.ca_file, password_file=str(secret))
    assert world.fetch(world.address("INBOX", user=""), mailboxes=(known,)).fresh == 1
    secret.chmod(0o644)
    (failure,) = world.fetch(mailboxes=(known,)).failures
    assert "can be read by others" in failure.message


def test_a_private_address_is_refused_unless_it_is_allowed(made):
    world = made(letter(1))
    (failure,) = world.fetch(allow_private=()).failures
    assert "is a private address" in failure.message
    assert world.server.commands == []


def test_a_name_that_leads_to_a_private_address_is_refused(made):
    world = made(letter(1))
    url = f"imaps://ann@letters.example:{world.server.port}/INBOX"
    settings = FetchSettings(timeout=5.0)
    report = fetching.fetch(
        world.store, [SourceSettings(url=url)], settings, now=lambda: NOW, resolver=lambda host, port: ["127.0.0.1"]
    )
    assert "is a private address" in report.failures[0].message
    assert world.server.commands == []


@pytest.mark.parametrize("capabilities", [("MOVE",), ("AUTH=PLAIN",)])
def test_without_encryption_no_password_is_sent(certificates, ca_file, capabilities):
    with Server(capabilities=capabilities) as server:
        world = World(server, ca_file)
        world.scheme = "imap"
        (failure,) = world.fetch(world.address("INBOX")).failures
        assert "offers no STARTTLS" in failure.message
        assert set(server.commands) == {"CAPABILITY"}


def test_tls_and_a_plain_port_do_not_meet(ca_file):
    with Server() as server:
        world = World(server, ca_file)
        (failure,) = world.fetch(timeout=2.0).failures
        assert "Its port may want STARTTLS" in failure.hint


def test_a_certificate_that_nobody_vouches_for_is_refused(made):
    world = made(letter(1))
    (failure,) = world.fetch(mailboxes=()).failures
    assert "certificate that is not valid" in failure.message
    assert world.server.commands == []


def test_nobody_at_the_port_is_said(made):
    world = made()
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        (failure,) = world.fetch(f"imaps://ann@localhost:{unused.getsockname()[1]}/INBOX").failures
    assert "cannot be reached" in failure.message
    assert failure.subject.startswith("imaps://localhost")


STEPS = ["connect", "CAPABILITY", "AUTHENTICATE", "EXAMINE", "UID SEARCH", "UID FETCH"]
LIES = [
    "* BYE too many connections", "{tag} BAD what", "{tag} NO no", "nonsense", "* 1 FETCH (UID 1 BODY[] {99999999999}",
    "* SEARCH a b c\r\n{tag} OK done", "A999 OK not yours", "* OK [UIDVALIDITY nine] x\r\n{tag} OK done",
    "{tag} OK done", "+ ",
]  # fmt: skip


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("action", ["drop", "stall", "drip", *LIES])
def test_a_server_that_dies_hangs_or_lies_costs_its_own_letters_for_now(made, step, action):
    acts = {"now": True}
    world = made(letter(1), letter(2), script=lambda command, _: action if acts["now"] and command == step else None)
    begun = dt.datetime.now(dt.UTC)
    report = world.fetch(timeout=0.15)
    assert (dt.datetime.now(dt.UTC) - begun).total_seconds() < 8
    assert all(PASSWORD not in f"{failure}" and "bug" not in failure.message for failure in report.failures)
    acts["now"] = False
    world.fetch()
    assert world.titles() == ["Letter 1", "Letter 2"]


def test_what_a_conversation_brought_before_it_ended_is_kept_and_the_next_goes_on(made):
    seen = []

    def script(command, arguments):
        if command == "UID FETCH" and "BODY" in arguments:
            seen.append(arguments.partition(" ")[0])
            return "drop" if len(seen) == 3 else None
        return None

    world = made(*(letter(number) for number in range(1, 6)), script=script)
    report = world.fetch()
    assert report.fresh == 2
    (failure,) = report.failures
    assert "2 new letters were read before" in failure.message
    assert world.fetch().fresh == 3
    assert seen == ["1", "2", "3", "3", "4", "5"]


def test_a_letter_that_is_too_large_is_named_and_the_others_are_read(made):
    world = made(letter(1), letter(2, TEXT * 40), letter(3))
    report = world.fetch(max_bytes=10_000)
    assert report.fresh == 2
    (failure,) = report.failures
    assert failure.subject.endswith("#2")
    assert "larger than 0.01 MB" in failure.message
    assert world.fetch(max_bytes=10_000).failures == ()


def test_a_letter_larger_than_the_server_said_is_named_and_the_next_visit_goes_on(made):
    def script(command, arguments):
        asked = command == "UID FETCH" and "BODY" not in arguments
        return "* 1 FETCH (UID 1 RFC822.SIZE 9)\r\n{tag} OK done" if asked else None

    world = made(letter(1, TEXT * 40), script=script)
    report = world.fetch(max_bytes=10_000)
    assert ["larger than" in failure.message for failure in report.failures] == [True]
    world.server.script = lambda command, arguments: None
    world.server.folders["INBOX"].add(letter(2))
    assert world.fetch(max_bytes=10_000).fresh == 1


def test_a_visit_has_a_limit_of_bytes_and_the_next_goes_on(made):
    world = made(*(letter(number, TEXT * 10) for number in range(1, 15)))
    report = world.fetch(max_bytes=10_000)
    assert 1 < report.fresh < 14
    assert "left for the next run" in report.failures[0].message
    assert not report.failures[0].is_error
    while world.fetch(max_bytes=10_000).fresh:
        pass
    assert len(world.titles()) == 14


def test_of_a_full_folder_the_newest_are_read_and_the_others_counted(made, monkeypatch):
    monkeypatch.setattr(read_imap_folder, "_FIRST", 3)
    monkeypatch.setattr(read_imap_folder, "_MOST", 2)
    world = made(*(letter(number) for number in range(1, 8)))
    report = world.fetch()
    assert "4 older letters in the folder are left out" in [failure.message for failure in report.failures]
    assert world.titles() == ["Letter 5", "Letter 6"]
    assert world.fetch().fresh == 1
    assert world.titles() == ["Letter 5", "Letter 6", "Letter 7"]


@pytest.mark.parametrize("broken", [b"", b"\0\xff\xfe", b"no header at all", b"Subject: empty\r\n\r\n"])
def test_what_is_no_letter_is_named_and_the_others_are_read(made, broken):
    world = made(letter(1), broken, letter(3))
    world.fetch()
    assert world.titles() == ["Letter 1", "Letter 3"]


@pytest.mark.parametrize("capabilities", [("MOVE",), ("UIDPLUS",)])
def test_letters_are_moved_once_they_are_kept(made, capabilities):
    world = made(letter(1), letter(2), capabilities=("AUTH=PLAIN", *capabilities))
    world.server.folders["Read"] = Folder()
    report = world.fetch(after="move", move_to="Read")
    assert (report.fresh, report.failures) == (2, ())
    assert not world.server.folders["INBOX"].messages
    assert len(world.server.folders["Read"].messages) == 2
    assert world.fetch(after="move", move_to="Read").unchanged == 1


def test_letters_are_marked_as_seen_if_that_is_wanted(made):
    world = made(letter(1))
    assert world.fetch(after="mark-seen").failures == ()
    assert world.server.folders["INBOX"].messages[1].flags == {"\\Seen"}


@pytest.mark.parametrize(
    ("capabilities", "folder", "said"),
    [(("MOVE",), "Nowhere", "no such mailbox"), ((), "Read", "can move no messages")],
)
def test_what_cannot_be_moved_is_kept_all_the_same_and_said(made, capabilities, folder, said):
    world = made(letter(1), capabilities=("AUTH=PLAIN", *capabilities))
    world.server.folders["Read"] = Folder()
    report = world.fetch(after="move", move_to=folder)
    assert report.fresh == 1
    assert "could not be moved" in report.failures[0].message
    assert said in report.failures[0].message
    assert world.server.folders["INBOX"].messages


def test_where_the_store_cannot_write_nothing_is_marked(made, monkeypatch):
    world = made(letter(1))
    monkeypatch.setattr(table, "record", lambda store, outcomes: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        world.fetch(after="mark-seen")
    assert not world.server.folders["INBOX"].messages[1].flags


def test_a_folder_is_read_without_a_database_too(made):
    world = made(letter(1))
    known = MailboxSettings(host="localhost", ca_file=world.ca_file)
    settings = FetchSettings(allow_private=("localhost",), mailboxes=(known,))
    (found,) = ingest.read(SourceSettings(url=world.url), fetch=settings)
    assert isinstance(found, Article)
    (refused,) = ingest.read(SourceSettings(url=world.url), fetch=settings, offline=True)
    assert isinstance(refused, Failure)


@pytest.mark.parametrize(
    ("url", "host", "port", "security", "user", "folder"),
    [
        ("imaps://ann@mail.example/News", "mail.example", 993, "tls", "ann", "News"),
        ("IMAPS://ann@letters.example@Mail.Example/", "mail.example", 993, "tls", "ann@letters.example", "INBOX"),
        (
            "imap://ann%40x.example@mail.example:1143/A/B%20c",
            "mail.example",
            1143,
            "starttls",
            "ann@x.example",
            "A/B c",
        ),
        ("imaps://bücher.example", "xn--bcher-kva.example", 993, "tls", None, "INBOX"),
    ],
)
def test_an_address_has_parts(url, host, port, security, user, folder):
    found = imap_address.parse(url)
    assert (found.host, found.port, found.security) == (host, port, security)
    assert (found.username, found.folder) == (user, folder)


@pytest.mark.parametrize(
    "url",
    [
        "imaps://", "imaps:///News", "imaps://ann@mail.example:99999/", "imaps://ann@mail.example:0/x",
        "imaps://ann@mail.example/a%0d%0aA1%20LOGOUT", "imaps://ann@mail.example/x?y=1", "imaps://ann:s3cret@mail.example/x",
        "imaps://ann@letters.example:s3cret@mail.example/x", "imaps://[ann@mail.example/x",
    ],
)  # fmt: skip
def test_an_address_that_is_none_or_has_a_password_is_refused_without_printing_it(url):
    with pytest.raises(FormatError) as caught:
        imap_address.parse(url)
    assert "s3cret" not in str(caught.value)


def test_a_password_in_an_address_is_kept_and_printed_nowhere(made, tmp_path):
    world = made()
    url = f"imaps://ann:s3cret@localhost:{world.server.port}/INBOX"
    report = world.fetch(url)
    assert "has a password in it" in report.failures[0].message
    assert "s3cret" not in f"{report} {table.feeds(world.store)}"


def test_a_list_of_feeds_names_no_mailbox():
    from briefing.ingest import opml

    data = b"<opml version='2.0'><body><outline text='A' xmlUrl='imaps://ann@mail.example/News'/></body></opml>"
    found = opml.parse(data, subject="list.opml")
    assert found.sources == ()
    assert found.unusable == ("imaps://mail.example/News",)


def test_the_guard_is_asked_for_the_port_of_the_address():
    asked = []

    def resolver(host, port):
        asked.append((host, port))
        return ["127.0.0.1"]

    with pytest.raises(address_guard.FetchError):
        address_guard.permitted("mail.example", 993, allowed=(), resolver=resolver)
    assert asked == [("mail.example", 993)]
