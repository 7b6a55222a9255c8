"""How are the people, organizations and the call of the demonstration set up?"""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from allauth.account.models import EmailAddress
from django.utils import timezone

from exports_portal.accounts.actions.roles import grant_role
from exports_portal.accounts.actions.second_factor import give_totp
from exports_portal.accounts.models import Membership, Organization, User
from exports_portal.accounts.roles import Part
from exports_portal.demo import people
from proposals.actions.consortia import accept, found, invite
from proposals.models import CallForProposals, Consortium
from reviews.actions.lists import list_in_force, take_in
from reviews.actions.sync import sync_lists

LIST_FILE = Path(__file__).parent / "data" / "screening-list.json"
CALL_CODE = "AAEP-DEMO"
CALL_DAYS = 90  # the longest a call may be open (E.O. 14320 sec. 3(c))


@dataclass(frozen=True, slots=True)
class Stage:
    """Everybody on the stage: people by e-mail address, and one consortium of two organizations."""

    users: dict[str, User]
    consortium: Consortium
    anchor: Organization
    member: Organization
    call: CallForProposals

    def user(self, person: people.Person) -> User:
        return self.users[person.email]


def set_up() -> Stage:
    """Everything the demonstration's cases need. The list comes in force only where none is."""
    users = {person.email: _person(person) for person in people.EVERYBODY}
    applicant, member_signatory = users[people.APPLICANT.email], users[people.MEMBER.email]
    anchor = _anchor(applicant)
    member = _member(member_signatory)
    Membership.objects.create(
        organization=anchor, user=users[people.INTEGRATOR.email], part=Part.CONTRIBUTOR
    )
    consortium = found(name="Lumen Harbor Consortium", anchor=anchor, by=applicant)
    join(consortium, member, member_signatory, by=applicant)
    if list_in_force() is None:
        take_in(LIST_FILE)
    return Stage(users, consortium, anchor, member, _call())


def join(consortium: Consortium, member: Organization, signatory: User, *, by: User) -> None:
    """A member is invited, and its signatory accepts."""
    _, secret = invite(consortium, email=signatory.email, by=by)
    accept(secret, organization=member, by=signatory)


def confirm_list() -> None:
    """The demonstration may have stood still for days: its list is looked at again, as it lies.

    A list that somebody loaded is looked for where it came from.
    """
    version = list_in_force()
    sync_lists(str(LIST_FILE) if version is None or version.is_fictional else "")


def _person(person: people.Person) -> User:
    user = User.objects.create_user(
        person.email, people.PASSWORD, full_name=person.name, job_title=person.title
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    for role in person.roles:
        grant_role(user, role=role, agency=person.agency, by=None)
    if person.is_officer:
        give_totp(user, people.TOTP_SECRET)
    return user


def _anchor(applicant: User) -> Organization:
    anchor = open_organization("Lumen Harbor Systems, Inc.", "US", applicant)
    anchor.addresses.create(
        street="410 Pier Street, Suite 1200",
        city="Baltimore",
        region="MD",
        postal_code="21230",
        country="US",
    )
    anchor.owners.create(
        name="Harbor Founders Trust", kind="ORGANIZATION", country="US", percent=Decimal("71.50")
    )
    anchor.owners.create(
        name="Bracken Hollow Holding", kind="ORGANIZATION", country="US", percent=Decimal("28.50")
    )
    _chain(anchor)
    anchor.officers.create(
        name="Marguerite Vale-Okonjo", title="Chief Executive Officer", nationality="US"
    )
    anchor.officers.create(name="Teodor Ashgrove", title="Chief Financial Officer")
    return anchor


def _chain(anchor: Organization) -> None:
    """Who stands behind the holding: a body in another country, and a person behind that."""
    anchor.owners.create(
        name="Bracken Hollow Partners AB",
        kind="ORGANIZATION",
        country="SE",
        percent=Decimal("60.00"),
        holds_shares_in="Bracken Hollow Holding",
    )
    anchor.owners.create(
        name="Isolde Brackenridge-Fell",
        kind="PERSON",
        country="SE",
        percent=Decimal("100.00"),
        has_control=True,
        holds_shares_in="Bracken Hollow Partners AB",
    )


def _member(signatory: User) -> Organization:
    member = open_organization("Juniper Data Works AB", "SE", signatory)
    member.addresses.create(
        street="Påhittsgatan 4", city="Stockholm", postal_code="111 11", country="SE"
    )
    member.owners.create(
        name="Juniper Employees Foundation",
        kind="ORGANIZATION",
        country="SE",
        percent=Decimal("100.00"),
    )
    member.officers.create(name="June Tamm", title="General Counsel", nationality="SE")
    member.officers.create(name="Sixten Pålsgård", title="Managing Director", nationality="SE")
    return member


def open_organization(name: str, country: str, registrar: User) -> Organization:
    """An organization that is in its country alone; who registers it administers it and signs."""
    organization = Organization.objects.create(
        legal_name=name,
        incorporation_country=country,
        headquarters_country=country,
        principal_place_country=country,
        registered_by=registrar,
    )
    for part in (Part.ADMIN, Part.SIGNATORY):
        Membership.objects.create(organization=organization, user=registrar, part=part)
    return organization


def _call() -> CallForProposals:
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return CallForProposals.objects.create(
        code=CALL_CODE,
        title="Demonstration call for proposals",
        opens_at=today,
        closes_at=today + timedelta(days=CALL_DAYS, hours=23, minutes=59, seconds=59),
        allow_late=True,
    )
