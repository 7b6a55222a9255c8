"""Does a program read and write the comments that its person may, and no other?"""

from uuid import uuid4

import pytest

from proposals.actions.submit import submit
from tests.factories.comments import WORDS, commented, component_of, place_of
from tests.factories.markings import marked
from tests.proposals.api.calling import own, pointers, send

pytestmark = pytest.mark.django_db


def test_a_program_comments_answers_resolves_changes_and_deletes(ready, program_of):
    program, place = program_of(ready.admin), place_of(component_of(ready.proposal), "unit_value")
    people = program.get(own(ready, "comments/people/"), {"at": place}).json()["results"]
    assert [one["name"] for one in people] == ["Silas Brandt"]
    body = {"at": place, "text": WORDS, "tell": [people[0]["id"]], "id": str(uuid4())}
    made = [send(program, "post", own(ready, "comments/"), body) for _ in range(2)]
    assert [answer.status_code for answer in made] == [201, 201]
    thread = made[1].json()
    assert thread["at"] == place
    assert thread["label"].endswith("Lumen L4 accelerator: Value of one")
    assert [(one["text"], one["told"]) for one in thread["comments"]] == [(WORDS, ["Silas Brandt"])]
    at = own(ready, f"comments/{thread['id']}/")
    other = program_of(ready.signatory)
    reply = send(other, "post", f"{at}replies/", {"text": "It is."}).json()
    assert (reply["author"], reply["organization"]) == ("Silas Brandt", "Lumen Harbor Systems")
    mine = f"{at}replies/{reply['id']}/"
    assert send(program, "patch", mine, {"text": "No."}).status_code == 403
    assert send(other, "patch", mine, {"text": "It was."}).json()["text"] == "It was."
    assert send(other, "delete", mine).status_code == 204
    assert [one["text"] for one in program.get(at).json()["comments"]] == [WORDS, ""]
    assert send(program, "patch", at, {"is_resolved": True}).json()["is_resolved"] is True
    assert program.get(own(ready, "comments/"), {"show": "open"}).json()["results"] == []
    assert program.get(own(ready, "comments/"), {"show": "resolved"}).json()["count"] == 1


def test_who_may_not_read_the_place_finds_nothing_of_it(ready, program_of):
    place = place_of(component_of(ready.proposal))
    thread = commented(ready.proposal, by=ready.admin, at=place)
    shared = commented(ready.proposal, by=ready.admin, at="hardware", text="For all")
    member, at = program_of(ready.member_signatory), own(ready, f"comments/{thread.pk}/")
    comment = f"{at}replies/{thread.pk}/"
    for method, address, body in (
        ("get", at, {}),
        ("patch", at, {"is_resolved": True}),
        ("post", f"{at}replies/", {"text": "What?"}),
        ("patch", comment, {"text": "Mine"}),
        ("delete", comment, {}),
        ("post", own(ready, "comments/"), {"at": place, "text": "What?"}),
        ("get", own(ready, f"comments/?at={place}"), {}),
        ("get", own(ready, f"comments/people/?at={place}"), {}),
    ):
        call = getattr(member, method)
        answer = call(address) if method == "get" else send(member, method, address, body)
        assert answer.status_code == 404, (method, address)
        assert WORDS not in answer.content.decode()
    listed = member.get(own(ready, "comments/"))
    assert [one["id"] for one in listed.json()["results"]] == [str(shared.pk)]
    assert "Lumen L4" not in listed.content.decode()


def test_a_marking_takes_a_comment_from_a_program_too(ready, program_of):
    model = ready.proposal.records.get(kind="models")
    thread = commented(ready.proposal, by=ready.admin, at=place_of(model, "hosting_location"))
    member, at = program_of(ready.member_signatory), own(ready, f"comments/{thread.pk}/")
    assert member.get(at).status_code == 200
    marked(ready.proposal, by=ready.admin, readers="ANCHOR")
    assert member.get(at).status_code == 404
    assert WORDS not in member.get(own(ready, "comments/")).content.decode()


def test_what_is_wrong_is_told_with_its_place(ready, program_of):
    program, address = program_of(ready.admin), own(ready, "comments/")
    wrong = {"at": "hardware", "text": "", "tell": [0], "told": []}
    answer = send(program, "post", address, wrong)
    assert answer.status_code == 422
    assert set(pointers(answer)) == {"#/text", "#/tell/0", "#/told"}
    stranger = {"at": "hardware", "text": "Hi", "tell": [999_999_999]}
    assert set(pointers(send(program, "post", address, stranger))) == {"#/tell"}
    assert send(program, "post", address, {"at": "nowhere", "text": "Hi"}).status_code == 404


def test_after_the_submission_a_program_reads_and_adds_nothing(ready, program_of):
    thread = commented(ready.proposal, by=ready.admin)
    submit(ready.proposal, by=ready.signatory)
    program, at = program_of(ready.admin), own(ready, f"comments/{thread.pk}/")
    assert program.get(at).json()["comments"][0]["text"] == WORDS
    assert send(program, "post", f"{at}replies/", {"text": "Late"}).status_code == 409
    assert send(program, "patch", at, {"is_resolved": True}).status_code == 409
    late = {"at": "hardware", "text": "Late"}
    assert send(program, "post", own(ready, "comments/"), late).status_code == 409


def test_the_list_costs_the_same_however_many_there_are(
    ready, program_of, django_assert_max_num_queries
):
    program = program_of(ready.admin)

    def queries():
        with django_assert_max_num_queries(100) as counted:
            assert program.get(own(ready, "comments/")).status_code == 200
        return len(counted)

    place = place_of(component_of(ready.proposal))
    commented(ready.proposal, by=ready.admin, at=place, tell=(ready.signatory,))
    queries()
    few = queries()
    for row in ready.proposal.records.filter(kind="components"):
        commented(ready.proposal, by=ready.admin, at=place_of(row), tell=(ready.signatory,))
    assert queries() == few


@pytest.mark.parametrize("part", ["comments/", "activity/"])
def test_a_parameter_that_is_unknown_wrong_or_doubled_is_refused(ready, program_of, part):
    program, address = program_of(ready.admin), own(ready, part)
    name, right = ("show", "open") if part == "comments/" else ("event", "signed")
    for query in (f"{name}=anything", f"{name}={right}&{name}={right}", "colour=red"):
        refused = program.get(f"{address}?{query}")
        assert refused.status_code == 422
        assert list(pointers(refused)) == [f"#/{query.split('=')[0]}"]
    assert program.get(f"{address}?{name}={right}&page=1&page_size=5").status_code == 200
