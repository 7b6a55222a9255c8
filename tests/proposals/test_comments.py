"""Who comments on a draft, who reads that, and who is told?"""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from exports_portal.accounts.roles import Part, Role
from exports_portal.errors import InvalidInput, NotFound, NotPermitted, StepRefused
from proposals.actions.comments import (
    Said,
    delete_comment,
    edit_comment,
    open_thread,
    reply,
    settle,
)
from proposals.actions.membership import end_membership, let_anchor_write
from proposals.actions.submit import submit
from proposals.formats import document_of
from proposals.models import Comment, Proposal
from proposals.readers import colleagues_of
from proposals.snapshot import content_of
from proposals.views.reading import reading_of
from proposals.views.threads import open_threads
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.amendments import opened
from tests.factories.comments import WORDS, commented, component_of, place_of
from tests.factories.markings import marked
from tests.factories.proposals import MemberFactory
from tests.factories.proposals_ready import ready_proposal, sign_everything
from tests.factories.reviews import case_in_review
from tests.signing_in import client_of

pytestmark = pytest.mark.django_db
NO_RECORD = "6f1c9a52-0d6a-4c8e-9a3b-3f2f0f5f7a01"


@pytest.fixture
def ready():
    return ready_proposal()


def read_by(person, proposal):
    return open_threads(reading_of(Proposal.objects.get(pk=proposal.pk), person))


def test_everybody_of_the_consortium_reads_a_comment_on_a_page_and_nobody_else_writes_one(ready):
    thread = commented(ready.proposal, by=ready.member_signatory)
    for person in (ready.admin, ready.signatory, ready.member_signatory):
        assert read_by(person, ready.proposal) == [thread]
    for stranger in (UserFactory(), UserFactory(roles=[Role.CASE_LEAD])):
        with pytest.raises(NotFound):
            commented(ready.proposal, by=stranger)
        with pytest.raises(NotFound):
            reply(thread, Said(text="Me too"), by=stranger)
        with pytest.raises(NotFound):
            settle(thread, is_resolved=True, by=stranger)


def test_a_comment_on_a_record_is_read_by_those_who_may_read_the_record(ready):
    component = place_of(component_of(ready.proposal))
    thread = commented(ready.proposal, by=ready.admin, at=component)
    assert read_by(ready.signatory, ready.proposal) == [thread]
    assert read_by(ready.member_signatory, ready.proposal) == []
    with pytest.raises(NotFound):
        commented(ready.proposal, by=ready.member_signatory, at=component)
    with pytest.raises(NotFound):
        reply(thread, Said(text="What is it?"), by=ready.member_signatory)


def test_a_comment_on_a_field_is_read_by_those_who_may_read_the_field(ready):
    model = ready.proposal.records.get(kind="models")
    shared = commented(ready.proposal, by=ready.admin, at=place_of(model, "base_model"))
    hidden = commented(ready.proposal, by=ready.admin, at=place_of(model, "weight_access"))
    assert {*read_by(ready.signatory, ready.proposal)} == {shared, hidden}
    assert read_by(ready.member_signatory, ready.proposal) == [shared]


def test_a_marking_that_is_added_later_hides_the_comments_and_their_number(ready):
    model = ready.proposal.records.get(kind="models")
    field = commented(ready.proposal, by=ready.admin, at=place_of(model, "hosting_location"))
    record = commented(ready.proposal, by=ready.admin, at=place_of(model))
    assert {*read_by(ready.member_signatory, ready.proposal)} == {field, record}
    marked(ready.proposal, by=ready.admin, readers="ANCHOR")
    assert read_by(ready.member_signatory, ready.proposal) == [record]
    marked(ready.proposal, by=ready.admin, value="models", readers="ANCHOR")
    assert read_by(ready.member_signatory, ready.proposal) == []
    assert {*read_by(ready.signatory, ready.proposal)} == {field, record}


def test_many_people_are_looked_at_as_each_of_them_is(ready):
    """`readers` and the page of a person find the same reader."""
    third = MemberFactory(consortium=ready.consortium)
    MembershipFactory(organization=third.organization, user=ready.member_signatory)
    let_anchor_write(third, allowed=True, by=third.accepted_by)
    MembershipFactory(organization=ready.member, user=ready.signatory, part=Part.CONTRIBUTOR)
    marked(ready.proposal, by=ready.admin)
    gone = MembershipFactory(organization=ready.member, user=UserFactory(is_active=False)).user
    found = {one.person: one.reader for one in colleagues_of(ready.proposal)}
    assert gone not in found
    assert len(found) == 4
    for person, reader in found.items():
        single = reading_of(Proposal.objects.get(pk=ready.proposal.pk), person).reader
        assert (reader, reader.also_marked) == (single, single.also_marked)


def test_who_left_the_consortium_reads_and_writes_nothing_more(ready):
    member = ready.consortium.members.get(role="MEMBER")
    thread = commented(ready.proposal, by=ready.member_signatory)
    end_membership(member, by=ready.member_signatory)
    with pytest.raises(NotFound):
        reply(thread, Said(text="One more thing"), by=ready.member_signatory)
    assert read_by(ready.admin, ready.proposal) == [thread]


@pytest.mark.parametrize(
    "place",
    [
        *("", "none", "submit", "hardware:components", "hardware:components:nothing"),
        *(
            f"hardware:components:{NO_RECORD}",
            "hardware::x",
            "a:b:c:d:e",
            f"models:hardware:{NO_RECORD}",
        ),
    ],
)
def test_there_is_no_comment_on_what_is_no_place(ready, place):
    with pytest.raises(NotFound):
        commented(ready.proposal, by=ready.admin, at=place)


