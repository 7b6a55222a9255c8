"""Can a person work through what is confidential, and is a wider reader asked for twice?"""

import re

import pytest

from proposals.actions.one_record import remove_record
from proposals.models import ContentRecord
from proposals.snapshot import content_of
from tests.factories.amendments import change, hand_in, opened
from tests.factories.evidence import attached
from tests.factories.markings import JUSTIFICATION, SUBSTITUTE, marked
from tests.factories.proposals_ready import CONFIDENTIAL_SUMMARY, OVERVIEW, ready_proposal
from tests.factories.reviews import case_in_review
from tests.signing_in import client_of

pytestmark = pytest.mark.django_db
TYPED = {
    "readers": "PROGRAM",
    "basis": "COMMERCIAL",
    "justification": JUSTIFICATION,
    "public_substitute": SUBSTITUTE,
    "expires_on": "",
}


@pytest.fixture
def ready():
    return ready_proposal()


@pytest.fixture
def own(ready):
    return f"/proposals/{ready.proposal.pk}/confidential/"


def read(person, address):
    answer = client_of(person).get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def base_of(html):
    return re.search(r'name="base" value="([^"]+)"', html)[1]


def markings(ready):
    return content_of(ready.proposal).markings


def test_a_value_is_found_marked_changed_and_taken_back(ready, own):
    browser = client_of(ready.admin)
    model = ready.proposal.records.get(kind="models")
    assert f"{own}records/{model.pk}/" in read(ready.admin, f"{own}?q=Clinical")
    listed = read(ready.admin, f"{own}records/{model.pk}/")
    assert "?value=models.training_ops_log10" in listed
    form = f"{own}records/{model.pk}/mark/?value=models.training_ops_log10"
    typed = TYPED | {"base": base_of(read(ready.admin, form))}
    for _ in range(2):  # pressed twice, it is one
        assert browser.post(form, typed).status_code == 302
    (made,) = markings(ready)
    assert (made.value, made.readers) == ("models.training_ops_log10", "PROGRAM")
    page = read(ready.admin, own)
    assert f'id="marking-{made.id}"' in page
    assert JUSTIFICATION in page
    change = f"{own}{made.id}/"
    html = read(ready.admin, change)
    answer = browser.post(change, TYPED | {"basis": "TRADE_SECRET", "base": base_of(html)})
    assert answer.status_code == 302
    assert markings(ready)[0].basis == "TRADE_SECRET"
    asked = read(ready.admin, f"{change}take-back/")
    assert "Every member can read it then." in asked
    assert len(markings(ready)) == 1
    browser.post(f"{change}take-back/", {"base": base_of(asked)})
    assert markings(ready) == ()
    assert "a row was removed" in read(ready.admin, f"{own}history/") or "Removed" in read(
        ready.admin, f"{own}history/"
    )


def test_more_readers_are_asked_for_twice(ready, own):
    row = marked(ready.proposal, by=ready.admin)
    browser, change = client_of(ready.admin), f"{own}{row.pk}/"
    typed = TYPED | {"readers": "CONSORTIUM", "base": "1"}
    answer = browser.post(change, typed)
    assert answer.status_code == 422
    assert "Tick this to let more people read it" in answer.content.decode()
    assert markings(ready)[0].readers == "PROGRAM"
    assert browser.post(change, typed | {"widens": "on"}).status_code == 302
    assert markings(ready)[0].readers == "CONSORTIUM"


def test_a_file_for_the_program_office_is_shared_with_every_member(ready, own):
    document = attached(ready.proposal, by=ready.admin, marking="PROGRAM")
    evidence = f"/proposals/{ready.proposal.pk}/evidence/"
    assert document.title not in read(ready.member_signatory, evidence)
    form = f"{own}records/{document.pk}/mark/?value=evidence"
    typed = TYPED | {"readers": "CONSORTIUM", "base": base_of(read(ready.admin, form))}
    browser = client_of(ready.admin)
    assert browser.post(form, typed).status_code == 422
    assert browser.post(form, typed | {"widens": "on"}).status_code == 302
    shown = read(ready.member_signatory, evidence)
    assert document.title in shown
    assert "Members only" in shown
    file = client_of(ready.member_signatory).get(f"{evidence}{document.pk}/")
    assert file.status_code == 200


@pytest.mark.parametrize(
    "value", ["models.name", "models.developer", "components.eccn", "", "../../", "markings.basis"]
)
def test_what_cannot_be_marked_has_no_form(ready, own, value):
    model = ready.proposal.records.get(kind="models")
    form = f"{own}records/{model.pk}/mark/?value={value}"
    assert client_of(ready.admin).get(form).status_code == 404


