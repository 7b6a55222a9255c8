"""What of the review runs in the background? Each task is safe to run twice."""

from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from proposals.models import ProposalVersion
from reviews.actions.case import receive
from reviews.actions.letters import issue_letter
from reviews.actions.ownership import note_ownership
from reviews.actions.screening import screen_parties
from reviews.actions.sync import sync_lists
from reviews.models import DecisionLetter, Determination, ScreeningRun
from reviews.notifications import tell_decision

# The sweeper comes again; what it handed out and nobody took by then need not wait any longer.
PATIENCE = 60  # seconds


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
def make_letter(determination_id: int) -> None:
    """Render and store the letter of a determination."""
    issue_letter(Determination.objects.get(pk=determination_id))


@shared_task
def tell_about_letter(letter_id: int) -> None:
    """Mail the link to a letter."""
    tell_decision(DecisionLetter.objects.get(pk=letter_id))


@shared_task
def sync_screening_lists() -> None:
    """Look for a newer screening list, and confirm the one in force when there is none."""
    sync_lists()


@shared_task
def find_unfinished_work() -> None:
    """Hand out again what a lost message or a killed worker left behind."""
    for version in ProposalVersion.objects.filter(screening_runs=None):
        receive_version.apply_async([version.pk], expires=PATIENCE)
    # A worker renews the progress of its run with every party; a silent one is gone.
    silence = timedelta(seconds=settings.SILENCE_SECONDS)
    for run in ScreeningRun.objects.stalled_since(timezone.now() - silence):
        screen_run.apply_async([run.pk], expires=PATIENCE)
    for determination in Determination.objects.without_letter():
        make_letter.apply_async([determination.pk], expires=PATIENCE)
    for letter in DecisionLetter.objects.filter(told_at=None):
        tell_about_letter.apply_async([letter.pk], expires=PATIENCE)
