"""How does a person change what others read about them, and how mails reach them?"""

from django.db import transaction

from exports_portal.accounts.models import User
from exports_portal.audit.recording import record

SAID = ("full_name", "job_title", "mail_way")


@transaction.atomic
def edit_profile(*, full_name: str, job_title: str, mail_way: str, by: User) -> None:
    """The name under which this person signs from now on; signatures given before keep theirs."""
    person = User.objects.select_for_update(no_key=True).get(pk=by.pk)
    before = {name: getattr(person, name) for name in SAID}
    after = {"full_name": full_name, "job_title": job_title, "mail_way": mail_way}
    if before == after:
        return
    for name, value in after.items():
        setattr(person, name, value)
    person.save(update_fields=SAID)
    record("user.edit", by=by, subject=person, before=before, after=after)
