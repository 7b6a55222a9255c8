"""How does a colleague get a part in an organization, and how is it taken back?"""

from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models.functions import Lower
from django.utils import timezone

from exports_portal.accounts.models import Membership, Organization, User
from exports_portal.accounts.permissions import require_edit
from exports_portal.accounts.roles import Part
from exports_portal.accounts.signals import part_given
from exports_portal.audit.recording import record
from exports_portal.errors import InvalidInput, StepRefused

if TYPE_CHECKING:
    from django.db.models import QuerySet


@transaction.atomic
def give_part(organization: Organization, *, email: str, part: Part, by: User) -> Membership | None:
    """Give somebody with an account a part; None if there is nobody who could have it at this
    address. Only an administrator may.
    """
    locked = held(organization.pk)
    require_edit(locked, by)
    person = _person_at(email)
    if person is None:
        return None
    return give_to(person, organization=locked, part=part, by=by)


def give_to(
    person: User, *, organization: Organization, part: Part, by: User, **data: Any
) -> Membership:
    """The one place where a part is given: on the word of an administrator, with `organization`
    held. `data` is what the audit trail keeps besides. What invited them to it is settled.
    """
    membership, created = Membership.objects.get_or_create(
        organization=organization, user=person, part=part
    )
    if not created:
        message = f"{person} has this part already."
        raise InvalidInput(message, fields={"email": [message]})
    confirmed = EmailAddress.objects.filter(user=person, verified=True)
    organization.part_invitations.unsettled().filter(
        part=part, email__in=confirmed.values_list(Lower("email"))
    ).update(revoked_at=timezone.now())
    record("organization.give_part", by=by, subject=organization, user=person.pk, part=part, **data)
    transaction.on_commit(lambda: part_given.send_robust(Membership, membership=membership, by=by))
    return membership


@transaction.atomic
def take_back_part(membership: Membership, *, by: User) -> None:
    """Take a part back, one's own included. The last administrator stays."""
    organization = held(membership.organization_id)
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


def held(organization: int) -> Organization:
    """Whoever changes who may act for it waits here for the others who do."""
    return Organization.objects.select_for_update(no_key=True).get(pk=organization)


def _person_at(email: str) -> User | None:
    """The account that confirmed this address; an unconfirmed one may be anybody's.

    Who works for the program office is not found, and so told from nobody.
    """
    person = User.objects.filter(
        is_active=True, emailaddress__email__iexact=email.strip(), emailaddress__verified=True
    ).first()
    return person if person and person.may_have_parts else None


def _other_admins(membership: Membership) -> "QuerySet[Membership]":
    return Membership.objects.filter(
        organization=membership.organization_id, part=Part.ADMIN, user__is_active=True
    ).exclude(pk=membership.pk)
