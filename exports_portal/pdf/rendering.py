"""How does a template become a PDF that is accessible, reproducible and made without a network?"""

import hashlib
import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import weasyprint
from django.template import Context, Engine

from exports_portal.errors import PortalError
from exports_portal.pdf.legible import legible
from exports_portal.pdf.resources import DocumentFetcher, documents_folder

# Eight lines for each document tell an operator nothing.
logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)


class DocumentRefused(PortalError):
    """The document asks for something that must not be in it. Nothing was made."""

    status = 500
    title = "The document could not be made"


def render(
    *,
    template: str,
    context: Mapping[str, Any],
    title: str,
    as_of: datetime,
    lang: str = "en-US",
) -> bytes:
    """A PDF/UA-1 document of US Letter size from `templates/<template>`.

    The same input gives the same bytes on the same versions of code and libraries: the dates in
    the file are `as_of`, its identifier is the hash of its content. Values are escaped; characters
    that none of the shipped fonts can draw are transliterated in brackets.
    """
    moment = as_of.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    given = {**context, "title": title, "lang": lang, "created": moment}
    html = legible(Engine.get_default().get_template(template).render(Context(given)))
    fetcher = DocumentFetcher()
    document = weasyprint.HTML(
        string=html, base_url=documents_folder().as_uri() + "/", url_fetcher=fetcher
    )
    content: bytes = document.write_pdf(
        pdf_variant="pdf/ua-1", pdf_identifier=hashlib.sha256(html.encode()).digest()[:16]
    )
    if fetcher.refused:
        raise DocumentRefused(*(f"{template} {problem}." for problem in fetcher.refused))
    return content
