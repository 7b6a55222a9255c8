"""Is what happened told to each person as far as they may know it, and at what cost?"""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone

from exports_portal.accounts.roles import Part
from proposals.actions.one_record import add_records, change_record, remove_record, restore_record
from proposals.notifications import tell_signers
from proposals.views.feed import EVENTS, OF_VERBS, VERBS
from proposals.views.feed_words import DONE
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.comments import commented, component_of, place_of
from tests.factories.evidence import attached
from tests.factories.markings import marked
from tests.factories.proposals_ready import COMPONENTS, ready_proposal
from tests.factories.reviews import case_in_review
from tests.proposals.api.calling import LIST
from tests.signing_in import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready():
    return ready_proposal()


@pytest.fixture
def dana(ready):
    """Somebody who writes for the anchor member and has written nothing yet."""
    person = UserFactory(full_name="Dana Whitfield")
    return MembershipFactory(organization=ready.anchor, user=person, part=Part.CONTRIBUTOR).user


def told(person, proposal, asked=""):
    """The lines of the first page, each in one piece."""
    page = client_of(person).get(f"/proposals/{proposal.pk}/activity/{asked}")
    assert page.status_code == 200
    feed = re.findall(r"<li><span class=\"portal-feed__when\">.*?</li>", page.text, re.DOTALL)
    return [" ".join(re.sub("<[^>]+>", " ", line).split()).partition(".m. ")[2] for line in feed]


def program(person, proposal, asked=""):
    answer = client_of(person).get(f"{LIST}{proposal.pk}/activity/{asked}")
    assert answer.status_code == 200
    return answer.json()["results"]


def change(row, by, **values):
    row.refresh_from_db()
    change_record(row.proposal, row.pk, values, revision=row.revision, by=by)


def test_what_one_person_changed_within_an_hour_is_one_line(ready, dana):
    first, second = ready.proposal.records.filter(kind="components").order_by("position")
    change(first, dana, quantity=7, unit_value=Decimal(9))
    change(first, dana, quantity=8)
    change(second, dana, quantity=9)
    line, *_ = told(ready.admin, ready.proposal)
    assert line == "Dana Whitfield changed 3 fields of 2 items for Lumen Harbor Systems"
    (row, *_) = program(ready.admin, ready.proposal, "?event=saved")
    assert (row["who"], row["records"], row["number_of_fields"]) == ("Dana Whitfield", 2, 3)


def test_another_hour_and_another_person_are_other_lines(ready, dana):
    row = component_of(ready.proposal)
    with time_machine.travel(timezone.now() + timedelta(hours=-3)):
        change(row, dana, quantity=7)
    change(row, dana, quantity=8)
    change(row, ready.admin, quantity=9)
    found = [o for o in told(ready.admin, ready.proposal, "?event=saved") if "accelerator" in o]
    name = "changed 1 field of the item “Lumen L4 accelerator”"
    assert [line.partition(" for ")[0] for line in found] == [
        f"Ada Quill {name}",
        f"Dana Whitfield {name}",
        f"Dana Whitfield {name}",
    ]


def test_added_removed_brought_back_marked_proved_and_lapsed_are_told(ready, dana):
    (made,) = add_records(ready.proposal, "components", [COMPONENTS[1]], by=dana)
    remove_record(ready.proposal, made.pk, revision=1, by=dana)
    restore_record(ready.proposal, made.pk, 1, by=dana)
    attached(ready.proposal, by=dana)
    marked(ready.proposal, by=dana)
    tell_signers(ready.proposal)
    of_dana = f"?person={dana.pk}"
    words = {row["event"]: row["what"] for row in program(ready.admin, ready.proposal, of_dana)}
    assert words == {
        "added": "added the item “Harbor storage shelf”",
        "removed": "removed the item “Harbor storage shelf”",
        "restored": "brought back the item “Harbor storage shelf”",
        "proved": "attached evidence",
        "marked": "changed a marking",
    }
    lapsed = program(ready.admin, ready.proposal, "?event=lapsed")
    assert [(row["who"], row["what"]) for row in lapsed] == [
        ("Lumen Harbor Systems", "has to sign again: what it signed has changed")
    ]
    signed = program(ready.admin, ready.proposal, f"?event=signed&member={ready.member.pk}")
    assert [row["what"] for row in signed] == ["signed the certifications of Juniper Data Works"]


