"""Text that leaves the program: over the terminal's clipboard, or to a file of its own."""

from __future__ import annotations

import base64
import resource
from pathlib import Path

import pytest

from kaptui.clipboard import MOST_BYTES, osc52, write_file


def test_a_copy_is_one_sequence_that_tmux_passes_on() -> None:
    encoded = base64.b64encode("王副总".encode()).decode()
    assert osc52("王副总", inside_tmux=False) == f"\x1b]52;c;{encoded}\x07"
    assert osc52("王副总", inside_tmux=True) == f"\x1bPtmux;\x1b\x1b]52;c;{encoded}\x07\x1b\\"
    assert osc52("x" * MOST_BYTES, inside_tmux=False) is None


def test_a_file_is_new_named_after_its_content_and_for_its_writer_only(tmp_path: Path) -> None:
    first = write_file("one", "某省/公司 [x]-map", [tmp_path])
    second = write_file("two", "某省/公司 [x]-map", [tmp_path])
    assert (first.name, second.name) == ("某省-公司-x-map.txt", "某省-公司-x-map-2.txt")
    assert (first.read_text("utf-8"), second.read_text("utf-8")) == ("one\n", "two\n")
    assert first.stat().st_mode & 0o777 == 0o600
    assert write_file("x", "../..", [tmp_path]).parent == tmp_path


def test_the_first_directory_that_takes_it_gets_it(tmp_path: Path) -> None:
    assert write_file("x", "name", [tmp_path / "gone", tmp_path]).parent == tmp_path
    with pytest.raises(OSError, match="gone"):
        write_file("x", "name", [tmp_path / "gone"])


def test_of_a_file_that_cannot_be_written_whole_nothing_stays(tmp_path: Path) -> None:
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        with pytest.raises(OSError, match="too large"):
            write_file("x" * 100_000, "name", [tmp_path])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert list(tmp_path.iterdir()) == []
