import datetime as dt
import gzip
import json
import lzma
from pathlib import Path

import fsspec
import pytest

from briefing.engines import dataset_files
from briefing.errors import EngineError, OutputError, SourceError
from briefing.records import Article, Failure

LINE = '{{"id": "{0}", "text": "The bridge of {0} closes."}}\n'
RESULT = {
    "id": "a1",
    "title": "Bridge",
    "key_points": [
        {
            "text": "It closes.",
            "kind": "verbatim",
            "verdict": "supported",
            "score": 0.25,
            "evidence": [{"start": 0, "end": 10, "quote": "It closes."}],
        }
    ],
    "model": "m",
}
REWRITTEN = {**RESULT, "rejected": 1, "note": "short", "text": "It closes."}
FAILED = {"id": "a2", "failure": {"code": "format", "message": "is not JSON", "hint": "Mend it."}}
parquet = pytest.mark.ray


@pytest.fixture
def memory():
    system = fsspec.filesystem("memory")
    yield system
    system.store.clear()


def ids(place):
    return [
        item.id if isinstance(item, Article) else (item.subject, item.message)
        for item in dataset_files.read(str(place))
    ]


def test_a_folder_is_read_file_by_file_in_the_order_of_names_packed_ones_too(tmp_path):
    (tmp_path / "2.jsonl").write_text(LINE.format("c"))
    (tmp_path / "1.jsonl.gz").write_bytes(gzip.compress((LINE.format("a") + LINE.format("b")).encode()))
    (tmp_path / "3.ndjson.xz").write_bytes(lzma.compress(LINE.format("d").encode()))
    (tmp_path / "_SUCCESS").write_text("")
    (tmp_path / ".hidden.jsonl").write_text(LINE.format("x"))
    (tmp_path / "notes.txt").write_text("not ours")
    assert ids(tmp_path) == ["a", "b", "c", "d"]
    assert ids(tmp_path / "2.jsonl") == ["c"]
    assert ids(f"{tmp_path}/*.jsonl") == ["c"]


def test_a_line_that_is_not_json_is_named_by_its_file_and_the_next_is_read(tmp_path):
    (tmp_path / "in.jsonl").write_text("{oops\n" + LINE.format("b") + '{"id": "c"}\n')
    assert ids(tmp_path) == [("in.jsonl line 1", "is not JSON"), "b", ("c", "has neither text nor html")]


