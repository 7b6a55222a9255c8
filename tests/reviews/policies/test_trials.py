"""What would a changed policy change, and is nothing of the trial kept?"""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from exports_portal.policy.loading import parse
from exports_portal.policy.models import PolicySnapshot
from reviews import policy_trials
from reviews.criteria.criterion import Outcome
from reviews.policy_trials import as_data, from_data, try_policy
from tests.factories.proposals_ready import ready_proposal
from tests.factories.reviews import case_in_review, declined_case, designated_case
from tests.reviews.policies.files import content, shipped

pytestmark = pytest.mark.django_db


def tried(text):
    return try_policy(parse(text, name="policy.json"))


def test_a_higher_share_of_us_content_changes_the_row_of_each_open_and_designated_case():
    ready_proposal()  # a draft is not judged yet
    declined_case()
    cases = [case_in_review(), designated_case()]
    before = PolicySnapshot.objects.count()
    found = tried(content())
    assert [one.proposal for one in found] == [case.proposal.pk for case in cases]
    for one in found:
        (change,) = (c for c in one.changes if c.criterion.code == "CONTENT.PRESUMPTION")
        assert (change.before, change.after) == (Outcome.MET, Outcome.NEEDS_PERSON)
        assert not change.is_asked_anew  # nobody has to answer what a person judges anyhow
        assert from_data(json.loads(json.dumps(as_data(one)))) == one
    assert PolicySnapshot.objects.count() == before


def test_what_says_the_same_changes_nothing():
    case_in_review()
    (one,) = tried(content("51.00"))
    assert (one.changes, one.is_computed) == ((), True)


def test_a_country_that_comes_under_an_arms_embargo_is_found_in_each_case_that_names_it():
    case_in_review()
    said = shipped("country_groups-2026-07-23.json")
    said["payload"]["D:5"].append("KE")
    (one,) = tried(json.dumps(said))
    assert {change.criterion.code for change in one.changes} >= {"DEST.BARRED"}


def test_a_case_that_cannot_be_computed_is_told_and_stops_no_other(monkeypatch):
    broken, other = case_in_review(), case_in_review()
    whole = policy_trials.facts_of

    def facts_of(version):
        if version.proposal_id == broken.proposal.pk:
            raise KeyError("no row")
        return whole(version)

    monkeypatch.setattr(policy_trials, "facts_of", facts_of)
    found = {one.proposal: one for one in tried(content())}
    assert not found[broken.proposal.pk].is_computed
    assert found[other.proposal.pk].changes


def test_the_command_tells_it_for_people_and_for_programs(tmp_path):
    case = case_in_review()
    file = tmp_path / "content.json"
    file.write_text(content())
    words, data = StringIO(), StringIO()
    call_command("assess", policy=file, stdout=words)
    call_command("assess", policy=file, json=True, stdout=data)
    assert f"{case.proposal.public_id}: " in words.getvalue()
    assert "Met -> A person must judge" in words.getvalue()
    (told,) = json.loads(data.getvalue())
    assert told["proposal"] == case.proposal.public_id
    assert {"before": "MET", "after": "NEEDS_PERSON"}.items() <= told["changes"][0].items()


def test_the_command_refuses_a_file_that_is_wrong(tmp_path):
    file = tmp_path / "content.json"
    file.write_text(content("many"))
    with pytest.raises(CommandError, match=r"Nothing was tried. content.json: "):
        call_command("assess", policy=file)
    with pytest.raises(CommandError):
        call_command("assess")
