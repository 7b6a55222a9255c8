"""Does a program read who changed a record, and let it be again as it was, as the page does?"""

import pytest

from exports_portal.accounts.roles import Part
from proposals.actions.one_record import change_record, remove_record
from proposals.actions.submit import submit
from proposals.models import ContentRecord, Proposal
from proposals.snapshot import content_of
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.markings import marked
from tests.proposals.api.calling import own, pointers, send

pytestmark = pytest.mark.django_db


def component(ready):
    return ContentRecord.objects.filter(proposal=ready.proposal, kind="components").first()


def components(ready):
    return content_of(Proposal.objects.get(pk=ready.proposal.pk)).components


def restore(program, ready, row, number, etag):
    path = own(ready, f"records/{row.pk}/restore/")
    return send(program, "post", path, {"revision": number}, **{"if-match": f'"{etag}"'})


@pytest.fixture
def admin(ready, program_of):
    return program_of(ready.admin)


def test_each_change_is_listed_with_who_made_it_and_what_it_says(ready, admin):
    row = component(ready)
    change_record(ready.proposal, row.pk, {"quantity": 513}, revision=1, by=ready.admin)
    listed = admin.get(own(ready, f"revisions/?record={row.pk}")).json()
    last, first = listed["results"]
    assert (last["number"], last["who"], last["is_removal"]) == (2, "Ada Quill", False)
    (said,) = last["changes"]
    assert (said["field"], said["before"], said["after"]) == ("quantity", "512", "513")
    assert (last["may_restore"], first["may_restore"]) == (True, False)
    assert (last["revision_now"], first["number"]) == (2, 1)
    hardware = admin.get(own(ready, "revisions/?section=hardware")).json()["results"]
    assert {one["kind"] for one in hardware} == {"components", "hardware"}
    for nothing in ("section=none", "record=x", f"record={row.pk}&section=markets"):
        assert admin.get(own(ready, f"revisions/?{nothing}")).json()["count"] == 0


def test_an_earlier_revision_is_said_again_by_whoever_read_what_is_said_now(ready, admin):
    row = component(ready)
    change_record(ready.proposal, row.pk, {"quantity": 513}, revision=1, by=ready.admin)
    path = own(ready, f"records/{row.pk}/restore/")
    assert send(admin, "post", path, {"revision": 1}).status_code == 428
    assert restore(admin, ready, row, 1, etag=1).status_code == 412
    assert components(ready)[0].quantity == 513
    answer = restore(admin, ready, row, 1, etag=2)
    assert (answer.status_code, answer["ETag"]) == (200, '"3"')
    assert answer.json()["answers"]["quantity"] == 512
    assert components(ready)[0].quantity == 512
    assert restore(admin, ready, row, 99, etag=3).status_code == 404
    assert pointers(restore(admin, ready, row, "x", etag=3)).keys() == {"#/revision"}


def test_a_removed_record_comes_back_and_goes_again(ready, admin):
    row = component(ready)
    remove_record(ready.proposal, row.pk, revision=1, by=ready.admin)
    gone = admin.get(own(ready, f"revisions/?record={row.pk}")).json()["results"][0]
    assert (gone["is_removal"], gone["revision_now"]) == (True, 2)
    assert restore(admin, ready, row, 1, etag=2).status_code == 200
    assert components(ready)[0].name == "Lumen L4 accelerator"
    again = restore(admin, ready, row, 2, etag=3)
    assert (again.status_code, again.content) == (204, b"")
    assert [one.name for one in components(ready)] == ["Harbor storage shelf"]


def test_a_member_learns_nothing_of_the_anchors_records(ready, program_of):
    writer = MembershipFactory(organization=ready.member, part=Part.CONTRIBUTOR).user
    row = component(ready)
    listed = program_of(writer).get(own(ready, "revisions/"))
    kinds = {one["kind"] for one in listed.json()["results"]}
    assert "layers" in kinds
    assert not kinds & {"components", "support_requests", "involved_parties"}
    for secret in ("Lumen L4", "31250", "31,250", "Ada Quill", "private contract"):
        assert secret not in listed.text
    assert restore(program_of(writer), ready, row, 1, etag=1).status_code == 404
    stranger = program_of(UserFactory())
    assert stranger.get(own(ready, "revisions/")).status_code == 404
    assert restore(stranger, ready, row, 1, etag=1).status_code == 404
    layer = ContentRecord.objects.filter(proposal=ready.proposal, kind="layers").first()
    assert restore(program_of(writer), ready, layer, 1, etag=1).status_code == 403


def test_a_marking_that_is_there_is_changed_and_not_restored(ready, admin):
    row = marked(ready.proposal, by=ready.admin)
    change_record(ready.proposal, row.pk, {"justification": "Else."}, revision=1, by=ready.admin)
    assert restore(admin, ready, row, 1, etag=2).status_code == 409
    remove_record(ready.proposal, row.pk, revision=2, by=ready.admin)
    assert restore(admin, ready, row, 2, etag=3).status_code == 200


def test_nothing_is_restored_after_the_submission(ready, admin):
    submit(ready.proposal, by=ready.signatory)
    assert restore(admin, ready, component(ready), 1, etag=1).status_code == 409
    assert admin.get(own(ready, "revisions/")).status_code == 200
