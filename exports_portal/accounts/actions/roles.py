"""How does the program office grant a role, and how is it withdrawn?"""

from django.db import transaction

from exports_portal.accounts.models import RoleGrant, User
from exports_portal.accounts.roles import Role
from exports_portal.audit.recording import record
from exports_portal.errors import NotPermitted


@transaction.atomic
def grant_role(user: User, *, role: Role, agency: str = "", by: User | None) -> RoleGrant:
    """Grant a role. Nobody grants one to themselves: whoever runs the machine decides no case.

    `by=None`: the portal itself did, in its demonstration.
    """
    if user == by:
        raise NotPermitted("You cannot grant a role to yourself. Ask another administrator.")
    grant = RoleGrant.objects.create(user=user, role=role, agency=agency, granted_by=by)
    record("role.grant", by=by, subject=user, summary=str(grant), role=role, agency=agency)
    return grant


@transaction.atomic
def withdraw_role(grant: RoleGrant, *, by: User) -> None:
    """Take a role back. It ends with the next page the person opens. Twice is once."""
    deleted, _ = RoleGrant.objects.filter(pk=grant.pk).delete()
    if not deleted:
        return
    record(
        "role.withdraw",
        by=by,
        subject=grant.user,
        summary=str(grant),
        role=grant.role,
        agency=grant.agency,
    )
