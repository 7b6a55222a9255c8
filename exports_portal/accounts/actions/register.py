"""How does an organization come into the portal?"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction

from exports_portal.accounts.actions.organizations import DETAILS, edit_at_once, whole_digest
from exports_portal.accounts.models import Membership, Organization, User
from exports_portal.accounts.roles import Part
from exports_portal.audit.recording import record
from exports_portal.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Sequence

# Whoever registers an organization runs its account and can sign for it.
PARTS_OF_THE_REGISTRANT: "Sequence[Part]" = (Part.ADMIN, Part.SIGNATORY)


@transaction.atomic
def register_organization(*, by: User, **values: Any) -> Organization:
    """Register an organization; `by` becomes its administrator and signatory.

    Registering the same one twice (two clicks, a reload) raises InvalidInput.
    """
    User.objects.select_for_update(no_key=True).get(
        pk=by.pk
    )  # the second click waits for the first
    _refuse_a_second_one(by, values)
    organization = Organization.objects.create(registered_by=by, **values)
    Membership.objects.bulk_create(
        Membership(organization=organization, user=by, part=part)
        for part in PARTS_OF_THE_REGISTRANT
    )
    record(
        "organization.register",
        by=by,
        subject=organization,
        summary=organization.legal_name,
        parts=PARTS_OF_THE_REGISTRANT,
    )
    return organization


@transaction.atomic
def register_at_once(*, said: Mapping[str, Any], by: User) -> Organization:
    """Register an organization with its addresses, owners and officers: all of it or nothing."""
    details = {name: said[name] for name in DETAILS if name in said}
    made = register_organization(by=by, **details)
    return edit_at_once(made, said=said, by=by, read_digest=whole_digest(made))


def _refuse_a_second_one(by: User, values: Mapping[str, Any]) -> None:
    same = Organization.objects.belonging_to(by).filter(
        legal_name__iexact=values["legal_name"],
        incorporation_country=values["incorporation_country"],
    )
    if same.exists():
        message = "You act for an organization with this name and country already."
        raise InvalidInput(message, fields={"legal_name": [message]})
