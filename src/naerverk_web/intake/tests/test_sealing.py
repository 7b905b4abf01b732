"""What lies on disk cannot be read or changed without the key."""

import pytest

from naerverk_web.intake.sealing import PIECE, open_file, open_json, seal_file, seal_json
from naerverk_web.sealing.public import SealError

LONG = bytes(range(256)) * (PIECE // 100)


@pytest.mark.parametrize("content", [b"", b"Kari", LONG, LONG[:PIECE], LONG[: 2 * PIECE]])
def test_what_is_sealed_comes_back(tmp_path, content):
    size, digest = seal_file([content[:7], content[7:]], tmp_path / "x")
    assert (size, len(digest)) == (len(content), 64)
    assert b"".join(open_file(tmp_path / "x")) == content


@pytest.mark.parametrize(
    "harm",
    [
        lambda sealed: sealed[:-1],
        lambda sealed: sealed[: 8 + PIECE + 16],
        lambda sealed: sealed[:8],
        lambda sealed: sealed[:100] + b"?" + sealed[101:],
        lambda sealed: sealed[:8] + sealed[8 + PIECE + 16 :],
    ],
)
def test_a_cut_or_changed_file_is_refused(tmp_path, harm):
    path = tmp_path / "x"
    seal_file([LONG], path)
    path.write_bytes(harm(path.read_bytes()))
    with pytest.raises(SealError):
        list(open_file(path))


def test_nothing_can_be_read_in_it_and_another_key_opens_nothing(tmp_path, settings):
    seal_file([b"Kari Nordmann"], tmp_path / "x")
    small = seal_json({"name": "Kari"})
    assert b"Kari" not in (tmp_path / "x").read_bytes() + small
    assert open_json(small) == {"name": "Kari"}
    settings.CONFIDENTIAL_KEY = "another"
    with pytest.raises(SealError):
        list(open_file(tmp_path / "x"))
