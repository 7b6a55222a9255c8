"""What may a person do for an organization?"""

from typing import TYPE_CHECKING

from exports_portal.accounts.models import Organization
from exports_portal.accounts.roles import Part
from exports_portal.errors import NotPermitted

if TYPE_CHECKING:
    from exports_portal.accounts.models import User


def may_edit(organization: Organization, user: "User") -> bool:
    """Only an administrator changes what the portal knows of an organization and its people."""
    return (
        Organization.objects.with_part(user, Part.ADMIN).filter(pk=organization.pk).exists()
        and user.is_active
    )


def require_edit(organization: Organization, user: "User") -> None:
    if not may_edit(organization, user):
        raise NotPermitted(f"Only an administrator of {organization} can do this.")