def test_a_record_that_one_may_not_read_is_not_named_nor_counted(ready, dana):
    change(component_of(ready.proposal), dana, quantity=7)
    model = ready.proposal.records.get(kind="models")
    change(model, dana, base_model="Open Harbor 7B", weight_access="Two people in a vault")
    for found in (
        told(ready.member_signatory, ready.proposal),
        [str(row) for row in program(ready.member_signatory, ready.proposal)],
    ):
        whole = "\n".join(found)
        assert "Lumen L4" not in whole
        assert "item" not in whole
        assert "Dana Whitfield" not in whole
    # Of two fields that changed the member reads one, and the member is who wrote it.
    line, *_ = told(ready.member_signatory, ready.proposal, "?event=saved")
    assert line == "Lumen Harbor Systems changed 1 field of the model “Lumen Clinical 2”"
    own, *_ = told(ready.signatory, ready.proposal, "?event=saved")
    assert own.startswith("Dana Whitfield changed 2 fields of the model")
    # Nor is it found by asking for the person.
    assert program(ready.member_signatory, ready.proposal, f"?person={dana.pk}") == []


def test_a_marking_hides_what_was_told_before(ready, dana):
    model = ready.proposal.records.get(kind="models")
    change(model, dana, base_model="Open Harbor 7B")
    assert "the model “Lumen Clinical 2”" in told(ready.member_signatory, ready.proposal)[0]
    marked(ready.proposal, by=ready.admin, value="models", readers="ANCHOR")
    page = client_of(ready.member_signatory).get(f"/proposals/{ready.proposal.pk}/activity/")
    answer = client_of(ready.member_signatory).get(f"{LIST}{ready.proposal.pk}/activity/")
    for found in (page, answer):
        assert "Lumen Clinical 2" not in found.text
        assert "Open Harbor" not in found.text


def test_a_signature_that_lapsed_is_told_to_those_who_read_it(ready, dana):
    change(component_of(ready.proposal), dana, quantity=7)
    tell_signers(ready.proposal)
    assert len(program(ready.admin, ready.proposal, "?event=lapsed")) == 1
    assert program(ready.member_signatory, ready.proposal, "?event=lapsed") == []


def test_a_comment_is_told_to_those_who_may_read_its_place(ready):
    place = place_of(component_of(ready.proposal))
    thread = commented(ready.proposal, by=ready.admin, at=place)
    commented(ready.proposal, by=ready.admin, at="markets")
    (row,) = [
        row
        for row in program(ready.signatory, ready.proposal, "?event=commented")
        if "Hardware" in row["what"]
    ]
    assert row["what"] == "commented on Hardware and U.S. content"
    page = client_of(ready.signatory).get(f"/proposals/{ready.proposal.pk}/activity/").text
    assert f"/comments/{thread.pk}/" in page
    found = program(ready.member_signatory, ready.proposal, "?event=commented")
    assert [row["what"] for row in found] == ["commented on Target markets"]


def test_what_the_program_office_did_is_told_without_its_people():
    case = case_in_review()
    found = program(case.ready.admin, case.proposal)
    assert {(row["who"], row["what"]) for row in found if row["event"] == "office"} == {
        ("Program office", "accepted the proposal for review")
    }
    assert case.lead.full_name not in str(found)
    assert client_of(case.lead).get(f"{LIST}{case.proposal.pk}/activity/").status_code == 404


def test_every_event_of_the_trail_has_its_words_and_its_filter():
    assert DONE.keys() == set(VERBS)
    assert set(OF_VERBS.values()) <= EVENTS.keys()


@pytest.mark.parametrize("asked", ["?event=none", "?member=x", "?person=0", "?person=999999999999"])
def test_a_filter_that_is_none_is_told_and_a_stranger_has_done_nothing(ready, asked):
    page = client_of(ready.admin).get(f"/proposals/{ready.proposal.pk}/activity/{asked}")
    assert page.status_code == 200
    answer = client_of(ready.admin).get(f"{LIST}{ready.proposal.pk}/activity/{asked}")
    assert answer.status_code == (200 if asked.endswith("9") else 422)


def test_a_page_costs_the_same_however_long_the_history_is(
    ready, dana, django_assert_max_num_queries
):
    def queries():
        browser = client_of(ready.admin)
        counts = []
        for address in (
            f"/proposals/{ready.proposal.pk}/activity/",
            f"{LIST}{ready.proposal.pk}/activity/",
        ):
            with django_assert_max_num_queries(100) as counted:
                assert browser.get(address).status_code == 200
            counts.append(len(counted))
        return counts

    row = component_of(ready.proposal)
    commented(ready.proposal, by=ready.admin)
    change(row, dana, quantity=7)
    queries()
    few = queries()
    for hours in range(40):
        with time_machine.travel(timezone.now() + timedelta(hours=hours)):
            change(row, dana, quantity=100 + hours)
            commented(ready.proposal, by=ready.admin, at=place_of(row))
    assert queries() == few
