"""Does the demonstration stand where it says, twice, and is everybody in it invented?"""

import dataclasses
import json
import re
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.utils import timezone

from catalog.models import Availability, CatalogEntry
from exports_portal.accounts.actions.second_factor import current_code
from exports_portal.accounts.models import User
from exports_portal.audit.chain import walk
from exports_portal.audit.models import AuditEvent
from exports_portal.demo import cases, packages, people, security, shared, sites, stage
from proposals.models import Proposal, RecordEvidence
from reviews.case_facts import facts_of
from reviews.criteria.assessing import assess
from reviews.criteria.criterion import Outcome
from reviews.desk import decision_gaps, latest_version, list_gaps
from reviews.models import DecisionLetter, ListVersion, ScreeningHit, ScreeningRun
from tests.factories.files import cleared
from tests.factories.kept import kept
from tests.factories.reviews import fictional_list

pytestmark = pytest.mark.django_db
# Companies of the field, in plain words; none of them takes part.
REAL_NAMES = (
    "nvidia amd intel microsoft google alphabet amazon aws oracle openai anthropic meta tesla xai "
    "apple ibm cisco dell supermicro palantir coreweave huawei zte tencent alibaba baidu samsung "
    "tsmc micron qualcomm broadcom g42 sk hynix"
).split()


def load():
    out = StringIO()
    call_command("load_demo", stdout=out)
    return out.getvalue().strip()


@kept
def loaded():
    return load()


def counts():
    models = (User, Proposal, AuditEvent, CatalogEntry, DecisionLetter, ListVersion, ScreeningRun)
    return {model.__name__: model.objects.count() for model in models}


def test_each_case_stands_where_it_says():
    assert loaded() == "The demonstration is loaded."

    assert dict(Proposal.objects.values_list("title", "state")) == {
        packages.HOSPITALS.title: "DESIGNATED",
        packages.FARMS.title: "DESIGNATED",
        packages.SCHOOLS.title: "AWAITING_DETERMINATION",
        packages.PORTS.title: "IN_REVIEW",
        shared.TITLE: "DRAFT",
    }
    offered = CatalogEntry.objects.filter(availability=Availability.AVAILABLE)
    assert {entry.title for entry in offered} == {packages.HOSPITALS.title, packages.FARMS.title}
    assert DecisionLetter.objects.count() == 2
    assert CatalogEntry.objects.get(title=packages.HOSPITALS.title).conditions
    assert decision_gaps(Proposal.objects.get(title=packages.SCHOOLS.title)) == []
    review = ScreeningRun.objects.get(version__proposal__title=packages.PORTS.title)
    hits = ScreeningHit.objects.filter(party__run=review)
    to_judge = hits.exclude(tier="watch")
    assert hits.open_for(review.version.proposal).count() == to_judge.count() > 0
    assert walk(AuditEvent.objects.order_by("id")).broken_id is None


def test_the_security_reviewer_finds_a_gap_where_nothing_is_claimed():
    loaded()
    ports = Proposal.objects.get(title=packages.PORTS.title)
    for evidence in RecordEvidence.objects.filter(record__proposal=ports):
        cleared(evidence.file)
    rows = assess(facts_of(latest_version(ports)))
    not_met = {row.criterion.code for row in rows if row.computed.outcome is Outcome.NOT_MET}
    assert not_met == {f"SEC.{gap.partition('.')[0]}" for gap in packages.PORTS.security_gaps}


def test_a_second_time_changes_nothing():
    loaded()
    before = counts()

    assert load() == "The demonstration is loaded already."

    assert counts() == before


def test_a_demonstration_that_stood_still_for_days_is_current_after_the_next_start():
    loaded()
    ListVersion.objects.update(confirmed_at=timezone.now() - timedelta(days=3))
    assert len(list_gaps()) == 1

    load()

    assert list_gaps() == []


def test_a_list_that_is_in_force_stays_in_force():
    real = fictional_list(listed=["Harbor Founders Trust"])
    load()
    assert list(ListVersion.objects.all()) == [real]


def test_everybody_signs_in_with_the_printed_password_and_code(client):
    loaded()
    out = StringIO()
    call_command("demo_accounts", stdout=out)
    assert people.PASSWORD in out.getvalue()
    assert re.search(r"officers now: \d{6} ", out.getvalue())

    for person in (people.APPLICANT, people.BUYER, people.LEAD):
        assert person.email in out.getvalue()
        client.post("/accounts/login/", {"login": person.email, "password": people.PASSWORD})
        if person.is_officer:
            assert "_auth_user_id" not in client.session, "the code is still missing"
            code = current_code(people.TOTP_SECRET)
            client.post("/accounts/2fa/authenticate/", {"code": code})
        assert client.session["_auth_user_id"] == str(User.objects.get(email=person.email).pk)
        client.post("/accounts/logout/")


def test_every_officer_has_a_second_factor_and_nobody_else():
    loaded()
    with_factor = Authenticator.objects.filter(type="totp").values_list("user__email", flat=True)
    assert set(with_factor) == {person.email for person in people.EVERYBODY if person.is_officer}


def test_every_address_is_reserved_for_examples():
    assert [p.email for p in people.EVERYBODY if not p.email.endswith("@demo.example")] == []


def texts():
    """Every text of the demonstration: people, packages, list."""
    yield json.dumps([dataclasses.asdict(person) for person in people.EVERYBODY])
    for module in (packages, sites, security, shared, cases, stage):
        yield Path(module.__file__).read_text()
    yield stage.LIST_FILE.read_text()


def test_no_real_company_takes_part():
    words = set(re.findall(r"[a-z0-9]+", " ".join(texts()).casefold()))
    assert words & set(REAL_NAMES) == set()


def test_nothing_is_ever_cleared():
    assert "cleared" not in " ".join(texts()).casefold()
