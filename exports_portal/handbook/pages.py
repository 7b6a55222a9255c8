"""Which pages of docs/ are generated, and from what?"""

from collections.abc import Callable

from exports_portal.handbook import (
    destinations_page,
    openapi_page,
    permission_page,
    settings_page,
    workflow_page,
)

PAGES: dict[str, Callable[[], str]] = {
    "workflow.md": workflow_page.page,
    "permissions.md": permission_page.page,
    "destinations.md": destinations_page.page,
    "settings.md": settings_page.page,
    "openapi.yaml": openapi_page.page,
}
