"""Is an uploaded file scanned by a real worker, also when worker or scanner were killed?"""

import pytest

from exports_portal.files.models import FileScan
from exports_portal.mail.models import SentMail
from tests.factories.files import content_of, uploaded
from tests.files.samples import EICAR_DOCX, PDF
from tests.files.test_scanning import now_in
from tests.workers import Worker

pytestmark = pytest.mark.django_db(transaction=True)


def test_files_uploaded_while_scanner_and_worker_were_down_are_scanned_when_both_are_there(
    own_clamd, tmp_path, monkeypatch
):
    daemon = own_clamd()
    monkeypatch.setenv("CLAMD_SOCKET", daemon.socket)
    worker = Worker(tmp_path)
    clean, infected = uploaded(), uploaded(EICAR_DOCX, name="a.docx")
    daemon.kill()
    worker.start()
    try:
        worker.wait_for(lambda: worker.has_logged("scanner_away"), "the absence to be noticed")
        assert FileScan.objects.filter(state="WAITING").count() == 2
        worker.kill()
        daemon.start()
        worker.start()
        worker.wait_for(lambda: not FileScan.objects.waiting().exists(), "both files")
        worker.wait_for(lambda: not FileScan.objects.to_remove().exists(), "the removal")
    finally:
        worker.kill()

    assert content_of(now_in(clean)) == PDF
    assert now_in(infected).scan.state == "INFECTED"
    assert SentMail.objects.get().to == infected.created_by.email
