"""Is a system security plan seen before its claims are added, and by whoever chose it alone?"""

from pathlib import Path

import pytest

from exports_portal.accounts.roles import Part
from proposals.models import PendingImport
from proposals.snapshot import content_of
from tests.factories.accounts import MembershipFactory
from tests.proposals.views.pages import form_data, text

pytestmark = pytest.mark.django_db
PLAN = (Path(__file__).parents[2] / "data" / "oscal-system-security-plan.json").read_text()


def sent(browser, ready):
    url = f"/proposals/{ready.proposal.pk}/import/"
    return browser.post(url, {"member": ready.anchor.pk, "text": PLAN})


def test_a_system_security_plan_is_seen_first_and_then_added(ready, as_user):
    browser = as_user(ready.admin)
    url = sent(browser, ready).url
    before = content_of(ready.proposal).security_claims
    preview = browser.post(url, {"security_claims-4-domain": "LOGGING"}, follow=True)
    assert "there is no field for system-characteristics" in text(preview)
    assert content_of(ready.proposal).security_claims == before
    browser.post(url, form_data(preview))
    after = content_of(ready.proposal).security_claims[len(before) :]
    assert [(each.domain.value, each.status.value) for each in after] == [
        ("LOGGING", "IN_PLACE"),
        ("LOGGING", "NOT_STATED"),
        ("IDENTITY", "PLANNED"),
        ("PHYSICAL", "NOT_APPLICABLE"),
        ("LOGGING", "NOT_STATED"),
    ]


def test_a_colleague_and_a_contributor_of_nobody_see_nothing_of_it(ready, as_user):
    url = sent(as_user(ready.admin), ready).url
    colleague = MembershipFactory(organization=ready.anchor, part=Part.ADMIN).user
    for person in (colleague, ready.member_signatory):
        assert as_user(person).get(url).status_code in {403, 404}
    assert PendingImport.objects.count() == 1
    assert sent(as_user(ready.member_signatory), ready).status_code == 403
