"""How is what the portal knows of an organization changed?

Each save replaces one section as a whole, and refuses when somebody else saved that section since
the writer read it (`read_digest`). Submitted versions of proposals keep what was true then.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction

from exports_portal.accounts.models import Organization
from exports_portal.accounts.permissions import require_edit
from exports_portal.accounts.validators import as_named, owner_problems
from exports_portal.audit.recording import record
from exports_portal.canonical import digest
from exports_portal.errors import EditConflict, InvalidInput, LostUpdate

if TYPE_CHECKING:
    from exports_portal.accounts.models import User

Row = Mapping[str, Any]

DETAILS = (
    "legal_name",
    "other_names",
    "incorporation_country",
    "headquarters_country",
    "principal_place_country",
    "parent_name",
    "parent_country",
    "website",
)
ADDRESS = ("street", "city", "region", "postal_code", "country")
OWNER = ("name", "kind", "country", "holds_shares_in", "percent", "percent_at_most", "has_control")
OFFICER = ("name", "title", "nationality")

# section -> what of the organization it shows; the digest of it is what a form was filled in on
SECTIONS: dict[str, Callable[[Organization], Any]] = {
    "details": lambda organization: {name: getattr(organization, name) for name in DETAILS},
    "addresses": lambda organization: list(organization.addresses.values(*ADDRESS)),
    "owners": lambda organization: list(organization.owners.values(*OWNER)),
    "officers": lambda organization: list(organization.officers.values(*OFFICER)),
}


def section_digest(organization: Organization, section: str) -> str:
    """What a form of this section is filled in on; hand it back when saving."""
    return digest(SECTIONS[section](organization))


def whole_digest(organization: Organization) -> str:
    """What a program read of all sections; it says so when it changes any of them."""
    return digest({section: says(organization) for section, says in SECTIONS.items()})


@transaction.atomic
def edit_at_once(
    organization: Organization, *, said: Row, by: "User", read_digest: str
) -> Organization:
    """Change these details, and replace these sections: all of it or nothing.

    LostUpdate when anybody changed the organization since it was read.
    """
    locked = _lock(organization, "details", by, None)
    if read_digest != whole_digest(locked):
        raise LostUpdate("Somebody changed this organization since you read it. Read it again.")
    edit_details(locked, values=said, by=by)
    for section, replace in REPLACES.items():
        if section in said:
            replace(locked, rows=said[section], by=by)
    return locked


@transaction.atomic
def edit_details(
    organization: Organization, *, values: Row, by: "User", read_digest: str | None = None
) -> Organization:
    """Change names, countries and parent. Only an administrator may."""
    locked = _lock(organization, "details", by, read_digest)
    before = SECTIONS["details"](locked)
    changed = [name for name in DETAILS if name in values and values[name] != before[name]]
    if not changed:
        return locked
    for name in changed:
        setattr(locked, name, values[name])
    locked.save(update_fields=changed)
    record(
        "organization.edit",
        by=by,
        subject=locked,
        section="details",
        before={name: before[name] for name in changed},
        after={name: values[name] for name in changed},
    )
    return locked


@transaction.atomic
def replace_addresses(
    organization: Organization, *, rows: Sequence[Row], by: "User", read_digest: str | None = None
) -> None:
    """Save the places where the organization is. Only an administrator may."""
    locked = _lock(organization, "addresses", by, read_digest)
    _replace(locked, "addresses", rows, by=by)


@transaction.atomic
def replace_owners(
    organization: Organization, *, rows: Sequence[Row], by: "User", read_digest: str | None = None
) -> None:
    """Save who owns the organization, and who owns its owners.

    More than the whole is refused, a chain of owners that does not end at the organization, and
    owners in a circle.
    """
    locked = _lock(organization, "owners", by, read_digest)
    if problems := owner_problems(rows, of=locked.legal_name):
        fields = {
            field: [p.message for p in problems if p.field == field] for _, field, _ in problems
        }
        raise InvalidInput(*(problem.message for problem in problems), fields=fields)
    _replace(locked, "owners", as_named(rows), by=by)


@transaction.atomic
def replace_officers(
    organization: Organization, *, rows: Sequence[Row], by: "User", read_digest: str | None = None
) -> None:
    """Save who directs and manages the organization. Only an administrator may."""
    locked = _lock(organization, "officers", by, read_digest)
    _replace(locked, "officers", rows, by=by)


REPLACES = {
    "addresses": replace_addresses,
    "owners": replace_owners,
    "officers": replace_officers,
}


def _lock(
    organization: Organization, section: str, by: "User", read_digest: str | None
) -> Organization:
    locked = Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    require_edit(locked, by)
    if read_digest is not None and read_digest != section_digest(locked, section):
        raise EditConflict(
            "Somebody else saved this after you opened it. What you typed is still here: compare "
            "it with the saved one, then save again."
        )
    return locked


def _replace(organization: Organization, section: str, rows: Sequence[Row], *, by: "User") -> None:
    manager = getattr(organization, section)
    before = SECTIONS[section](organization)
    manager.all().delete()
    manager.bulk_create(manager.model(organization=organization, **row) for row in rows)
    after = SECTIONS[section](organization)
    if after != before:
        what = {"section": section, "before": before, "after": after}
        record("organization.edit", by=by, subject=organization, **what)
