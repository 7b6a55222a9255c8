"""How is a document signed so that everybody sees who did it and that nothing changed since?

A PAdES signature of level B-B; of level B-T where a timestamp authority is set. It certifies that
no change is allowed. It is appended: the first bytes of the signed document are those that were
rendered, and its structure stays as it was.
"""

from io import BytesIO

from aiohttp import ClientError
from django.conf import settings
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.fields import InvisSigSettings, MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, sign_pdf
from pyhanko.sign.timestamps import HTTPTimeStamper, TimestampRequestError

from exports_portal.pdf.examining import signatures_in
from exports_portal.pdf.keys import SigningFailed, letter_signer

FIELD = "ProgramOfficeSignature"
LOCATION = "Washington, DC"
TIMESTAMP_SECONDS = 10
# PDF/UA asks that a field that is not in the structure is hidden, and that it has a name.
UNSEEN = InvisSigSettings(set_hidden_flag=True, set_print_flag=False)
NAME_OF_FIELD = "Digital signature of the Program Office"


# The last three are of the network, and of an authority that answers nonsense.
NOT_SIGNED = (SigningError, TimestampRequestError, PdfError, ClientError, OSError, ValueError)


def signed(pdf: bytes, *, reason: str, contact: str) -> bytes:
    """The document with our signature behind it. SigningFailed when it cannot be signed.

    `contact` is where a signature is checked; it is written into the file as plain text.
    """
    signer, output = letter_signer(), BytesIO()
    meta = PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        reason=reason,
        location=LOCATION,
        contact_info=contact,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    field = SigFieldSpec(FIELD, invis_sig_settings=UNSEEN, readable_field_name=NAME_OF_FIELD)
    try:
        sign_pdf(
            IncrementalPdfFileWriter(BytesIO(pdf)),
            meta,
            signer,
            timestamper=_timestamper(),
            new_field_spec=field,
            output=output,
        )
    except NOT_SIGNED as error:
        raise SigningFailed(f"The document was not signed: {error}") from error
    return output.getvalue()


def signer_of(pdf: bytes) -> str:
    """The hash of the certificate that one of our own documents was signed with; "" without one."""
    return next((str(each["certificate"]) for each in signatures_in(pdf)), "")


def _timestamper() -> HTTPTimeStamper | None:
    url = settings.LETTER_TIMESTAMP_URL
    return HTTPTimeStamper(url, timeout=TIMESTAMP_SECONDS) if url else None
