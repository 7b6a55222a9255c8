"""Is there a key that signs the letters where one must be? `manage.py` asks with every command."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from exports_portal.pdf.keys import SigningFailed, letter_signer

NO_KEY = Error(
    "Letters are not signed: LETTER_SIGNING_KEY is not set.",
    hint="Name a PKCS#12 file, or a PEM file and its LETTER_SIGNING_CERTIFICATE.",
    id="pdf.E001",
)


@register
def check_key(**_: Any) -> list[CheckMessage]:
    """Only where LETTER_KEY_IS_REQUIRED, which settings.production says."""
    if not settings.LETTER_KEY_IS_REQUIRED:
        return []
    if not settings.LETTER_SIGNING_KEY:
        return [NO_KEY]
    try:
        letter_signer()
    except SigningFailed as failure:
        hint = "Until that is mended no letter is issued; the decisions wait for theirs."
        return [Error(str(failure), hint=hint, id="pdf.E002")]
    return []
