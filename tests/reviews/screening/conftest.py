"""The real list, read and indexed once for the whole test run."""

from pathlib import Path

import pytest

from reviews.screening.candidates import ScreeningIndex
from reviews.screening.sources import ListFile, read_list


@pytest.fixture(scope="session")
def real_list(screening_data: Path) -> ListFile:
    return read_list(screening_data / "consolidated.json.gz")


@pytest.fixture(scope="session")
def real_index(real_list: ListFile) -> ScreeningIndex:
    return ScreeningIndex.build(real_list.parties)
