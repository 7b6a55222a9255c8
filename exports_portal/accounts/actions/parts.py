"""How does a colleague get a part in an organization, and how is it taken back?"""

from typing import TYPE_CHECKING

from django.db import transaction

from exports_portal.accounts.models import Membership, Organization, User
from exports_portal.accounts.permissions import require_edit
from exports_portal.accounts.roles import Part
from exports_portal.accounts.signals import part_given
from exports_portal.audit.recording import record
from exports_portal.errors import InvalidInput, StepRefused

if TYPE_CHECKING:
    from django.db.models import QuerySet


@transaction.atomic
def give_part(organization: Organization, *, email: str, part: Part, by: User) -> Membership:
    """Give somebody with an account a part. Only an administrator may."""
    locked = Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    require_edit(locked, by)
    person = _person_at(email)
    membership, created = Membership.objects.get_or_create(
        organization=locked, user=person, part=part
    )
    if not created:
        raise _wrong_address(f"{person} has this part already.")
    record("organization.give_part", by=by, subject=locked, user=person.pk, part=part)
    transaction.on_commit(lambda: part_given.send_robust(Membership, membership=membership, by=by))
    return membership


@transaction.atomic
def take_back_part(membership: Membership, *, by: User) -> None:
    """Take a part back, one's own included. The last administrator stays."""
    organization = Organization.objects.select_for_update(no_key=True).get(
        pk=membership.organization_id
    )
    require_edit(organization, by)
    if membership.part == Part.ADMIN and not _other_admins(membership).exists():
        raise StepRefused(
            f"{membership.user} is the last administrator. Make somebody else an administrator "
            f"of {organization} first."
        )
    deleted, _ = Membership.objects.filter(pk=membership.pk).delete()
    if not deleted:
        raise StepRefused("This part was taken back already.")
    record(
        "organization.take_back_part",
        by=by,
        subject=organization,
        user=membership.user_id,
        part=membership.part,
    )


def _person_at(email: str) -> User:
    """The account that confirmed this address; an unconfirmed one may be anybody's.

    Who works for the program office is not found: a part in a member would bar them from its case,
    and an applicant must not choose who reviews it.
    """
    person = User.objects.filter(
        is_active=True, emailaddress__email__iexact=email.strip(), emailaddress__verified=True
    ).first()
    if person is None or person.is_officer or person.is_staff:
        raise _wrong_address(
            "There is no account with this e-mail address. Ask your colleague to create one, "
            "then come back."
        )
    return person


def _other_admins(membership: Membership) -> "QuerySet[Membership]":
    return Membership.objects.filter(
        organization=membership.organization_id, part=Part.ADMIN, user__is_active=True
    ).exclude(pk=membership.pk)


def _wrong_address(message: str) -> InvalidInput:
    return InvalidInput(message, fields={"email": [message]})
