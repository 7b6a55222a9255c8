"""Two people save one record two hundred times at once: does what was accepted survive?"""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from exports_portal.accounts.roles import Part
from proposals.actions.drafts import SectionConflict, SectionDraft, save_section
from proposals.actions.records import revisions_of
from proposals.content import Section
from proposals.content.writing import shallow
from proposals.models import Proposal, RecordRevision
from proposals.snapshot import content_of
from tests.factories.accounts import MembershipFactory
from tests.factories.proposals_ready import ready_proposal

pytestmark = pytest.mark.django_db(transaction=True)
SAVES = 100  # of each of the two, in the first test


def saved(pk, person, field, value):
    """The first market with this field changed, on what the writer read. False: a conflict."""
    with transaction.atomic():  # what is read is of one moment
        proposal = Proposal.objects.held(pk)
        base = revisions_of(pk, Section.MARKETS)
        first, *others = [shallow(market) for market in content_of(proposal).markets]
    draft = SectionDraft(values={}, rows=[first | {field: value}, *others])
    try:
        save_section(proposal, "markets", draft, by=person, base=base)
    except SectionConflict:
        return False
    return True


def keep_saving(pk, person, field, values):
    try:
        return [value for value in values if saved(pk, person, field, value)]
    finally:
        connection.close()


def at_once(pk, *writers):
    with ThreadPoolExecutor(len(writers)) as pool:
        running = [pool.submit(keep_saving, pk, *writer) for writer in writers]
        return [each.result() for each in running]


def kept(pk, field):
    """Every value that the first market ever had there, in the order of its revisions."""
    market = content_of(Proposal.objects.get(pk=pk)).markets[0]
    revisions = RecordRevision.objects.filter(record=market.id).order_by("number")
    return [revision.data.get(field) for revision in revisions]


@pytest.fixture
def two():
    ready = ready_proposal()
    other = MembershipFactory(organization=ready.anchor, part=Part.CONTRIBUTOR).user
    return ready.proposal.pk, ready.admin, other


def test_two_fields_of_one_record_are_both_as_their_writer_saved_them_last(two):
    pk, mine, theirs = two
    reasons = [f"Reason {n}." for n in range(SAVES)]
    codes = ["KE", "PH"] * (SAVES // 2)
    accepted = at_once(pk, (mine, "rationale", reasons), (theirs, "code", codes))
    assert accepted == [reasons, codes]
    first = content_of(Proposal.objects.get(pk=pk)).markets[0]
    assert (first.rationale, first.code) == (reasons[-1], codes[-1])
    assert [r for n, r in enumerate(kept(pk, "rationale")) if r in reasons][-1] == reasons[-1]
    assert set(reasons) <= set(kept(pk, "rationale"))


def test_of_the_same_field_nothing_is_lost_that_was_answered_with_saved(two):
    pk, mine, theirs = two
    ours = [[f"{name} {n}." for n in range(SAVES // 4)] for name in ("Mine", "Theirs")]
    accepted = at_once(pk, (mine, "rationale", ours[0]), (theirs, "rationale", ours[1]))
    history = kept(pk, "rationale")
    assert any(accepted)
    for values in accepted:
        assert [value for value in history if value in set(values)] == values
