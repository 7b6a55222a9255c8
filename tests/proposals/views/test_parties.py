"""Are the parties to the transaction kept as typed, and is nobody taken who cannot be screened?"""

import pytest
from django.urls import reverse

from exports_portal.audit.models import AuditEvent
from proposals.actions.drafts import SectionDraft, save_section
from proposals.actions.submit import submit
from proposals.models import Proposal
from proposals.snapshot import content_of
from tests.factories.proposals_ready import BUYER, PARTIES
from tests.proposals.views.pages import form_data, text

pytestmark = pytest.mark.django_db


def url_of(ready):
    return reverse("proposals:parties", args=[ready.proposal.pk])


def saved(ready):
    return content_of(Proposal.objects.get(pk=ready.proposal.pk)).involved_parties


def post(browser, ready, **changes):
    typed = form_data(browser.get(url_of(ready)))
    return browser.post(url_of(ready), typed | {f"parties-{k}": v for k, v in changes.items()})


def test_a_party_is_kept_with_address_and_majority_owner(ready, as_user):
    new = {
        "4-role": "SUPPLIER",
        "4-name": "Brightwater Cooling",
        "4-country": "SE",
        "4-city": "Sundvik",
        "4-majority_owner_name": "Brightwater Group",
        "4-majority_owner_country": "NO",
        "4-note": "Cooling units.",
        "TOTAL_FORMS": "5",
    }
    answer = post(as_user(ready.admin), ready, **new)
    party = saved(ready)[-1]
    assert answer.status_code == 302
    assert len(saved(ready)) == len(PARTIES) + 1
    assert (party.role, party.name, party.country) == ("SUPPLIER", "Brightwater Cooling", "SE")
    assert (party.address.city, party.address.country) == ("Sundvik", "")
    assert (party.majority_owner_name, party.majority_owner_country) == ("Brightwater Group", "NO")
    assert party.note == "Cooling units."
    event = AuditEvent.objects.about(ready.proposal).filter(verb="proposal.edit").last()
    assert event.data["section"] == "parties"


@pytest.mark.parametrize("field", ["street", "city", "address_country"])
def test_a_facility_without_its_full_address_is_refused_beside_the_field(ready, as_user, field):
    page = post(as_user(ready.admin), ready, **{f"0-{field}": "", "1-name": "Typed meanwhile"})
    assert page.status_code == 422
    assert f'id="id_parties-0-{field}_error"' in page.text
    assert "A facility needs its full address: it is screened." in text(page)
    assert form_data(page)["parties-1-name"] == ["Typed meanwhile"]
    assert saved(ready)[1].name == "Kisima Land Cooperative"


@pytest.mark.parametrize("field", ["name", "majority_owner_name"])
@pytest.mark.parametrize("name", ["...", "–—!", "🙂", "\u0640"])
def test_a_name_nobody_can_be_screened_under_is_refused(ready, as_user, field, name):
    page = post(as_user(ready.admin), ready, **{f"2-{field}": name})
    assert page.status_code == 422
    assert f'id="id_parties-2-{field}_error"' in page.text
    assert "Nobody can be screened under this name" in text(page)
    assert saved(ready)[2].name == "Tern Island Freight"


def test_marks_of_direction_alone_are_an_empty_name(ready, as_user):
    page = post(as_user(ready.admin), ready, **{"2-name": "\u200f\u200f"})
    assert page.status_code == 422
    assert 'id="id_parties-2-name_error"' in page.text
    assert saved(ready)[2].name == "Tern Island Freight"


@pytest.mark.parametrize("name", ["TBD", "n/a", "X", "1", "To be determined"])
def test_a_placeholder_is_refused_beside_the_name(ready, as_user, name):
    page = post(as_user(ready.admin), ready, **{"2-name": name})
    assert page.status_code == 422
    assert 'id="id_parties-2-name_error"' in page.text
    assert f"“{name}” is not a name, so nobody can be screened under it." in text(page)
    assert saved(ready)[2].name == "Tern Island Freight"


@pytest.mark.parametrize(
    "name", ["华为技术", "Ölhafen 3", "7-Up", "\u0627\u0644\u062d\u0631\u064a\u0631", "Яр"]
)
def test_a_name_in_any_script_is_taken(ready, as_user, name):
    assert post(as_user(ready.admin), ready, **{"2-name": name}).status_code == 302
    assert saved(ready)[2].name == name


def test_a_country_of_nobody_is_asked_about(ready, as_user):
    page = post(as_user(ready.admin), ready, **{"3-majority_owner_country": "KE"})
    assert page.status_code == 422
    assert "Say who it is, or leave the country empty too." in text(page)


def test_who_only_reads_gets_the_answers_and_a_member_nothing_of_them(ready, as_user):
    reader, member = as_user(ready.signatory), as_user(ready.member_signatory)
    read, withheld = text(reader.get(url_of(ready))), text(member.get(url_of(ready)))
    for words in (BUYER, "Freight forwarder", "Plot 9, Kisima Ring Road, Kisima, Kenya"):
        assert words in read
        assert words not in withheld
    assert "Tern Island Shipping Group, Portugal" in read
    assert "Business confidential: only the anchor member" in withheld


def test_the_submitted_version_shows_them_to_the_anchor(ready, as_user):
    proposal = submit(ready.proposal, by=ready.signatory).proposal
    page = as_user(ready.admin).get(reverse("proposals:version", args=[proposal.pk, 1]))
    assert "Parties to the transaction" in text(page)
    assert BUYER in text(page)


def test_the_page_says_that_no_facility_and_no_buyer_is_named(ready, as_user):
    for section in ("parties", "sites"):
        save_section(ready.proposal, section, SectionDraft(values={}, rows=[]), by=ready.admin)
    page = text(as_user(ready.admin).get(url_of(ready)))
    assert "Name the facility where the hardware will stand, if known." in page
    assert "Name the buyer or the end user, if one is known." in page


def test_the_queries_of_the_page_do_not_grow_with_the_parties(
    ready, as_user, django_assert_max_num_queries
):
    browser = as_user(ready.admin)
    counts = []
    for rows in (PARTIES[:1], PARTIES):
        save_section(ready.proposal, "parties", SectionDraft(values={}, rows=rows), by=ready.admin)
        with django_assert_max_num_queries(60) as captured:
            browser.get(url_of(ready))
        counts.append(len(captured))
    assert counts[0] == counts[1]
