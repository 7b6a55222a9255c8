"""Does a program read and write one record as the page does, and know no more of it?"""

import json
from decimal import Decimal
from uuid import uuid4

import pytest

from exports_portal.accounts.roles import Part
from exports_portal.audit.models import AuditEvent
from exports_portal.bounds import MOST_RECORDS
from proposals.actions.submit import submit
from proposals.models import ContentRecord, Proposal, RecordRevision
from proposals.snapshot import content_of
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.proposals import MemberFactory
from tests.proposals.api.calling import own, pointers, send

pytestmark = pytest.mark.django_db
NODE = {
    "name": "Juniper edge node",
    "category": "SERVER",
    "manufacturer": "Juniper Foundry Works",
    "quantity": 12,
    "unit_value": "4321.00",
}


@pytest.fixture
def writer(ready):
    """Somebody who writes for the member that is not the anchor."""
    return MembershipFactory(organization=ready.member, part=Part.CONTRIBUTOR).user


def records(ready, pk=""):
    return own(ready, f"records/{pk}/" if pk else "records/")


def add(program, ready, *rows, kind="components", **named):
    return send(program, "post", records(ready), {"kind": kind, "records": list(rows)} | named)


def components(ready):
    return content_of(Proposal.objects.get(pk=ready.proposal.pk)).components


def first(ready):
    return ContentRecord.objects.filter(proposal=ready.proposal, kind="components").first()


def change(program, ready, row, answers, revision=None):
    etag = f'"{row.revision if revision is None else revision}"'
    return send(
        program, "patch", records(ready, row.pk), {"answers": answers}, **{"if-match": etag}
    )


def test_every_record_is_listed_with_its_revision(program_of, ready):
    answer = program_of(ready.admin).get(records(ready) + "?kind=components").json()
    assert [row["answers"]["name"] for row in answer["results"]] == [
        "Lumen L4 accelerator",
        "Harbor storage shelf",
    ]
    row = answer["results"][0]
    assert (row["kind"], row["revision"]) == ("components", 1)
    assert (row["contributor"], row["answers"]["unit_value"]) == (ready.anchor.pk, "31250")
    assert program_of(ready.admin).get(records(ready)).json()["count"] > answer["count"]
    for nothing in ("kind=none", "contributor=x", f"contributor={ready.member.pk}"):
        assert program_of(ready.admin).get(f"{records(ready)}?{nothing}").json()["count"] == 0


def test_a_member_reads_what_is_for_members_and_nothing_else(program_of, ready):
    member = program_of(ready.member_signatory)
    answer = member.get(records(ready)).json()
    kinds = {row["kind"] for row in answer["results"]}
    assert "layers" in kinds
    assert not kinds & {"components", "support_requests", "involved_parties"}
    for secret in ("31250", "Lumen L4", "private contract", "counties asked"):
        assert secret not in json.dumps(answer)
    assert member.get(records(ready, first(ready).pk)).status_code == 404


def test_a_stranger_and_an_unknown_record_are_not_found(program_of, ready):
    assert program_of(UserFactory()).get(records(ready)).status_code == 404
    admin = program_of(ready.admin)
    assert admin.get(records(ready, uuid4())).status_code == 404
    assert admin.get(records(ready, "none")).status_code == 404


def test_records_are_added_behind_those_that_are_there(program_of, ready, writer):
    answer = add(program_of(writer), ready, NODE, NODE | {"name": "Second"})
    assert answer.status_code == 201
    assert [row["contributor"] for row in answer.json()] == [ready.member.pk] * 2
    assert [one.name for one in components(ready)][2:] == ["Juniper edge node", "Second"]
    assert components(ready)[2].unit_value == Decimal("4321.00")
    row = ContentRecord.objects.get(pk=answer.json()[0]["id"])
    assert row.revisions.get().changed == sorted(row.data)
    event = AuditEvent.objects.about(ready.proposal).latest("pk")
    assert (event.verb, event.data["section"], event.data["added"]) == (
        "proposal.edit",
        "hardware",
        2,
    )


def test_of_several_records_all_are_added_or_none(program_of, ready):
    answer = add(program_of(ready.admin), ready, NODE, NODE | {"quantity": -1, "colour": "red"})
    assert answer.status_code == 422
    assert set(pointers(answer)) == {"#/records/1/quantity", "#/records/1/colour"}
    assert len(components(ready)) == 2


def test_in_the_name_of_another_member_nobody_writes(program_of, ready, writer):
    for person, name in ((writer, ready.anchor), (ready.admin, ready.member)):
        assert add(program_of(person), ready, NODE, contributor=name.pk).status_code == 403
    for person in (ready.signatory, ready.member_signatory):
        assert add(program_of(person), ready, NODE).status_code == 403
    layer = {"description": "Mine."}
    row = ContentRecord.objects.filter(proposal=ready.proposal, kind="layers").first()
    assert change(program_of(writer), ready, row, layer).status_code == 403


