"""How does a person change what others read about them?"""

from django.db import transaction

from exports_portal.accounts.models import User
from exports_portal.audit.recording import record


@transaction.atomic
def edit_profile(*, full_name: str, job_title: str, by: User) -> None:
    """The name under which this person signs from now on; signatures given before keep theirs."""
    person = User.objects.select_for_update(no_key=True).get(pk=by.pk)
    before = {"full_name": person.full_name, "job_title": person.job_title}
    after = {"full_name": full_name, "job_title": job_title}
    if before == after:
        return
    person.full_name, person.job_title = full_name, job_title
    person.save(update_fields=["full_name", "job_title"])
    record("user.edit", by=by, subject=person, before=before, after=after)
