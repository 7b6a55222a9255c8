"""Does a text for other organizations repeat what is confidential, and what is its writer told?"""

import pytest
from django.db.models import F

from exports_portal.accounts.roles import Part
from exports_portal.errors import InvalidInput
from exports_portal.web.models import RateCount
from proposals.actions import disclosing
from proposals.actions.disclosing import KEPT_FROM_THEM, refuse_confidential
from proposals.actions.membership import end_membership
from proposals.actions.notice_answers import answer, reply
from proposals.actions.notices import change, publish
from proposals.actions.one_record import add_records
from proposals.actions.submit import submit
from proposals.models import Notice, NoticeAnswer
from tests.factories import amendments
from tests.factories import proposals_ready as made
from tests.factories.accounts import MembershipFactory, OrganizationFactory, UserFactory
from tests.factories.markings import marked
from tests.factories.notices import answered_notice, notice_of, said
from tests.factories.proposals_ready import ready_proposal
from tests.factories.reviews import case_in_review

pytestmark = pytest.mark.django_db
TITLE = made.OVERVIEW["title"]


@pytest.fixture
def ready():
    return ready_proposal()


def told(person, text):
    """What is said about this text, if it is refused."""
    try:
        refuse_confidential(person, text=text)
    except InvalidInput as refused:
        return refused.fields["text"]
    return []


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("We pay 31,250 for each.", "the value of “Lumen L4 accelerator”"),
        (
            f"Known buyer: {made.BUYER.upper()}.",
            f"the name of a party to the transaction, “{made.BUYER}”",
        ),
        (f"By the way: {made.CONFIDENTIAL_SUMMARY}", "the confidential summary"),
    ],
)
def test_the_anchors_people_are_told_the_field_of_what_they_may_read(ready, text, label):
    messages = told(ready.admin, text)
    assert messages == [f"This text repeats {label} in “{TITLE}”, which is not public."]


@pytest.mark.parametrize(
    "text",
    [
        "Somebody pays 31,250 for each.",
        f"Known buyer: {made.BUYER}.",
        "Site: Plot 9, Kisima Ring Road.",
        "Support of 48,500,000 dollars.",
        "Harbor storage shelf",
    ],
)
def test_a_member_learns_nothing_by_trying_names_amounts_and_short_sentences(ready, text):
    """The answer does not depend on what it may not read: the text of a stranger fares the same."""
    assert told(ready.member_signatory, text) == told(UserFactory(), text) == []


def test_a_long_sentence_that_a_member_may_not_read_is_refused_without_a_name(ready):
    messages = told(ready.member_signatory, f"Listen. {made.CONFIDENTIAL_SUMMARY}")
    assert messages == [KEPT_FROM_THEM]
    assert TITLE not in KEPT_FROM_THEM
    assert told(UserFactory(), made.CONFIDENTIAL_SUMMARY) == []


def test_the_public_half_and_ordinary_words_are_not_refused(ready):
    for text in (said().text, made.OVERVIEW["executive_summary"], f"Ask {ready.anchor}, please."):
        assert told(ready.admin, text) == []


def test_what_another_member_keeps_for_the_program_office_is_kept_from_the_anchor(ready):
    writer = MembershipFactory(organization=ready.member, part=Part.CONTRIBUTOR).user
    (row,) = add_records(
        ready.proposal,
        "components",
        [
            {
                "name": "Juniper node",
                "category": "SERVER",
                "manufacturer": "Cobalt Foundry Works",
                "quantity": 3,
            }
        ],
        by=writer,
    )
    marked(
        ready.proposal,
        by=writer,
        record=row.pk,
        value="components",
        readers="PROGRAM",
        contributor=ready.member.pk,
        public_substitute="A server.",
    )
    text = "Our partner buys from Cobalt Foundry Works."
    assert told(ready.admin, text) == []
    assert told(ready.member_signatory, text) != []


def test_what_was_submitted_stays_confidential(ready):
    submit(ready.proposal, by=ready.signatory)
    assert told(ready.admin, made.CONFIDENTIAL_SUMMARY) != []


def test_what_is_under_review_stays_confidential_while_an_amendment_says_something_else():
    case = case_in_review()
    amendments.opened(case)
    amendments.change(case, "overview", confidential_summary="Something else is said here now.")
    label = f"This text repeats the confidential summary in “{TITLE}”, which is not public."
    for words in (made.CONFIDENTIAL_SUMMARY, "Something else is said here now."):
        assert told(case.ready.admin, words) == [label]
    assert told(case.ready.member_signatory, made.CONFIDENTIAL_SUMMARY) == [KEPT_FROM_THEM]


def test_a_member_that_left_takes_no_part(ready):
    member = ready.consortium.current_members().get(organization=ready.member)
    end_membership(member, by=ready.member_signatory)
    assert told(ready.member_signatory, made.CONFIDENTIAL_SUMMARY) == []


def test_notice_change_answer_and_reply_are_all_looked_at_and_nothing_is_saved(ready):
    secret = {"text": made.CONFIDENTIAL_SUMMARY}
    with pytest.raises(InvalidInput):
        publish(ready.anchor, said=said(**secret), by=ready.admin)
    assert not Notice.objects.exists()
    given = answered_notice(ready.anchor, by=ready.admin)
    with pytest.raises(InvalidInput):
        change(given.notice, said=said(**secret), by=ready.admin, read_revision=1)
    with pytest.raises(InvalidInput):
        reply(given, **secret, by=ready.admin)
    assert Notice.objects.get().text == said().text
    assert NoticeAnswer.objects.get().reply == ""
    seeker = UserFactory()
    other = notice_of(OrganizationFactory(admin=seeker), by=seeker)
    with pytest.raises(InvalidInput) as refused:
        answer(other, organization=ready.anchor, **secret, by=ready.signatory)
    assert list(refused.value.fields) == ["text"]
    assert not other.answers.exists()


def test_attempts_that_are_refused_count_and_the_next_day_begins_anew(ready, monkeypatch):
    monkeypatch.setattr(disclosing, "MOST_ATTEMPTS", 2)
    secret = said(text=made.CONFIDENTIAL_SUMMARY)
    for _ in range(2):
        with pytest.raises(InvalidInput, match="Nothing confidential belongs here"):
            publish(ready.anchor, said=secret, by=ready.admin)
    given = answered_notice(ready.anchor, by=ready.signatory)
    for attempt in (
        lambda: publish(ready.anchor, said=said(), by=ready.admin),
        lambda: change(given.notice, said=said(), by=ready.admin, read_revision=1),
        lambda: reply(given, text="Thanks.", by=ready.admin),
    ):
        with pytest.raises(InvalidInput, match="You sent 2 texts for other organizations today"):
            attempt()
    RateCount.objects.update(window=F("window") - 24)
    assert publish(ready.anchor, said=said(), by=ready.admin).is_open