@pytest.mark.parametrize("kind", ["layers", "operating_roles", "overview"])
def test_what_is_always_there_is_changed_and_not_added(program_of, ready, kind):
    assert add(program_of(ready.admin), ready, {}, kind=kind).status_code == 409


def test_a_change_names_its_fields_and_makes_a_revision(program_of, ready):
    row, admin = first(ready), program_of(ready.admin)
    answer = change(admin, ready, row, {"quantity": 513})
    assert (answer.status_code, answer["ETag"]) == (200, '"2"')
    assert answer.json()["answers"]["quantity"] == 513
    assert answer.json()["answers"]["name"] == "Lumen L4 accelerator"
    assert RecordRevision.objects.filter(record=row).last().changed == ["quantity"]
    same = change(admin, ready, row, {"quantity": 513}, revision=2)
    assert same["ETag"] == '"2"'


def test_a_lost_update_is_refused_and_says_the_revision_of_now(program_of, ready):
    row, admin = first(ready), program_of(ready.admin)
    change(admin, ready, row, {"quantity": 513})
    late = change(admin, ready, row, {"quantity": 1})
    assert late.status_code == 412
    assert "revision 2 now" in late.json()["detail"]
    assert components(ready)[0].quantity == 513


@pytest.mark.parametrize("sent", [{}, {"if-match": "*"}, {"if-match": '"x"'}, {"if-match": "1"}])
def test_a_change_says_what_it_is_based_on(program_of, ready, sent):
    admin, body = program_of(ready.admin), {"answers": {"quantity": 1}}
    path = records(ready, first(ready).pk)
    assert send(admin, "patch", path, body, **sent).status_code == 428
    assert admin.delete(path, headers=sent).status_code == 428


def test_what_is_wrong_is_named_at_its_field(program_of, ready):
    answer = change(program_of(ready.admin), ready, first(ready), {"eccn": "x", "quantity": "y"})
    assert set(pointers(answer)) >= {"#/answers/quantity"}


def test_a_record_is_removed_and_its_revisions_stay(program_of, ready):
    row, admin = first(ready), program_of(ready.admin)
    path = records(ready, row.pk)
    assert admin.delete(path, headers={"if-match": '"9"'}).status_code == 412
    assert admin.delete(path, headers={"if-match": '"1"'}).status_code == 204
    assert [one.name for one in components(ready)] == ["Harbor storage shelf"]
    assert admin.get(path).status_code == 404
    assert [one.is_removal for one in row.revisions.all()] == [False, True]
    layer = ContentRecord.objects.filter(proposal=ready.proposal, kind="layers").first()
    refused = admin.delete(records(ready, layer.pk), headers={"if-match": f'"{layer.revision}"'})
    assert refused.status_code == 409


def test_two_records_with_one_key_are_refused(program_of, ready):
    admin, kenya = program_of(ready.admin), {"kind": "COUNTRY", "code": "KE"}
    assert add(admin, ready, kenya, kind="markets").status_code == 422
    other = ContentRecord.objects.filter(proposal=ready.proposal, kind="markets").last()
    assert change(admin, ready, other, kenya).status_code == 422
    assert change(admin, ready, other, {"rationale": "Asked for."}).status_code == 200


def test_a_submitted_proposal_is_read_and_not_written(program_of, ready):
    submit(ready.proposal, by=ready.signatory)
    admin = program_of(ready.admin)
    assert admin.get(records(ready)).status_code == 200
    assert add(admin, ready, NODE).status_code == 409
    assert change(admin, ready, first(ready), {"quantity": 1}).status_code == 409


def test_a_kind_has_room_for_so_many_records(program_of, ready):
    row = first(ready)
    ContentRecord.objects.bulk_create(
        ContentRecord(
            proposal=ready.proposal,
            kind="components",
            contributor=ready.anchor,
            position=number,
            data=row.data,
            updated_by=ready.admin,
        )
        for number in range(2, MOST_RECORDS)
    )
    answer = add(program_of(ready.admin), ready, NODE)
    assert answer.status_code == 422
    assert "takes 5,000 records of this kind" in answer.json()["detail"]


def test_one_record_of_many_costs_as_many_queries_as_of_few(
    program_of, ready, django_assert_max_num_queries
):
    admin, row = program_of(ready.admin), first(ready)
    with django_assert_max_num_queries(40):
        change(admin, ready, row, {"quantity": 2})


def test_another_consortiums_record_is_no_record_of_this_one(program_of, ready):
    elsewhere = MemberFactory()
    row = first(ready)
    foreign = ContentRecord.objects.create(
        proposal=Proposal.objects.create(
            consortium=elsewhere.consortium,
            call=ready.call,
            title="Other",
            created_by=elsewhere.accepted_by,
        ),
        kind="components",
        contributor=elsewhere.organization,
        data=row.data,
        updated_by=elsewhere.accepted_by,
    )
    assert program_of(ready.admin).get(records(ready, foreign.pk)).status_code == 404
    assert change(program_of(ready.admin), ready, foreign, {"quantity": 3}).status_code == 404