def test_a_file_that_breaks_off_keeps_what_came_before_and_the_next_file_is_read(tmp_path):
    whole = gzip.compress("".join(LINE.format(number) for number in range(5000)).encode())
    (tmp_path / "1.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "2.jsonl").write_text(LINE.format("last"))
    found = list(dataset_files.read(str(tmp_path)))
    failed = [item for item in found if isinstance(item, Failure)]
    assert [item.subject for item in failed] == ["1.jsonl.gz"]
    assert failed[0].message.startswith("cannot be read")
    assert found[0].id == "0"
    assert found[-1].id == "last"


def test_an_object_store_is_read_and_written_like_a_folder(memory):
    memory.pipe("/in/1.jsonl", LINE.format("a").encode())
    memory.pipe("/in/2.jsonl", LINE.format("b").encode())
    assert ids("memory://in/") == ["a", "b"]
    assert list(dataset_files.write("memory://out/points.jsonl", [RESULT, FAILED])) == [RESULT, FAILED]
    assert [json.loads(line) for line in memory.cat("/out/points.jsonl").splitlines()] == [RESULT, FAILED]


def test_nothing_there_or_nothing_of_ours_is_said(tmp_path):
    with pytest.raises(SourceError, match=r"no \.jsonl or \.parquet file"):
        dataset_files.read(str(tmp_path))
    with pytest.raises(SourceError, match="none"):
        dataset_files.read(str(tmp_path / "none.jsonl"))
    with pytest.raises(SourceError, match="cannot be opened"):
        dataset_files.read("nosuch://bucket/in.jsonl")


def test_a_store_whose_package_is_missing_is_named_with_its_package(monkeypatch):
    def absent(place):
        raise ImportError("Install s3fs to access S3")

    monkeypatch.setattr(fsspec.core, "url_to_fs", absent)
    with pytest.raises(EngineError, match=r"s3://news/: needs a package that is not installed\. Install s3fs"):
        dataset_files.read("s3://news/")


def test_parquet_without_pyarrow_is_refused_before_anything_is_read(tmp_path, monkeypatch):
    (tmp_path / "in.parquet").write_bytes(b"PAR1")
    monkeypatch.setitem(__import__("sys").modules, "pyarrow.parquet", None)
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(EngineError, match=r"needs pyarrow.*pip install 'pyarrow>=17'"):
        dataset_files.read(str(tmp_path))
    with pytest.raises(EngineError, match="needs pyarrow"):
        dataset_files.write(str(tmp_path / "out.parquet"), [])


def test_an_output_folder_gets_parts_and_is_never_added_to(tmp_path, monkeypatch):
    monkeypatch.setattr(dataset_files, "PART_ROWS", 2)
    place = str(tmp_path / "points")
    assert len(list(dataset_files.write(place, iter([RESULT] * 5)))) == 5
    assert sorted(path.name for path in Path(place).iterdir()) == [
        "part-00000.jsonl",
        "part-00001.jsonl",
        "part-00002.jsonl",
    ]
    assert (tmp_path / "points" / "part-00002.jsonl").read_text() == json.dumps(RESULT) + "\n"
    with pytest.raises(OutputError, match="not empty"):
        dataset_files.write(place, [])


def failing():
    yield RESULT
    raise RuntimeError("killed")


def test_an_output_that_fails_on_the_way_is_not_there(tmp_path, memory):
    for place in (str(tmp_path / "points.jsonl"), "memory://out/points.jsonl"):
        with pytest.raises(RuntimeError, match="killed"):
            list(dataset_files.write(place, failing()))
    assert list(tmp_path.iterdir()) == []
    assert memory.find("/out") == []


def test_an_output_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(OutputError, match="cannot be written"):
        list(dataset_files.write(str(tmp_path / "file" / "points.jsonl"), [RESULT]))
    with pytest.raises(OutputError, match="cannot be written compressed"):
        dataset_files.write(str(tmp_path / "points.jsonl.gz"), [RESULT])


@parquet
def test_parquet_comes_and_goes_with_the_fields_of_json_lines(tmp_path):
    import pyarrow
    from pyarrow import parquet as files

    rows = {
        "id": ["a", None],
        "text": ["The bridge closes.", "It opens."],
        "published": [dt.datetime(2025, 10, 23, 8, tzinfo=dt.UTC), None],
        "score": [1.0, 2.0],
    }
    files.write_table(pyarrow.table(rows), tmp_path / "in.parquet")
    first, second = dataset_files.read(str(tmp_path / "in.parquet"))
    assert (first.id, first.content) == ("a", "The bridge closes.")
    assert first.published == dt.datetime(2025, 10, 23, 8, tzinfo=dt.UTC)
    assert second.id == "in.parquet row 2"
    place, results = tmp_path / "points", [RESULT, REWRITTEN, FAILED]
    assert list(dataset_files.write(str(place), results, "parquet")) == results
    written = files.read_table(place / "part-00000.parquet").to_pylist()
    assert [{key: value for key, value in row.items() if value is not None} for row in written] == results
    with pytest.raises(KeyError, match="no column for"):
        list(dataset_files.write(str(tmp_path / "out.parquet"), [{**RESULT, "colour": "red"}]))


@parquet
def test_parquet_that_cannot_be_used_is_named_and_the_next_file_is_read(tmp_path):
    import pyarrow
    from pyarrow import parquet as files

    (tmp_path / "1.parquet").write_bytes(b"PAR1 this is no Parquet PAR1")
    files.write_table(pyarrow.table({"id": ["a"], "body": ["x"]}), tmp_path / "2.parquet")
    files.write_table(pyarrow.table({"id": [1], "text": [None]}), tmp_path / "3.parquet")
    files.write_table(pyarrow.table({"id": ["d"], "text": ["It opens."]}), tmp_path / "4.parquet")
    found = list(dataset_files.read(str(tmp_path)))
    assert [getattr(item, "subject", None) for item in found[:3]] == ["1.parquet", "2.parquet", "1"]
    assert "cannot be read" in found[0].message
    assert found[1].message == "has neither a column text nor html"
    assert "id, body" in found[1].hint
    assert found[3].id == "d"
