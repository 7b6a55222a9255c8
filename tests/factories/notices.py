"""Which notices does a test start from, and who answered them?"""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from exports_portal.accounts.models import Organization, User
from proposals.actions.notice_answers import answer
from proposals.actions.notices import NoticeText, publish
from proposals.models import Notice, NoticeAnswer
from tests.factories.accounts import OrganizationFactory, UserFactory

SAID = {
    "kind": "SEEKS",
    "layers": ["L3_MODELS"],
    "markets": ["COUNTRY:KE"],
    "text": "We seek a provider of open models for public services.",
}


def said(**changes: Any) -> NoticeText:
    return NoticeText(**SAID | {"ends_on": timezone.localdate() + timedelta(days=60)} | changes)


def notice_of(organization: Organization, *, by: User, **changes: Any) -> Notice:
    """A notice that is open."""
    return publish(organization, said=said(**changes), by=by)


def answered_notice(organization: Organization, *, by: User) -> NoticeAnswer:
    """Another organization answered the notice of this one, in the name of its administrator."""
    person = UserFactory(full_name="Nia Cove", email="nia@tidal-models.example")
    other = OrganizationFactory(legal_name="Tidal Models, LLC", admin=person)
    return answer(
        notice_of(organization, by=by), organization=other, text="We provide models.", by=person
    )
