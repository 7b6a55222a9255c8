"""Does a policy come into force by two people alone, and only as it was tried?"""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from exports_portal.accounts.roles import Agency, Part, Role
from exports_portal.audit.models import AuditEvent
from exports_portal.errors import InvalidInput, NotPermitted, StepRefused
from exports_portal.policy.models import Kind, PolicySnapshot
from exports_portal.policy.readers import content_threshold
from reviews.actions.policies import (
    activate_policy,
    ask_for_trial,
    carry_out_trial,
    propose_policy,
    refuse_policy,
    withdraw_policy,
)
from reviews.models import PolicyProposal
from reviews.states import PolicyOutcome
from tests.factories.accounts import MembershipFactory
from tests.factories.reviews import case_in_review, consultant, officer
from tests.mail.delivered import outbox
from tests.reviews.policies.files import content, groups
from tests.signing_in import client_of
from tests.web.html import page

pytestmark = pytest.mark.django_db
WHY = "The call of 2027 asks for more."
CHECKED = "Compared with the published text."
TODAY = timezone.localdate


@pytest.fixture
def steward():
    return officer(Role.POLICY_STEWARD)


@pytest.fixture
def official():
    return officer(Role.DECIDING_OFFICIAL)


def proposed(steward, text=None, *, is_tried=True):
    found = propose_policy(text=text or content(), name="content.json", reason=WHY, by=steward)
    if is_tried:
        carry_out_trial(found)
    return PolicyProposal.objects.get(pk=found.pk)


def test_one_proposes_and_another_activates_and_both_stand_in_the_trail(steward, official):
    found = proposed(steward)
    assert content_threshold(TODAY()) == 51
    row = activate_policy(found, reason=CHECKED, by=official)
    assert content_threshold(TODAY()) == 99
    assert (row.approved_by, row.is_program_default) == (official, False)
    told = AuditEvent.objects.filter(verb__startswith="policy.").order_by("pk")
    assert list(told.values_list("verb", "actor_id")) == [
        ("policy.propose", steward.pk),
        ("policy.activated", official.pk),
    ]
    assert told[0].data["sha256"] == row.sha256


@pytest.mark.parametrize("decide", [activate_policy, refuse_policy])
def test_nobody_decides_on_their_own_and_nobody_without_the_role(decide, steward):
    found = proposed(steward)
    for person in (steward, officer(Role.CASE_LEAD), officer(Role.DESTINATION_REVIEWER)):
        with pytest.raises(NotPermitted):
            decide(found, reason=CHECKED, by=person)
    assert content_threshold(TODAY()) == 51


@pytest.mark.parametrize("role", [Role.DECIDING_OFFICIAL, Role.CASE_LEAD, Role.AUDITOR])
def test_only_a_steward_proposes(role):
    with pytest.raises(NotPermitted):
        propose_policy(text=content(), name="content.json", reason=WHY, by=officer(role))


def test_a_second_steward_may_decide(steward):
    activate_policy(proposed(steward), reason=CHECKED, by=officer(Role.POLICY_STEWARD))
    assert content_threshold(TODAY()) == 99


def test_what_nobody_tried_is_not_activated(steward, official):
    with pytest.raises(StepRefused, match="still being tried"):
        activate_policy(proposed(steward, is_tried=False), reason=CHECKED, by=official)


def test_what_was_tried_on_another_policy_is_tried_again_first(steward, official):
    first, second = proposed(steward), proposed(steward, content("80.00"))
    activate_policy(first, reason=CHECKED, by=official)
    with pytest.raises(StepRefused, match="Try this one again first"):
        activate_policy(second, reason=CHECKED, by=official)
    carry_out_trial(second)
    activate_policy(second, reason=CHECKED, by=official)
    assert content_threshold(TODAY()) == 80


def test_what_breaks_a_case_is_not_activated(steward, official):
    found = proposed(steward)
    broken = {"proposal": 1, "is_computed": False, "changes": []}
    PolicyProposal.objects.filter(pk=found.pk).update(trial=[broken])
    with pytest.raises(StepRefused, match="1 of the cases cannot be computed"):
        activate_policy(found, reason=CHECKED, by=official)


def test_a_day_that_passed_while_it_waited_is_not_reached_back_to(steward, official):
    found = proposed(steward)
    said = json.loads(found.text)
    said["effective_from"] = (TODAY() - timedelta(days=1)).isoformat()
    PolicyProposal.objects.filter(pk=found.pk).update(text=json.dumps(said))
    with pytest.raises(StepRefused, match="that day is past"):
        activate_policy(found, reason=CHECKED, by=official)


