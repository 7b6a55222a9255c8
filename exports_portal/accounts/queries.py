"""Which organizations may a person see or act for?"""

from typing import TYPE_CHECKING

from django.db import models

from exports_portal.accounts.roles import Part

if TYPE_CHECKING:
    from exports_portal.accounts.models import (  # noqa: F401  named in the quoted bases below
        Organization,
        User,
    )


class OrganizationQuerySet(models.QuerySet["Organization"]):
    def belonging_to(self, user: "User") -> "OrganizationQuerySet":
        """The organizations in which this person has a part, whatever roles they hold besides."""
        return self.filter(memberships__user=user).distinct()

    def with_part(self, user: "User", *parts: Part) -> "OrganizationQuerySet":
        """The organizations for which this person has one of these parts."""
        return self.filter(memberships__user=user, memberships__part__in=parts).distinct()
