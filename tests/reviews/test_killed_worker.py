"""The worker is killed in the middle of its work: is the work finished after a restart, once?"""

import pytest

from exports_portal.audit.models import AuditEvent
from exports_portal.files.models import StoredFile
from exports_portal.mail.models import SentMail
from proposals.actions.submit import submit
from reviews.actions.determine import ConditionText
from reviews.models import DecisionLetter, ScreenedParty, ScreeningHit, ScreeningRun
from reviews.parties import parties_of
from reviews.states import ConditionCategory
from tests.factories.proposals_ready import ready_proposal, sign_everything
from tests.factories.reviews import designated_case, fictional_list
from tests.workers import Worker

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESSES = 200


BROKERS = pytest.mark.parametrize("broker", ["filesystem", "rabbitmq", "redis"])


@pytest.fixture
def worker_on(request, tmp_path):
    """Makes a worker on the broker of that name; kills it at the end."""
    made = []

    def make(broker):
        url = "filesystem://"
        if broker != "filesystem":
            url = request.getfixturevalue(f"{broker}_url")
        made.append(Worker(tmp_path, broker=url))
        return made[-1]

    yield make
    for worker in made:
        worker.kill()


@BROKERS
def test_a_screening_that_was_killed_is_finished_once(worker_on, broker):
    worker = worker_on(broker)
    fictional_list(listed=["Harbor Founders Holding"])
    version = submitted_with_many_addresses()
    worker.start()
    worker.wait_for(lambda: screened() >= 3, "the first parties to be screened")
    worker.kill()
    assert 0 < screened() < ADDRESSES, "the kill must come in the middle"
    worker.start()
    worker.wait_for(finished, "the end of the screening")
    worker.wait_for(lambda: ScreeningRun.objects.count() == 1, "one run")
    run = ScreeningRun.objects.get()
    parties = run.parties.all()
    assert parties.count() == len(parties_of(version.content)) == run.screened_count
    assert not parties.filter(screened_at=None).exists()
    hits = ScreeningHit.objects.values_list("party", "entry_id", "matched_on")
    assert len(hits) == len(set(hits)) > 0
    assert AuditEvent.objects.filter(verb="screening.finish").count() == 1


@BROKERS
def test_a_letter_whose_rendering_was_killed_is_made_once(worker_on, broker):
    worker = worker_on(broker)
    long = ConditionText(category=ConditionCategory.REPORTING, text="Sites are reported. " * 190)
    case = designated_case(conditions=[long] * 40)
    worker.start()
    worker.wait_for(lambda: worker.has_logged("make_letter"), "the letter to be begun")
    worker.kill()
    assert not DecisionLetter.objects.exists(), "the kill must come before the letter is stored"
    worker.start()
    worker.wait_for(lambda: DecisionLetter.objects.exclude(told_at=None).exists(), "the letter")
    letter = DecisionLetter.objects.get()
    assert letter.determination.proposal == case.proposal
    assert StoredFile.objects.filter(kind="decision-letter").count() == 1
    assert AuditEvent.objects.filter(verb="letter.issue").count() == 1
    mails = SentMail.objects.filter(template="decision_letter").values_list("to", flat=True)
    assert sorted(mails) == sorted({case.ready.admin.email, case.ready.signatory.email})


def submitted_with_many_addresses():
    ready = ready_proposal()
    for number in range(ADDRESSES):
        ready.member.addresses.create(
            street=f"{number} Long Invented Street", city="Port Lumen", country="SE"
        )
    sign_everything(ready)
    return submit(ready.proposal, by=ready.signatory)


def screened():
    return ScreenedParty.objects.exclude(screened_at=None).count()


def finished():
    return ScreeningRun.objects.exclude(finished_at=None).exists()
