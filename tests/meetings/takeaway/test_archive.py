"""The ZIP itself, without a database: real programs open it, and any piece of it is that piece."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
import zlib
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.meetings.takeaway.archive import Archive, NotAsItWas, Part

AT = datetime(2026, 3, 2, 14, 0, 6, tzinfo=UTC)


def part(name, content, at=AT):
    return Part.of_bytes(name, content, at)


def whole(archive):
    return b"".join(archive.read(0, archive.size))


FILES = st.lists(
    st.tuples(st.text("abcdefñü中 ", min_size=1, max_size=20), st.binary(max_size=3000)),
    max_size=6,
    unique_by=lambda file: file[0],
)


@given(FILES)
def test_pythons_zipfile_reads_every_file_back(files):
    archive = Archive([part(name, content) for name, content in files])
    content = whole(archive)
    assert len(content) == archive.size
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        assert opened.testzip() is None
        assert [(one.filename, opened.read(one)) for one in opened.infolist()] == files
        assert all(one.date_time == (2026, 3, 2, 14, 0, 6) for one in opened.infolist())


@given(FILES, st.data())
def test_broken_off_at_any_byte_and_gone_on_with_it_is_the_same_file(files, data):
    archive = Archive([part(name, content) for name, content in files])
    content = whole(archive)
    breaks = data.draw(st.lists(st.integers(0, archive.size), max_size=5).map(sorted))
    edges = [0, *breaks, archive.size]
    pieces = [b"".join(archive.read(start, stop)) for start, stop in pairwise(edges)]
    assert b"".join(pieces) == content


def test_the_same_files_are_the_same_archive_and_another_byte_another_one():
    files = [part("a.txt", b"One."), part("b.txt", b"Two.")]
    first, again = Archive(files), Archive(files)
    assert (first.etag, whole(first)) == (again.etag, whole(again))
    others = [
        [part("a.txt", b"One."), part("b.txt", b"Tow.")],
        [part("a.txt", b"One."), part("c.txt", b"Two.")],
        files[::-1],
        files[:1],
        [*files, part("c.txt", b"")],
    ]
    assert len({first.etag, *(Archive(other).etag for other in others)}) == 6


@pytest.mark.skipif(not shutil.which("unzip"), reason="unzip is not installed here")
def test_unzip_finds_no_fault(tmp_path):
    path = tmp_path / "pack.zip"
    path.write_bytes(whole(Archive([part("x/índice.html", b"<p>"), part("x/b.bin", b"\0" * 99)])))
    done = subprocess.run(
        ["unzip", "-t", str(path)], capture_output=True, text=True, check=True,
        env={"LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    assert "No errors detected" in done.stdout


class Zeros(io.RawIOBase):
    """A file of zeros, as long as it says, of which none is kept."""

    def __init__(self, size):
        self.size, self.at = size, 0

    def seekable(self):
        return True

    def readable(self):
        return True

    def seek(self, at, whence=0):
        self.at = at
        return at

    def readinto(self, buffer):
        count = min(len(buffer), self.size - self.at)
        buffer[:count] = bytes(count)
        self.at += count
        return count


class Remote(io.RawIOBase):
    """The archive as a file that can be sought in, nothing of it kept."""

    def __init__(self, archive):
        self.archive, self.at = archive, 0

    def seekable(self):
        return True

    def readable(self):
        return True

    def tell(self):
        return self.at

    def seek(self, at, whence=0):
        self.at = at + {0: 0, 1: self.at, 2: self.archive.size}[whence]
        return self.at

    def readinto(self, buffer):
        stop = min(self.archive.size, self.at + len(buffer))
        content = b"".join(self.archive.read(self.at, stop))
        buffer[: len(content)] = content
        self.at += len(content)
        return len(content)


@pytest.mark.parametrize("size", [2**32 - 2, 2**32 - 1, 2**32, 6 * 2**30])
def test_files_and_archives_of_more_than_four_gigabytes_are_found_in_it(size):
    large = Part("large.bin", size, 0, AT, "zeros", lambda: Zeros(size))
    archive = Archive([part("first.txt", b"One."), large, part("last.txt", b"Three.")])
    with zipfile.ZipFile(Remote(archive)) as opened:
        assert [one.file_size for one in opened.infolist()] == [4, size, 6]
        assert opened.read("last.txt") == b"Three."
        with opened.open("large.bin") as file:
            assert file.read(3) == b"\0\0\0"


@pytest.mark.thorough
def test_more_files_than_an_old_directory_counts_are_all_found():
    archive = Archive([part(f"{number}", b"x") for number in range(65_536)])
    with zipfile.ZipFile(io.BytesIO(whole(archive))) as opened:
        assert len(opened.infolist()) == 65_536
        assert opened.read("65535") == b"x"


def test_a_file_that_became_shorter_is_cut_off_aloud():
    lying = Part("a", 10, zlib.crc32(b"short"), AT, "s", lambda: io.BytesIO(b"short"))
    with pytest.raises(NotAsItWas):
        whole(Archive([lying]))


@pytest.mark.parametrize("year", [1970, 1979, 2108])
def test_a_year_that_zip_does_not_know_still_gives_an_archive(year):
    content = whole(Archive([part("a", b"", AT.replace(year=year))]))
    assert zipfile.ZipFile(io.BytesIO(content)).infolist()[0].date_time[:3] == (1980, 1, 1)
