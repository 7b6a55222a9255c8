"""Does the day on which a list was published count, and not only the day on which it came?"""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from time_machine import travel

from exports_portal.accounts.roles import Role
from exports_portal.audit.models import AuditEvent
from exports_portal.errors import NotPermitted, StepRefused
from reviews.actions.lists import Origin, accept_age, list_in_force, take_in
from reviews.freshness import health_report, list_standing
from reviews.models import ListVersion
from tests.factories.reviews import case_awaiting_determination, fictional_list, officer
from tests.reviews.feed.published import content, written
from tests.signing_in import client_of
from tests.web.html import page

pytestmark = pytest.mark.django_db
REASON = "The agency confirmed that nothing changed since."


def published(days, folder, **more):
    """A list that was published so many days ago and comes now."""
    moment = timezone.now() - timedelta(days=days, minutes=1)
    return take_in(written(folder, content(published=moment.isoformat())), **more).version


def held(days):
    return (
        f"The screening list in force was published {days} days ago, and decisions are held after"
        " 30 days: load a newer one, or say on the page of the screening lists why this one may be"
        " decided on."
    )


@pytest.mark.parametrize(
    ("days", "gaps", "warnings"),
    [
        (6, [], []),
        (7, [], ["The screening list in force was published 7 days ago."]),
        (29, [], ["The screening list in force was published 29 days ago."]),
        (30, [held(30)], []),
        (120, [held(120)], []),
    ],
)
def test_an_old_publication_is_warned_of_and_then_holds_decisions(days, gaps, warnings, tmp_path):
    published(days, tmp_path)
    standing = list_standing()
    assert (standing.gaps, standing.warnings) == (gaps, warnings)
    report = health_report()
    assert (report["list_published_days_ago"], report["problems"]) == (days, gaps)


def test_four_months_old_and_loaded_today_no_case_is_decided():
    case = case_awaiting_determination()
    long_ago = timezone.now() - timedelta(days=120, minutes=1)
    ListVersion.objects.update(published_at=long_ago, decision_reason="")
    client = client_of(case.decider)
    words = page(client.get(f"/review/{case.proposal.public_id}/steps/designate/")).words
    assert "was published 120 days ago" in words


def test_a_file_that_does_not_say_when_it_was_published_is_never_recent(tmp_path):
    take_in(written(tmp_path, content(published=None)))
    (gap,) = list_standing().gaps
    assert gap.startswith("The screening list in force does not say when it was published")


def test_the_server_says_for_such_a_file_when_it_was_changed(tmp_path):
    origin = Origin(
        place="https://lists.example/list.csv",
        file_name="list.csv",
        last_modified=f"{timezone.now() - timedelta(days=2):%a, %d %b %Y %H:%M:%S} GMT",
    )
    take_in(written(tmp_path, content(published=None)), origin=origin)
    assert list_standing().gaps == []


def test_invented_entries_have_no_age():
    version = fictional_list()
    ListVersion.objects.update(published_at=timezone.now() - timedelta(days=400))
    assert list_standing().gaps != []
    ListVersion.objects.update(is_fictional=True)
    assert list_in_force() == version
    assert (list_standing().gaps, list_standing().warnings) == ([], [])


def test_a_keeper_says_why_an_old_list_may_be_decided_on_for_as_long_again(tmp_path):
    version = published(120, tmp_path)
    keeper = officer(Role.POLICY_STEWARD)
    with pytest.raises(NotPermitted):
        accept_age(version, reason=REASON, by=officer(Role.DECIDING_OFFICIAL))

    accept_age(version, reason=REASON, by=keeper)

    assert list_standing().gaps == []
    event = AuditEvent.objects.latest("id")
    assert (event.verb, event.actor_id, event.summary) == ("list.accept_age", keeper.pk, REASON)
    with pytest.raises(StepRefused, match="No decision is held back"):
        accept_age(version, reason=REASON, by=keeper)
    with travel(timezone.now() + timedelta(days=31)):
        assert any("151 days ago" in gap for gap in list_standing().gaps)


def test_the_command_accepts_the_file_in_force_with_a_reason(tmp_path):
    version = published(120, tmp_path)
    file = tmp_path / "consolidated.json"
    call_command("sync_screening_lists", file=str(file))
    assert list_standing().gaps == [held(120)]

    call_command("sync_screening_lists", file=str(file), release=REASON)

    assert list_standing().gaps == []
    version.refresh_from_db()
    assert version.decision_reason == REASON


def test_the_page_leads_a_keeper_to_it_and_nobody_else(tmp_path):
    version = published(120, tmp_path)
    address = f"/review/lists/{version.pk}/accept-age/"
    keeper, reader = (
        client_of(officer(role)) for role in (Role.DESTINATION_REVIEWER, Role.AUDITOR)
    )
    links = [
        {a.get("href") for a in page(c.get("/review/lists/")).find("a")} for c in (keeper, reader)
    ]
    assert [address in found for found in links] == [True, False]

    assert keeper.post(address, {"reason": "ok"}).status_code == 422
    keeper.post(address, {"reason": REASON})

    assert list_standing().gaps == []
    assert keeper.get("/review/lists/").status_code == 200