def test_what_is_decided_is_decided_once(steward, official):
    found = proposed(steward)
    refuse_policy(found, reason=CHECKED, by=official)
    for decide in (activate_policy, refuse_policy):
        with pytest.raises(StepRefused, match="refused already"):
            decide(found, reason=CHECKED, by=official)
    with pytest.raises(StepRefused):
        withdraw_policy(found, reason=CHECKED, by=steward)
    with pytest.raises(StepRefused):
        ask_for_trial(found, by=official)


def test_who_proposed_it_takes_it_back_and_nobody_else(steward, official):
    found = proposed(steward)
    with pytest.raises(NotPermitted):
        withdraw_policy(found, reason=CHECKED, by=official)
    withdraw_policy(found, reason=CHECKED, by=steward)
    found.refresh_from_db()
    assert found.outcome == PolicyOutcome.WITHDRAWN


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "JSONDecodeError"),
        ("[" * 100_000, "RecursionError"),
        ('{"kind": "CONTENT", "kind": "SECTORS"}', "stated twice: kind"),
        (content("many"), "InvalidOperation"),
        (content(effective_from="2026-01-01"), "begins on a day that is past"),
        (content(kind="NO_SUCH"), "KeyError"),
        (groups(["XX"]), "The file is refused: D:5: not ISO 3166-1 alpha-2 codes: XX"),
    ],
)
def test_a_file_that_is_wrong_is_refused_beside_its_field(text, told, steward):
    with pytest.raises(InvalidInput, match=told) as refusal:
        propose_policy(text=text, name="content.json", reason=WHY, by=steward)
    assert set(refusal.value.fields) == {"file"}
    assert not PolicyProposal.objects.exists()


def test_on_the_pages_it_is_proposed_tried_looked_at_and_activated(
    steward, official, tasks_at_once, django_capture_on_commit_callbacks
):
    case = case_in_review()
    file = SimpleUploadedFile("content.json", content().encode())
    with django_capture_on_commit_callbacks(execute=True):
        client_of(steward).post("/review/policies/new/", {"file": file, "reason": WHY})
    found = PolicyProposal.objects.get()
    address = f"/review/policies/{found.pk}/"
    seen = page(client_of(steward).get(address)).words
    assert "It would change 1 of them" in seen
    assert f"{case.proposal.public_id} (in review)" in seen
    assert "another policy steward, or a deciding official, decides" in seen
    assert case.version.content.title not in seen
    with django_capture_on_commit_callbacks(execute=True):
        answer = client_of(official).post(f"{address}activate/", {"reason": CHECKED})
    assert answer.status_code == 302
    assert content_threshold(TODAY()) == 99
    assert "Activated" in page(client_of(steward).get("/review/policies/")).words
    subjects = [(mail.to, mail.subject) for mail in outbox]
    assert ([official.email], "A policy waits for your decision") in subjects
    assert ([steward.email], "The policy that you proposed: activated") in subjects


def test_a_wrong_file_on_the_page_keeps_the_reason(steward):
    file = SimpleUploadedFile("content.json", b"\xff\xfe{")
    answer = client_of(steward).post("/review/policies/new/", {"file": file, "reason": WHY})
    assert answer.status_code == 422
    assert "no text in UTF-8" in answer.text
    assert WHY in answer.text


def test_a_case_that_bars_the_reader_stands_in_the_numbers_alone(steward):
    case = case_in_review()
    found = proposed(steward)
    MembershipFactory(
        organization=case.proposal.consortium.anchor, user=steward, part=Part.CONTRIBUTOR
    )
    seen = page(client_of(steward).get(f"/review/policies/{found.pk}/")).words
    assert "It would change 1 of them" in seen
    assert case.proposal.public_id not in seen


@pytest.mark.parametrize("address", ["", "{}/"])
def test_consultants_and_applicants_do_not_read_policies(address, steward):
    found = proposed(steward)
    address = f"/review/policies/{address.format(found.pk)}"
    assert client_of(consultant(Agency.STATE)).get(address).status_code == 403
    assert client_of(officer()).get(address).status_code in (403, 404)


def test_an_open_page_of_a_policy_that_is_decided_is_refused(steward, official):
    found = proposed(steward)
    refuse_policy(found, reason=CHECKED, by=official)
    answer = client_of(official).post(f"/review/policies/{found.pk}/activate/", {"reason": CHECKED})
    assert answer.status_code == 409
    assert not PolicySnapshot.objects.filter(kind=Kind.CONTENT, approved_by=official).exists()
