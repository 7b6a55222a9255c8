"""A saved index answers like the one that was saved, or says that it cannot."""

import zipfile
from datetime import date
from pathlib import Path

import pytest

from reviews.screening import saved_index
from reviews.screening.candidates import ScreeningIndex
from reviews.screening.engine import screen
from reviews.screening.parties import ListedIdentifier, Party, Policy
from tests.reviews.screening.published import listed, street


def small() -> ScreeningIndex:
    quay = street("77 Gallowglass Quay", "Port Ember", "FR")
    return ScreeningIndex.build(
        [
            listed(1, "Grimspire Dynamics (a.k.a. Ember Tide)", addresses=(quay,)),
            listed(
                2,
                "حسن",
                alt_names=("Vornhaldt",),
                start_date=date(2020, 1, 31),
                ids=(ListedIdentifier("Passport", "X1", "FR"),),
                vessel=(("call_sign", "TQ7"),),
                programs=("A", "B"),
            ),
        ]
    )


def test_a_loaded_index_is_the_saved_one(tmp_path: Path) -> None:
    index = small()
    saved_index.save(index, tmp_path / "index")
    loaded = saved_index.load(tmp_path / "index")
    assert tuple(loaded.parties) == index.parties
    assert tuple(loaded.names) == index.names
    assert tuple(loaded.places) == index.places
    assert tuple(loaded.names[1:3]) == index.names[1:3]
    assert loaded.names[-1] == index.names[-1]
    assert [path.name for path in tmp_path.iterdir()] == ["index"]


@pytest.mark.parametrize("name", ["Grimspyre Dynamics", "Ember Tide", "Quite Different", "Vrnhldt"])
def test_a_loaded_index_gives_the_same_hits(tmp_path: Path, name: str) -> None:
    index = small()
    saved_index.save(index, tmp_path / "index")
    loaded = saved_index.load(tmp_path / "index")
    party = Party(name=name, address="77 Gallowglass Quay, Port Ember")
    policy = Policy(floor=0.0)
    assert screen(party, loaded, policy) == screen(party, index, policy)


def test_the_real_index_survives_being_saved(real_index: ScreeningIndex, tmp_path: Path) -> None:
    saved_index.save(real_index, tmp_path / "index")
    loaded = saved_index.load(tmp_path / "index")
    assert tuple(loaded.parties) == real_index.parties
    party = Party(name="Huawei Tecnologies")
    assert screen(party, loaded, Policy()) == screen(party, real_index, Policy())


def test_the_index_of_another_matcher_version_is_not_used(tmp_path: Path) -> None:
    path = tmp_path / "index"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("version", "0")
    with pytest.raises(saved_index.IndexNotUsable, match="another matcher version"):
        saved_index.load(path)


@pytest.mark.parametrize("kept", [0, 10, 500, -30])
def test_a_damaged_index_is_not_used(tmp_path: Path, kept: int) -> None:
    path = tmp_path / "index"
    saved_index.save(small(), path)
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(saved_index.IndexNotUsable, match="damaged"):
        saved_index.load(path)


def test_a_changed_byte_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "index"
    saved_index.save(small(), path)
    content = bytearray(path.read_bytes())
    content[content.index(b"Gallowglass")] ^= 1
    path.write_bytes(content)
    with pytest.raises(saved_index.IndexNotUsable, match="index is damaged"):
        saved_index.load(path)


def test_parts_of_two_indexes_are_not_put_together(tmp_path: Path) -> None:
    saved_index.save(small(), tmp_path / "one")
    saved_index.save(ScreeningIndex.build([listed(1, "Grimspire")]), tmp_path / "other")
    mixed = tmp_path / "mixed"
    with (
        zipfile.ZipFile(tmp_path / "one") as one,
        zipfile.ZipFile(tmp_path / "other") as other,
        zipfile.ZipFile(mixed, "w") as archive,
    ):
        for name in one.namelist():
            archive.writestr(name, (other if name.startswith("sound") else one).read(name))
    with pytest.raises(saved_index.IndexNotUsable, match="mixed is damaged"):
        saved_index.load(mixed)


def test_a_save_that_fails_leaves_the_old_index_and_no_draft(tmp_path: Path) -> None:
    path = tmp_path / "index"
    saved_index.save(small(), path)
    before = path.read_bytes()
    unsayable = ScreeningIndex.build([listed(1, "Grimspire", remarks=object())])
    with pytest.raises(TypeError):
        saved_index.save(unsayable, path)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["index"]


def test_an_index_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        saved_index.load(tmp_path / "index")
