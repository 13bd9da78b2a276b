import json
import subprocess
import sys
from pathlib import Path

import editions
import pytest

from briefing.edition import edition_json as edition_json

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def outputs(tmp_path):
    folder = tmp_path / "outputs"
    for edition in editions.series(2):
        place = folder / edition.date.isoformat()
        place.mkdir(parents=True)
        (place / "briefing.json").write_bytes(edition_json.dump(edition))
    (tmp_path / "briefing.toml").write_text("[archive]\nsearch = false\n", encoding="utf-8")
    return folder


def test_the_archive_is_built_and_checked(briefing, outputs):
    done = briefing("archive", "build")
    assert done.code == 0, done
    assert "2 editions" in done.err
    assert (outputs / "site" / "index.html").exists()
    assert briefing("archive", "check").code == 0
    (outputs / "site" / "2026-03" / "index.html").unlink()
    done = briefing("archive", "check")
    assert done.code == 1
    assert "which does not exist" in done.out
    assert briefing("archive", "build", "--all", "-q").err == ""
    assert briefing("archive", "check").code == 0


def test_a_bad_edition_is_named_and_the_rest_is_built(briefing, outputs):
    (outputs / "2026-03-12" / "briefing.json").write_text('{"version": 8}', encoding="utf-8")
    done = briefing("archive", "build")
    assert done.code == 3
    assert "newer version of briefing" in done.err


def test_an_edition_is_rendered_again(briefing, outputs, tmp_path):
    content = (outputs / "2026-03-12" / "briefing.json").read_text(encoding="utf-8")
    assert briefing("render", "-", "-f", "txt", stdin=content).out.startswith("The Harbour Briefing\n")
    assert json.loads(briefing("render", outputs / "2026-03-12" / "briefing.json", "-f", "json").out)["version"] == 1
    assert briefing("render", outputs / "2026-03-12" / "briefing.json", "-o", "page.html").code == 0
    assert "<!doctype html>" in (tmp_path / "page.html").read_text(encoding="utf-8")
    done = briefing("render", "none.json")
    assert done.code == 1
    assert "none.json: cannot be read" in done.err
    theme = tmp_path / "theme"
    theme.mkdir()
    (theme / "edition.html.j2").write_text("x\n{{ oops }}", encoding="utf-8")
    done = briefing("render", "-", "--templates", "theme", stdin=content)
    assert done.code == 1
    assert "edition.html.j2, line 2: 'oops' is undefined" in done.err


def test_serve_prints_its_address_and_ends_on_an_interrupt(briefing, outputs, tmp_path):
    assert briefing("serve").code == 1
    briefing("archive", "build")
    arguments = [sys.executable, "-m", "briefing", "serve", "--port", "0", "--no-browser", "-q"]
    with subprocess.Popen(arguments, cwd=tmp_path, env={"PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE) as running:
        assert running.stdout.readline().startswith(b"http://127.0.0.1:")
        running.send_signal(2)
        assert running.wait(timeout=30) == 0
