"""How does a person get a key for programs, and how is it taken back?"""

from datetime import timedelta

from django.db import transaction

from exports_portal.accounts.models import ApiToken, User
from exports_portal.audit.recording import record


@transaction.atomic
def create_token(
    *, name: str, days: int, by: User, may_submit: bool = False
) -> tuple[ApiToken, str]:
    """Returns the token's row and its text. The text is kept nowhere: show it now or never."""
    lasts = timedelta(days=days)
    token, text = ApiToken.objects.create(user=by, name=name, expiry=lasts, may_submit=may_submit)
    facts = {"name": name, "begins": token.beginning, "days": days, "may_submit": may_submit}
    record("token.create", by=by, subject=by, **facts)
    return token, text


@transaction.atomic
def revoke_token(token: ApiToken, *, by: User) -> None:
    """From now on the API refuses this token; the event is about its owner. Twice is once."""
    deleted, _ = ApiToken.objects.filter(pk=token.pk).delete()
    if deleted:
        record("token.revoke", by=by, subject=token.user, name=token.name, begins=token.beginning)
