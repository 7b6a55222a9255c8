"""Is an upload that no scanner has seen never taken for clean, without a scanner neither?"""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from exports_portal.files.models import FileScan, ScanState
from exports_portal.files.storing import NotCleared
from tests.factories.files import content_of, uploaded
from tests.files.samples import PDF
from tests.files.test_scanning import now_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "claimed",
    [
        {"state": "CLEAN"},
        {"state": "CLEAN", "scanner": "ClamAV"},
        {"state": "CLEAN", "scanned_at": timezone.now()},
        {"state": "CLEAN", "scanner": "ClamAV", "scanned_at": timezone.now(), "found": "a"},
        {"state": "INFECTED"},
    ],
)
def test_the_database_knows_no_clean_file_without_a_scanner_that_said_so(claimed):
    uploaded()
    with pytest.raises(IntegrityError), transaction.atomic():
        FileScan.objects.update(**claimed)


def test_an_upload_without_a_scan_waits():
    """Whatever put it there: unknown is never a pass."""
    file = uploaded()
    FileScan.objects.all().delete()

    assert now_in(file).scan_words == "Being checked for viruses"
    with pytest.raises(NotCleared):
        content_of(now_in(file))


def test_without_a_scanner_a_developer_may_read_and_is_told_that_nobody_checked(settings):
    settings.FILES_WITHOUT_SCANNER = "readable"
    file = uploaded()

    assert content_of(file) == PDF
    assert file.scan_words == "Not checked for viruses on this machine"
    assert file.scan.state == "WAITING"


@pytest.mark.parametrize(
    "changed",
    [
        {"FILES_WITHOUT_SCANNER": ""},
        {"FILES_WITHOUT_SCANNER": "yes"},
        {"CLAMD_SOCKET": "/run/clamav/clamd.ctl"},
        {"SCANNER_IS_REQUIRED": True},
    ],
)
def test_a_developer_s_leave_to_read_ends_where_there_is_or_must_be_a_scanner(settings, changed):
    settings.FILES_WITHOUT_SCANNER = "readable"
    for name, value in changed.items():
        setattr(settings, name, value)

    assert uploaded().scan_words == "Being checked for viruses"
    assert not uploaded().is_readable


@pytest.mark.parametrize("state", [ScanState.INFECTED, ScanState.FAILED])
def test_a_developer_s_leave_to_read_is_for_waiting_files_alone(settings, state):
    settings.FILES_WITHOUT_SCANNER = "readable"
    file = uploaded()
    FileScan.objects.update(state=state, found="Eicar")

    assert not now_in(file).is_readable
