"""Can a program do with versions, amendments and answers what a page can, except sign?"""

import pytest
from django.test import Client

from exports_portal.accounts.actions.tokens import create_token
from proposals.states import ProposalState as S
from reviews.actions import asking
from tests.factories import amendments as change
from tests.factories.proposals_ready import CONFIDENTIAL_SUMMARY, sign_everything
from tests.factories.reviews import case_in_review
from tests.proposals.api.calling import own, send

pytestmark = pytest.mark.django_db


def program_of(person, *, may_submit=True):
    _, text = create_token(name="Program", days=1, by=person, may_submit=may_submit)
    return Client(headers={"authorization": f"Token {text}"})


@pytest.fixture
def case():
    return case_in_review()


def test_a_program_amends_and_people_sign(case):
    writer, signer = program_of(case.ready.admin), program_of(case.ready.signatory)
    place = own(case.ready, "amendment/")
    assert writer.get(place).status_code == 404
    assert send(writer, "post", place, {"reason": "New prices"}).status_code == 201
    row = change.record_of(case, "components")
    written = send(
        writer,
        "patch",
        own(case.ready, f"records/{row.pk}/"),
        {"answers": {"unit_value": "30000.00"}},
        **{"if-match": f'"{row.revision}"'},
    )
    assert written.status_code == 200
    read = signer.get(place)
    assert [one["label"] for one in read.json()["changes"]] == ["Value of one"]
    assert any("sign" in one["message"].lower() for one in read.json()["blocking"])
    submit = own(case.ready, "amendment/submit/")
    unsigned = send(signer, "post", submit, **{"if-match": read["ETag"]})
    assert (unsigned.status_code, case.now().version.number) == (409, 1)
    sign_everything(case.ready)
    assert send(signer, "post", submit).status_code == 428
    assert send(signer, "post", submit, **{"if-match": read["ETag"]}).status_code == 412
    fresh = signer.get(place)["ETag"]
    weak = program_of(case.ready.signatory, may_submit=False)
    assert send(weak, "post", submit, **{"if-match": fresh}).status_code == 403
    done = send(signer, "post", submit, **{"if-match": fresh})
    assert (done.status_code, done.json()["number"]) == (201, 2)


def test_versions_are_listed_read_and_compared_by_each_with_own_eyes(case):
    case = change.amended(case)
    anchor, member = program_of(case.ready.admin), program_of(case.ready.member_signatory)
    listed = anchor.get(own(case.ready, "versions/")).json()
    assert [(one["number"], one["changes"]) for one in listed] == [(2, 1), (1, None)]
    assert listed[0]["why"] == f"Amended: {change.WHY}"
    assert member.get(own(case.ready, "versions/")).json()[0]["changes"] == 0
    whole = anchor.get(own(case.ready, "versions/1/"))
    assert CONFIDENTIAL_SUMMARY in whole.text
    assert CONFIDENTIAL_SUMMARY not in member.get(own(case.ready, "versions/1/")).text
    for path in ("versions/2/changes/", "versions/1/changes/?with=2"):
        found = anchor.get(own(case.ready, path)).json()
        assert (found["before"], found["after"]) == (1, 2)
        (one,) = found["changes"]
        assert (one["kind"], one["field"]) == ("components", "unit_value")
        assert (one["before"], one["after"]) == ("$31,250.00", "$30,000.00")
        assert member.get(own(case.ready, path)).json()["changes"] == []
    assert anchor.get(own(case.ready, "versions/9/")).status_code == 404
    assert anchor.get(own(case.ready, "versions/1/changes/?with=x")).status_code == 404


def test_dropping_takes_the_etag(case):
    change.opened(case)
    change.change_value(case)
    program, place = program_of(case.ready.admin), own(case.ready, "amendment/")
    assert send(program, "delete", place).status_code == 428
    assert send(program, "delete", place, **{"if-match": '"old"'}).status_code == 412
    read = program.get(place)["ETag"]
    assert send(program, "delete", place, **{"if-match": read}).status_code == 204
    assert not case.now().proposal.is_editable


def test_a_question_is_read_and_answered_with_what_was_changed(case):
    place = f"hardware:components:{change.record_of(case, 'components').pk}:unit_value"
    asking.ask(case.proposal, question="Worth?", due_on=None, about=[place], by=case.lead)
    program = program_of(case.ready.signatory)
    (asked,) = program.get(own(case.ready, "questions/")).json()
    assert (asked["about"], asked["asked_on"]) == ([place], 1)
    change.change_value(case)
    change.change(case, "hardware", content_justification="Another reason.")
    sign_everything(case.ready)
    answer = own(case.ready, f"questions/{asked['id']}/answer/")
    assert send(program, "post", answer, {"answer": "It fell."}).status_code == 428
    read = program.get(own(case.ready, "amendment/"))["ETag"]
    sent = send(program, "post", answer, {"answer": "It fell."}, **{"if-match": read})
    assert sent.status_code == 200
    said = sent.json()
    assert (said["answered_on"], case.now().proposal.state) == (2, S.IN_REVIEW)
    assert [one["label"] for one in said["changes"]] == ["Value of one"]
    assert [one["kind"] for one in said["changes_elsewhere"]] == ["hardware"]
    again = send(program, "post", answer, {"answer": "Again."})
    assert again.status_code == 409


def test_other_members_know_of_no_question(case):
    asking.ask(case.proposal, question="Worth?", due_on=None, about=["hardware"], by=case.lead)
    program = program_of(case.ready.member_signatory)
    assert program.get(own(case.ready, "questions/")).status_code == 404


def test_withdrawing_takes_a_token_that_may_submit(case):
    place = own(case.ready, "withdraw/")
    weak = program_of(case.ready.signatory, may_submit=False)
    assert send(weak, "post", place, {"reason": "Another plan."}).status_code == 403
    strong = program_of(case.ready.signatory)
    assert send(strong, "post", place, {}).status_code == 422
    assert send(strong, "post", place, {"reason": "Another plan."}).status_code == 200
    assert case.now().proposal.state == S.WITHDRAWN
