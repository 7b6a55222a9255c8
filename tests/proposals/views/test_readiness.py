"""Does the panel tell of every rule, and does every link land on its field?"""

import pytest
from django.urls import reverse
from django.utils import timezone

from proposals.actions.drafts import start
from proposals.rules import RULES
from proposals.rules.places import Section
from proposals.snapshot import findings_of
from tests.proposals.views.pages import ids, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def empty(ready):
    """A draft in which nothing is filled in but the title."""
    return start(consortium=ready.consortium, call=ready.call, title="Nothing yet", by=ready.admin)


def test_every_finding_of_an_empty_draft_points_to_a_place_on_its_page(ready, empty, as_user):
    browser = as_user(ready.admin)
    found = findings_of(empty, as_of=timezone.now())
    pages = {
        section: ids(browser.get(reverse(f"proposals:{section}", args=[empty.pk])))
        for section in Section
    }
    assert [(f.section, f.anchor) for f in found if f.anchor not in pages[f.section]] == []


def test_every_finding_points_to_a_place_for_those_who_only_read(ready, empty, as_user):
    browser = as_user(ready.signatory)
    found = findings_of(empty, as_of=timezone.now())
    pages = {
        section: ids(browser.get(reverse(f"proposals:{section}", args=[empty.pk])))
        for section in Section
    }
    assert [(f.section, f.anchor) for f in found if f.anchor not in pages[f.section]] == []


def test_the_panel_tells_of_every_rule(ready, as_user):
    page = as_user(ready.signatory).get(reverse("proposals:submit", args=[ready.proposal.pk]))
    said = text(page)
    findings = findings_of(ready.proposal, as_of=timezone.now())
    assert len({finding.rule_id for finding in findings}) == len(RULES)
    assert [f.message for f in findings if f.message not in said] == []


def test_no_id_stands_twice_on_a_page(ready, as_user):
    browser = as_user(ready.admin)
    for section in Section:
        found = ids(browser.get(reverse(f"proposals:{section}", args=[ready.proposal.pk])))
        assert len(found) == len(set(found)), section


def test_a_page_of_rows_without_a_row_is_not_started_and_never_ready(ready, as_user):
    side = text(as_user(ready.admin).get(reverse("proposals:overview", args=[ready.proposal.pk])))
    assert "Security 3 warnings" in side  # R31 and PD02: what is recommended
    assert "Use cases Not started" in side
    assert "Target markets Ready" in side
