"""What of the review runs in the background? Each task is safe to run twice."""

from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from exports_portal.accounts.models import User
from exports_portal.audit.verification import is_check_due
from proposals.models import Amendment, ProposalVersion
from reviews.actions.case import receive
from reviews.actions.counting import count_what_nobody_counted, recount_what_differs
from reviews.actions.letters import issue_letter
from reviews.actions.ownership import note_ownership
from reviews.actions.passes import screen_what_waits, work_on
from reviews.actions.policies import carry_out_trial
from reviews.actions.rescreening import (
    edits_to_follow,
    is_weekly_due,
    queue_list_change,
    queue_party_change,
    queue_weekly,
)
from reviews.actions.screening import screen_parties
from reviews.actions.sync import sync_lists
from reviews.actions.trail import check_trail
from reviews.actions.watching import raise_alerts
from reviews.models import (
    DecisionLetter,
    Determination,
    InformationRequest,
    ListVersion,
    PolicyProposal,
    Rescreening,
    ScreeningRun,
)
from reviews.notifications import (
    remind,
    tell_alerts,
    tell_amendment,
    tell_answer,
    tell_audit_check,
    tell_decision,
    tell_quarantine,
)
from reviews.states import ListState
from reviews.watched import runs_to_tell

# The sweeper comes again; what it handed out and nobody took by then need not wait any longer.
PATIENCE = 60  # seconds
# After the weekly screening thousands of runs wait: they are not all handed out at every sweep.
AT_ONCE = 200
# Seconds, where the limit of every job (CELERY_TASK_TIME_LIMIT) is too short: to download a list
# (ten minutes at most), read and compare it; and to screen everybody again. What is left over
# then is found again.
A_LIST = 1_800
A_PASS = 3_600


@shared_task
def receive_version(version_id: int) -> None:
    """Open the case of a submitted version and queue its screening."""
    receive(ProposalVersion.objects.get(pk=version_id))


@shared_task
def screen_run(run_id: int) -> None:
    """Screen the parties of a run that are left, then see what owners put under a list."""
    run = ScreeningRun.objects.get(pk=run_id)
    if screen_parties(run):
        note_ownership(run.version.proposal)


@shared_task
def tell_about_answer(question_id: int) -> None:
    """Mail who asked that there is an answer. Twice is once."""
    tell_answer(InformationRequest.objects.get(pk=question_id))


@shared_task
def tell_about_amendment(amendment_id: int) -> None:
    """Mail those who go on with the review which fields changed. Twice is once."""
    tell_amendment(Amendment.objects.get(pk=amendment_id))


@shared_task
def make_letter(determination_id: int) -> None:
    """Render and store the letter of a determination."""
    issue_letter(Determination.objects.get(pk=determination_id))


@shared_task
def tell_about_letter(letter_id: int) -> None:
    """Mail the link to a letter."""
    tell_decision(DecisionLetter.objects.get(pk=letter_id))


@shared_task(soft_time_limit=A_LIST, time_limit=A_LIST + 60)
def sync_screening_lists(asked_by: int | None = None) -> None:
    """Look for a newer screening list, and confirm the one in force when there is none."""
    sync_lists(by=User.objects.get(pk=asked_by) if asked_by else None)


@shared_task
def tell_about_quarantine(version_id: int) -> None:
    """Mail those who keep the lists that a version waits for them."""
    tell_quarantine(ListVersion.objects.get(pk=version_id))


@shared_task(soft_time_limit=A_PASS, time_limit=A_PASS + 60)
def rescreen(rescreening_id: int) -> None:
    """Look at the versions of a pass that are left, and screen whom it concerns."""
    rescreening = Rescreening.objects.get(pk=rescreening_id)
    work_on(rescreening)
    screen_what_waits(rescreening)
    queue_list_change()  # the list may have changed again in the meantime


@shared_task
def rescreen_weekly() -> None:
    """Queue the weekly screening of everything in full."""
    queue_weekly()


@shared_task
def alert_officers(run_id: int) -> None:
    """Write down the strong hits that a run brought up, and mail the officers."""
    run = ScreeningRun.objects.get(pk=run_id)
    raise_alerts(run)
    tell_alerts(run)


@shared_task(soft_time_limit=A_PASS, time_limit=A_PASS + 60)
def try_policy(proposed_id: int) -> None:
    """See what a proposed policy would change. Whoever decides on it can have it tried again."""
    carry_out_trial(PolicyProposal.objects.get(pk=proposed_id))


@shared_task
def verify_audit_trail() -> None:
    """Check the whole trail, anchor its head when it is whole, and mail the auditors."""
    tell_audit_check(check_trail())


@shared_task
def recount_cases() -> None:
    """Put right what the cases keep for the queue, where an action forgot to."""
    recount_what_differs()


@shared_task
def send_reminders() -> None:
    """Remind whoever owes something to a case. Twice is once."""
    remind(timezone.localdate())


@shared_task
def find_unfinished_work() -> None:
    """Hand out again what a lost message or a killed worker left behind."""
    _find_what_changed()
    count_what_nobody_counted()
    for version in ProposalVersion.objects.filter(screening_runs=None):
        receive_version.apply_async([version.pk], expires=PATIENCE)
    # A worker renews the progress of its run with every party; a silent one is gone.
    silent = timezone.now() - timedelta(seconds=settings.SILENCE_SECONDS)
    for run in ScreeningRun.objects.stalled_since(silent).order_by("pk")[:AT_ONCE]:
        screen_run.apply_async([run.pk], expires=PATIENCE)
    for rescreening in Rescreening.objects.stalled_since(silent):
        rescreen.apply_async([rescreening.pk], expires=PATIENCE)
    for run_id in runs_to_tell():
        alert_officers.apply_async([run_id], expires=PATIENCE)
    for determination in Determination.objects.without_letter():
        make_letter.apply_async([determination.pk], expires=PATIENCE)
    _find_untold()


def _find_what_changed() -> None:
    """Another list in force, an organization edited, a week gone by, a night without a check."""
    if is_check_due():
        verify_audit_trail.apply_async(expires=PATIENCE)
    queue_list_change()
    for edit in edits_to_follow():
        queue_party_change(edit)
    if is_weekly_due():
        queue_weekly()


def _find_untold() -> None:
    """Letters, lists and versions of which nobody was told."""
    for letter in DecisionLetter.objects.filter(told_at=None):
        tell_about_letter.apply_async([letter.pk], expires=PATIENCE)
    for held in ListVersion.objects.filter(state=ListState.QUARANTINED, told_at=None):
        tell_about_quarantine.apply_async([held.pk], expires=PATIENCE)
    for question in InformationRequest.objects.filter(answered_at__isnull=False, told_at=None):
        tell_about_answer.apply_async([question.pk], expires=PATIENCE)
    for amendment in Amendment.objects.filter(version__isnull=False, told_at=None):
        tell_about_amendment.apply_async([amendment.pk], expires=PATIENCE)
