"""Which organizations may a person see or act for?"""

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models, transaction
from django.utils import timezone

from exports_portal.accounts.roles import Part
from exports_portal.policy.readers import ended_membership_bars

if TYPE_CHECKING:
    from exports_portal.accounts.models import (  # noqa: F401  named in the quoted bases below
        Membership,
        Organization,
        User,
    )


class MembershipQuerySet(models.QuerySet["Membership"]):
    def delete(self) -> tuple[int, dict[str, int]]:
        """A membership that ends bars for a while: whoever ends it, however many at once."""
        with transaction.atomic():
            note_ended(self.select_related(None))
            return super().delete()


def note_ended(memberships: Iterable["Membership"]) -> None:
    """Write down who belonged where until now, and until when it bars them from its cases."""
    now = timezone.now()
    past = apps.get_model("accounts", "PastMembership").objects
    until = now + timedelta(days=ended_membership_bars(timezone.localdate(now)))
    for row in memberships:
        past.create(
            organization_id=row.organization_id,
            user_id=row.user_id,
            part=row.part,
            since=row.since,
            ended_at=now,
            bars_until=until,
        )


class OrganizationQuerySet(models.QuerySet["Organization"]):
    def belonging_to(self, user: "User") -> "OrganizationQuerySet":
        """The organizations in which this person has a part, whatever roles they hold besides."""
        return self.filter(memberships__user=user).distinct()

    def with_part(self, user: "User", *parts: Part) -> "OrganizationQuerySet":
        """The organizations for which this person has one of these parts."""
        return self.filter(memberships__user=user, memberships__part__in=parts).distinct()
