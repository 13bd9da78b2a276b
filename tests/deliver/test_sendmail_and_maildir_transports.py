import mailbox
import stat
import sys

import pytest

from briefing.deliver.sendmail_and_maildir_transports import MaildirTransport, SendmailTransport
from briefing.errors import DeliveryError
from tests.deliver.conftest import message

PROGRAM = """\
import sys, pathlib
sender, recipient = sys.argv[-3], sys.argv[-1]
pathlib.Path({path!r}).write_bytes(sys.stdin.buffer.read())
print("for", recipient, "from", sender, file=sys.stderr)
sys.exit({code})
"""


@pytest.fixture
def program(tmp_path):
    def make(code=0):
        path = tmp_path / "sendmail.py"
        path.write_text(PROGRAM.format(path=str(tmp_path / "taken"), code=code))
        return (sys.executable, str(path), "-i")

    return make


@pytest.mark.parametrize(
    ("code", "kind"), [(0, "accepted"), (75, "deferred"), (71, "deferred"), (67, "refused"), (65, "refused")]
)
def test_the_exit_code_of_sendmail_is_the_outcome(program, tmp_path, code, kind):
    outcome = SendmailTransport(program(code), 10).deliver(message(), lambda: None)
    assert outcome.kind == kind
    assert "for ann@example.org from news@example.org" in outcome.words
    assert (tmp_path / "taken").read_bytes() == b"Subject: one\n\nHello\n"


def test_an_address_that_looks_like_an_option_is_none(program):
    outcome = SendmailTransport(program(), 10).deliver(message("-oQ/tmp@example.org"), lambda: None)
    assert "for -oQ/tmp@example.org" in outcome.words


def test_a_sendmail_that_is_not_there_or_never_ends():
    with pytest.raises(DeliveryError, match="cannot be run"):
        SendmailTransport(("/no/such/sendmail",), 1).deliver(message(), lambda: None)
    slow = (sys.executable, "-c", "import time; time.sleep(20)")
    assert SendmailTransport(slow, 0.3).deliver(message(), lambda: None).kind == "unknown"


def test_a_maildir_gets_each_message_once_even_after_it_was_read(tmp_path):
    transport = MaildirTransport(str(tmp_path / "{address}"))
    transport.deliver(message(), lambda: None)
    transport.deliver(message(), lambda: None)
    box = mailbox.Maildir(tmp_path / "ann@example.org")
    key, stored = next(iter(box.items()))
    assert stored["Subject"] == "one"
    stored.set_subdir("cur")
    stored.add_flag("S")
    box[key] = stored
    assert transport.deliver(message(), lambda: None).words == "delivered before"
    assert len(box) == 1


def test_an_address_cannot_leave_the_folder(tmp_path):
    MaildirTransport(str(tmp_path / "in" / "{address}")).deliver(message("../../evil@example.org"), lambda: None)
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


def test_a_maildir_is_private_and_a_file_in_its_place_is_said(tmp_path):
    MaildirTransport(str(tmp_path / "box")).deliver(message(), lambda: None)
    assert stat.S_IMODE((tmp_path / "box" / "new").stat().st_mode) == 0o700
    (tmp_path / "file").write_text("")
    with pytest.raises(DeliveryError, match="Maildir cannot be written"):
        MaildirTransport(str(tmp_path / "file")).deliver(message(), lambda: None)
