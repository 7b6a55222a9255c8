"""Do findings from before the keys keep their meaning?"""

from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from reviews.actions.match_findings import key_of
from reviews.models import Finding
from reviews.states import FindingSource
from tests.factories.ownership import judge, owned_case

pytestmark = pytest.mark.django_db
GRIM = "Grimspire Holding"
give_keys = import_module("reviews.migrations.0014_findings_with_keys").give_keys


def as_before(**changes):
    """Every finding as an earlier release wrote it: known by its sentence alone."""
    Finding.objects.update(source=FindingSource.OFFICER, key="", **changes)


def found():
    return {row.source: row for row in Finding.objects.all()}


def test_open_findings_of_the_portal_get_their_source_and_key():
    case = owned_case([(GRIM, "50", "")], listed=[GRIM])
    judge(case, GRIM)
    as_before()

    give_keys(apps, None)

    ownership = found()["OWNERSHIP"]
    matches = Finding.objects.filter(source=FindingSource.TRUE_MATCH, resolved_at=None)
    assert {match.key for match in matches} == {
        key_of(hit) for hit in case.hits if hit.party.name == GRIM
    }
    assert (ownership.key, ownership.resolved_at) == (f"earlier-{ownership.pk}", None)


def test_resolved_ones_stay_resolved():
    case = owned_case([(GRIM, "50", "")], listed=[GRIM])
    judge(case, GRIM)
    as_before(resolved_by=case.lead, resolved_at=timezone.now(), resolution="Sold.")

    give_keys(apps, None)

    assert {(row.key, row.resolved_by) for row in Finding.objects.all()} == {("", case.lead)}
    assert list(Finding.objects.exclude(source=FindingSource.OFFICER)) == list(
        Finding.objects.all()
    )


def test_what_an_officer_wrote_stays_an_officers():
    case = owned_case([(GRIM, "50", "")], listed=[GRIM])
    Finding.objects.create(
        proposal=case.proposal,
        severity="BLOCKING",
        text_internal="Somebody is the listed party of the year, I think.",
        raised_by=case.lead,
    )
    give_keys(apps, None)
    assert list(found()) == ["OFFICER"]
