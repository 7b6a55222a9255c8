"""Which files may a document load? Those below `templates/documents`, and nothing else."""

from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from django.conf import settings
from weasyprint.urls import URLFetcher, URLFetcherResponse


def documents_folder() -> Path:
    return Path(settings.BASE_DIR) / "templates" / "documents"


class DocumentFetcher(URLFetcher):
    """Serves the project's own style sheets and fonts, and remembers what it did not serve.

    WeasyPrint draws a document without the parts it could not get. Whoever renders looks at
    `refused` afterwards: a document that asked for anything else is not handed out.
    """

    def __init__(self) -> None:
        super().__init__(allow_redirects=False)
        self.refused: list[str] = []

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if not _is_ours(url):
            self.refused.append(f"may not load {url}")
            raise PermissionError(url)
        try:
            return super().fetch(url, headers)
        except OSError as error:
            self.refused.append(f"could not load {url}: {error}")
            raise


def _is_ours(url: str) -> bool:
    if url.startswith("data:image/svg+xml;base64,"):
        # A picture the portal drew itself, such as a QR code; what it refers to is asked for too.
        return True
    parts = urlsplit(url)
    path = Path(url2pathname(parts.path)).resolve()
    return parts.scheme == "file" and path.is_relative_to(documents_folder().resolve())