def test_there_is_no_comment_on_a_marking_a_removed_record_or_one_of_another_proposal(ready):
    marking = marked(ready.proposal, by=ready.admin)
    removed = component_of(ready.proposal)
    removed.removed_at = timezone.now()
    removed.save()
    for row, field in ((marking, ""), (removed, ""), (component_of(ready.proposal), "no_field")):
        with pytest.raises(NotFound):
            commented(ready.proposal, by=ready.admin, at=place_of(row, field))
    other = Proposal.objects.create(
        consortium=ready.consortium, call=ready.call, title="Other", created_by=ready.admin
    )
    with pytest.raises(NotFound):
        commented(other, by=ready.admin, at=place_of(component_of(ready.proposal)))


def test_pressed_twice_it_is_one_and_the_id_of_another_is_refused(ready):
    said = Said(text="Once", pk=uuid4())
    first = open_thread(ready.proposal, "hardware", said, by=ready.admin)
    assert open_thread(ready.proposal, "hardware", said, by=ready.admin) == first
    with pytest.raises(InvalidInput):
        open_thread(ready.proposal, "hardware", said, by=ready.signatory)
    answer = Said(text="Twice", pk=uuid4())
    assert reply(first, answer, by=ready.signatory) == reply(first, answer, by=ready.signatory)
    with pytest.raises(InvalidInput):
        reply(first, answer, by=ready.admin)
    assert Comment.objects.count() == 2


@pytest.mark.parametrize("text", ["", "  \n ", "a" * 4_001, "a\x00b", "a\x07b"])
def test_what_is_no_text_is_refused_beside_the_text(ready, text):
    with pytest.raises(InvalidInput) as refused:
        commented(ready.proposal, by=ready.admin, text=text)
    assert list(refused.value.fields) == ["text"]


def test_own_words_are_changed_for_a_while_and_deleted_whenever(ready):
    comment = commented(ready.proposal, by=ready.admin).comments.get()
    assert edit_comment(comment, "Of the June contract?", by=ready.admin).edited_at is not None
    for other in (ready.signatory, ready.member_signatory):
        with pytest.raises(NotPermitted):
            edit_comment(comment, "Mine", by=other)
        with pytest.raises(NotPermitted):
            delete_comment(comment, by=other)
    Comment.objects.update(written_at=timezone.now() - timedelta(minutes=16))
    with pytest.raises(StepRefused, match="15 minutes"):
        edit_comment(comment, "Too late", by=ready.admin)
    gone = delete_comment(comment, by=ready.admin)
    assert (gone.text, gone.deleted_at is None) == ("", False)
    assert delete_comment(comment, by=ready.admin).deleted_at == gone.deleted_at
    with pytest.raises(StepRefused, match="deleted"):
        edit_comment(comment, "Back", by=ready.admin)


def test_a_thread_is_resolved_and_opened_again_by_whoever_reads_it(ready):
    thread = commented(ready.proposal, by=ready.admin)
    assert settle(thread, is_resolved=True, by=ready.member_signatory).resolved_at is not None
    assert read_by(ready.admin, ready.proposal) == []
    settle(thread, is_resolved=True, by=ready.admin)
    thread.refresh_from_db()
    assert thread.resolved_by == ready.member_signatory
    assert settle(thread, is_resolved=False, by=ready.signatory).resolved_by is None
    assert read_by(ready.admin, ready.proposal) == [thread]


def test_after_the_submission_comments_are_read_and_none_is_added_but_one_can_be_deleted(ready):
    thread = commented(ready.proposal, by=ready.admin)
    comment = thread.comments.get()
    submit(ready.proposal, by=ready.signatory)
    assert read_by(ready.member_signatory, ready.proposal) == [thread]
    for refused in (
        lambda: commented(ready.proposal, by=ready.admin),
        lambda: reply(thread, Said(text="Late"), by=ready.admin),
        lambda: settle(thread, is_resolved=True, by=ready.admin),
        lambda: edit_comment(comment, "Late", by=ready.admin),
    ):
        with pytest.raises(StepRefused):
            refused()
    assert delete_comment(comment, by=ready.admin).text == ""


def test_a_comment_is_none_of_what_the_draft_says_nor_of_what_is_signed(ready):
    before = document_of(content_of(ready.proposal))
    signed = list(ready.proposal.packets.values_list("digest", "told_at"))
    commented(ready.proposal, by=ready.admin, at=place_of(component_of(ready.proposal)))
    assert document_of(content_of(ready.proposal)) == before
    sign_everything(ready)
    assert list(ready.proposal.packets.values_list("digest", "told_at")) == signed


def test_an_amendment_takes_comments_again_and_officers_read_none_of_them():
    case = case_in_review()
    with pytest.raises(StepRefused):
        commented(case.proposal, by=case.ready.admin)
    opened(case)
    thread = commented(case.proposal, by=case.ready.admin)
    browser, own = client_of(case.lead), f"/review/{case.proposal.public_id}/"
    for page in ("", "history/", "version/", "versions/", "findings/", "questions/"):
        answer = browser.get(own + page)
        assert answer.status_code == 200, page
        for hidden in (WORDS, "/comments/", str(thread.pk)):
            assert hidden not in answer.text, page
    inside = f"/proposals/{case.proposal.pk}/comments/"
    assert browser.get(inside).status_code == 404
    assert browser.get(f"{inside}{thread.pk}/").status_code == 404
