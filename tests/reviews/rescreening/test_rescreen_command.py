"""Does an old run come out the same, and can everything be asked for by hand?"""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from reviews.models import ListEntry, ScreenedParty, ScreeningHit, ScreeningRun
from reviews.screening.engine import MATCHER_VERSION
from tests.database.triggers import triggers_off
from tests.factories.proposals_ready import ANCHOR_OWNER, MEMBER_OWNER
from tests.factories.reviews import case_in_review, fictional_list, submitted_case

pytestmark = pytest.mark.django_db


def rescreen(*arguments):
    out = StringIO()
    call_command("rescreen", *arguments, stdout=out)
    return out.getvalue()


def verify(run):
    return rescreen("--run", str(run.pk), "--verify")


def not_the_same(run):
    with pytest.raises(CommandError) as refused:
        verify(run)
    return str(refused.value)


@pytest.fixture
def case():
    return case_in_review(listed=[ANCHOR_OWNER, MEMBER_OWNER])


def test_a_run_comes_out_the_same_after_the_list_has_moved_on(case):
    run = case.run
    fictional_list(listed=["Somebody Else"])

    assert f"Run {run.pk} comes out the same, byte for byte" in verify(run)


def test_a_carried_party_is_verified_on_the_list_it_was_screened_on(case):
    fictional_list(listed=[ANCHOR_OWNER])
    said = rescreen("--list-change")
    assert "1 parties were concerned" in said
    run = case.run
    assert run.parties.exclude(carried_from=None).filter(name=ANCHOR_OWNER).exists()

    assert "byte for byte" in verify(run)


CHANGES = {
    "hit 1, score": lambda run: hits(run).update(score=0.5),
    "hit 1, explanation": lambda run: hits(run).update(explanation="Because."),
    "hit 1, fingerprint": lambda run: hits(run).update(fingerprint="0" * 64),
    "number of hits": lambda run: hits(run).delete(),
    "number of parties": lambda run: run.parties.filter(hits=None).first().delete(),
}


def hits(run):
    return ScreeningHit.objects.filter(party__run=run, matched_name=ANCHOR_OWNER)


@pytest.mark.parametrize("where", CHANGES)
def test_the_first_difference_is_named(where, case):
    with triggers_off():
        CHANGES[where](case.run)

    said = not_the_same(case.run)

    assert said.startswith(f"Run {case.run.pk} does not come out the same.")
    assert where in said


def test_a_list_that_was_tampered_with_shows(case):
    (entry,) = ListEntry.objects.filter(version=case.run.list_version, name=ANCHOR_OWNER)
    entry.data["remarks"] = "Written in later."
    ListEntry.objects.filter(pk=entry.pk).update(data=entry.data)

    said = not_the_same(case.run)

    assert ANCHOR_OWNER in said
    assert "hit 1, entry" in said


def test_a_question_that_was_changed_shows(case):
    party = case.run.parties.get(name=ANCHOR_OWNER)
    with triggers_off():
        ScreenedParty.objects.filter(pk=party.pk).update(query=party.query | {"name": "Nobody"})

    assert "number of hits" in not_the_same(case.run)


def test_a_run_of_another_matcher_is_refused_clearly(case):
    with triggers_off():
        ScreeningRun.objects.update(matcher_version="earlier")

    assert not_the_same(case.run) == (
        f"Run {case.run.pk} was made by matcher earlier, this is {MATCHER_VERSION}: "
        "reproduce it with the release that made it."
    )


def test_a_run_that_goes_on_or_does_not_exist_is_refused():
    run = submitted_case(screened=False).run
    assert not_the_same(run) == f"Run {run.pk} is not finished."
    with pytest.raises(CommandError, match="There is no run 0"):
        rescreen("--run", "0", "--verify")
    with pytest.raises(CommandError, match="used together"):
        rescreen("--run", str(run.pk))
    with pytest.raises(CommandError, match="used together"):
        rescreen("--all", "--verify")


def test_everything_can_be_screened_by_hand(case):
    said = rescreen("--all")

    assert f"1 cases, {case.run.party_count} parties" in said
    assert (case.run.kind, case.run.is_finished) == ("WEEKLY", True)


def test_without_a_change_there_is_nothing_to_do(case):
    assert rescreen("--list-change").startswith("Nothing to do")
