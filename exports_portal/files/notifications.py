"""Who is told when a file that somebody uploaded cannot be kept?"""

from exports_portal.files.models import FileScan
from exports_portal.mail.sending import send


def tell_virus(scan: FileScan, *, found: str) -> None:
    """One mail to the person who uploaded it. What the file is called stays in the portal."""
    _tell(scan, template="file_infected", found=found)


def tell_not_scanned(scan: FileScan) -> None:
    """As above: nobody can open the file, and they may upload it again."""
    _tell(scan, template="file_not_scanned")


def _tell(scan: FileScan, *, template: str, found: str = "") -> None:
    if person := scan.file.created_by:
        context = {"uploaded_at": scan.waiting_since, "found": found}
        send(template=template, to=person, context=context, about=scan.file)
