"""Does the database keep a finished screening as it is, whoever asks?"""

import pytest
from django.db import IntegrityError, connection, transaction

from reviews.models import ScreenedParty, ScreeningHit, ScreeningRun
from tests.factories.proposals_ready import ANCHOR_OWNER
from tests.factories.reviews import submitted_case

pytestmark = pytest.mark.django_db
CHANGES = {
    "the run": "UPDATE reviews_screeningrun SET matcher_version = 'other' WHERE id = %(run)s",
    "its end": "UPDATE reviews_screeningrun SET finished_at = NULL WHERE id = %(run)s",
    "a party": "UPDATE reviews_screenedparty SET name = 'Somebody' WHERE id = %(party)s",
    "a hit": "UPDATE reviews_screeninghit SET score = 0 WHERE id = %(hit)s",
    "no run": "DELETE FROM reviews_screeningrun WHERE id = %(run)s",
    "no party": "DELETE FROM reviews_screenedparty WHERE id = %(party)s",
    "no hit": "DELETE FROM reviews_screeninghit WHERE id = %(hit)s",
    "a party moved away": (
        "UPDATE reviews_screenedparty SET run_id = %(open)s, position = 999 WHERE id = %(party)s"
    ),
    "a hit moved away": (
        "UPDATE reviews_screeninghit SET party_id = %(waiting)s, rank = 9 WHERE id = %(hit)s"
    ),
    "a party moved in": (
        "UPDATE reviews_screenedparty SET run_id = %(run)s, position = 999 WHERE id = %(waiting)s"
    ),
    "no runs at all": "TRUNCATE reviews_screeningrun CASCADE",
    "no parties at all": "TRUNCATE reviews_screenedparty CASCADE",
    "no hits at all": "TRUNCATE reviews_screeninghit CASCADE",
}


@pytest.fixture
def rows():
    done = submitted_case(listed=[ANCHOR_OWNER])
    open_run = submitted_case(screened=False).run
    (hit,) = done.hits
    return {
        "run": done.run.pk,
        "party": hit.party.pk,
        "hit": hit.pk,
        "open": open_run.pk,
        "waiting": open_run.parties.earliest("position").pk,
    }


@pytest.mark.parametrize("change", CHANGES)
def test_a_finished_run_with_its_parties_and_hits_cannot_be_changed(change, rows):
    connection.check_constraints()  # TRUNCATE is refused while some are still to be checked
    with (
        pytest.raises(IntegrityError, match="A finished screening is never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(CHANGES[change], rows)


def test_nothing_is_added_to_a_finished_run(rows):
    party = ScreenedParty.objects.get(pk=rows["party"])
    hit = ScreeningHit.objects.get(pk=rows["hit"])
    party.pk, party.position = None, 999
    hit.pk, hit.rank = None, 999
    for row in (party, hit):
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            row.save(force_insert=True)


def test_a_run_that_goes_on_takes_what_a_worker_writes(rows):
    waiting = ScreenedParty.objects.get(pk=rows["waiting"])
    waiting.name = "Spelled otherwise"
    waiting.save()
    assert ScreeningRun.objects.filter(pk=rows["open"]).update(screened_count=1) == 1
