"""What does every page know besides what its view gives it?"""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from exports_portal.web import navigation


def site(request: HttpRequest) -> dict[str, Any]:
    """Name and navigation. Lazy: a fragment for htmx draws no navigation and asks for no roles."""
    return {
        "site_name": "AI Exports Portal",
        "main_nav": SimpleLazyObject(lambda: navigation.main_navigation(request)),
        "account_nav": SimpleLazyObject(lambda: navigation.account_navigation(request)),
    }