def test_what_a_marking_lacks_stands_beside_it_and_blocks(ready, own):
    marked(ready.proposal, by=ready.admin, basis=None, justification="", public_substitute="")
    page = read(ready.admin, own)
    for message in ("Say on which basis", "Say why", "Write what the public may read instead"):
        assert message in page
    submit = read(ready.admin, f"/proposals/{ready.proposal.pk}/submit/")
    assert "Say why “Models: Where it is hosted” is confidential." in submit


def test_a_substitute_that_says_the_value_is_refused_beside_its_field(ready, own):
    model = ready.proposal.records.get(kind="models")
    form = f"{own}records/{model.pk}/mark/?value=models.training_ops_log10"
    typed = TYPED | {"public_substitute": "About 24.5.", "base": base_of(read(ready.admin, form))}
    answer = client_of(ready.admin).post(form, typed)
    assert answer.status_code == 422
    assert "The substitute repeats what it stands for" in answer.content.decode()
    assert markings(ready) == ()


def test_another_member_sees_that_something_is_marked_and_neither_why_nor_what(ready, own):
    marked(ready.proposal, by=ready.admin)
    page = read(ready.member_signatory, own)
    assert SUBSTITUTE in page
    assert JUSTIFICATION not in page
    row = ContentRecord.objects.get(kind="markings")
    for path in (f"{row.pk}/", f"{row.pk}/take-back/", f"records/{row.data['record']}/"):
        assert client_of(ready.member_signatory).get(f"{own}{path}").status_code == 404


def test_the_previews_show_what_each_reader_gets(ready, own):
    row = ready.proposal.records.get(kind="overview")
    marked(
        ready.proposal,
        by=ready.admin,
        record=row.pk,
        value="overview.executive_summary",
        readers="CONSORTIUM",
        public_substitute="A stack for hospitals.",
    )
    summary = OVERVIEW["executive_summary"]
    public = read(ready.admin, f"{own}preview/public/")
    assert "A stack for hospitals." in public
    assert summary not in public
    assert CONFIDENTIAL_SUMMARY not in public
    member = read(ready.admin, f"{own}preview/member/")
    assert summary in member
    assert CONFIDENTIAL_SUMMARY not in member
    assert CONFIDENTIAL_SUMMARY in read(ready.admin, f"{own}preview/anchor/")
    office = read(ready.admin, f"{own}preview/program/")
    assert CONFIDENTIAL_SUMMARY in office
    assert JUSTIFICATION in office
    # Who looks reads no more in a preview than elsewhere.
    theirs = read(ready.member_signatory, f"{own}preview/program/")
    assert CONFIDENTIAL_SUMMARY not in theirs
    assert JUSTIFICATION not in theirs
    assert client_of(ready.admin).get(f"{own}preview/nobody/").status_code == 404


def test_a_text_that_is_marked_says_so_where_the_dossier_is_read(ready):
    row = ready.proposal.records.get(kind="overview")
    marked(ready.proposal, by=ready.admin, record=row.pk, value="overview.executive_summary")
    page = read(ready.member_signatory, f"/proposals/{ready.proposal.pk}/overview/")
    assert SUBSTITUTE in page
    assert "What stands here is the public substitute." in page
    assert OVERVIEW["executive_summary"] not in page


def test_a_comparison_that_was_opened_before_shows_no_value_that_is_marked_since():
    case = case_in_review()
    opened(case)
    change(case, "models", hosting_location="Tern Island, hall 4")
    hand_in(case)
    compared = f"/proposals/{case.proposal.pk}/versions/?before=1&after=2"
    member = case.ready.member_signatory
    assert "Tern Island, hall 4" in read(member, compared)
    opened(case)
    marked(case.proposal, by=case.ready.admin, readers="PROGRAM")
    assert "Tern Island, hall 4" not in read(member, compared)


def test_what_was_taken_back_stays_with_its_contributor_also_when_nothing_is_marked(ready):
    row = marked(ready.proposal, by=ready.admin)
    remove_record(ready.proposal, row.pk, revision=1, by=ready.admin)
    own = f"/proposals/{ready.proposal.pk}/"
    for page in (f"{own}confidential/history/", f"/api/v1{own}revisions/?section=confidential"):
        assert SUBSTITUTE in client_of(ready.admin).get(page).text
        assert SUBSTITUTE not in client_of(ready.member_signatory).get(page).text
