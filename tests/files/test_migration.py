"""Are files from before the scans waited for, and the portal's own told apart?"""

from importlib import import_module

import pytest
from django.db import IntegrityError, connection, transaction

from exports_portal.files.models import FileScan, Origin, StoredFile

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_upload_from_before_waits_for_its_scan_and_a_letter_is_the_portal_s_own():
    for kind in ("decision-letter", "screening-evidence"):
        StoredFile.objects.create(name="a.pdf", size=1, kind=kind, origin=Origin.UPLOAD)
    migration = import_module("exports_portal.files.migrations.0003_scans")

    with transaction.atomic(), connection.cursor() as sql:
        sql.execute(migration.TELL_APART)
        sql.execute(migration.WAIT_FOR_A_SCAN)

    files = StoredFile.objects.order_by("kind")
    assert [file.origin for file in files] == ["PORTAL", "UPLOAD"]
    scans = FileScan.objects.select_related("file")
    assert [(scan.file.kind, scan.state) for scan in scans] == [("screening-evidence", "WAITING")]
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        files.update(name="b.pdf")
