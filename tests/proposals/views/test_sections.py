"""Is a section saved as typed, by those who may, and is nothing typed ever lost?"""

import pytest
from django.urls import reverse

from exports_portal.accounts.roles import Part
from proposals.actions.drafts import SectionDraft, save_section
from proposals.actions.submit import submit
from proposals.content.packet import digests_by_member
from proposals.content.whole import written_sections
from proposals.models import Proposal
from proposals.snapshot import content_of
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.proposals.views.pages import form_data, text

pytestmark = pytest.mark.django_db
SECTIONS = written_sections()
FREE_TEXT = {"hardware": "name", "markets": "rationale", "parties": "note", "support": "purpose"}


def url_of(ready, section):
    return reverse(f"proposals:{section}", args=[ready.proposal.pk])


def saved(ready):
    return content_of(Proposal.objects.get(pk=ready.proposal.pk))


@pytest.mark.parametrize("section", SECTIONS)
def test_saving_an_unchanged_section_changes_nothing_and_keeps_signatures_valid(
    section, ready, as_user
):
    browser, before = as_user(ready.admin), saved(ready)
    answer = browser.post(url_of(ready, section), form_data(browser.get(url_of(ready, section))))
    assert (answer.status_code, answer.url) == (302, url_of(ready, section))
    assert saved(ready) == before
    holding = digests_by_member(saved(ready))
    assert all(one.signed_digest in holding[one.organization_id] for one in before.certifications)


def test_save_and_continue_leads_to_the_next_section(ready, as_user):
    browser = as_user(ready.admin)
    typed = form_data(browser.get(url_of(ready, "markets"))) | {"continue": "1"}
    assert browser.post(url_of(ready, "markets"), typed).url == url_of(ready, "operations")


def test_an_administrator_of_the_anchor_writes_and_a_signatory_does_not(ready, as_user):
    typed = form_data(as_user(ready.admin).get(url_of(ready, "overview"))) | {"title": "New title"}
    refused = as_user(ready.signatory).post(url_of(ready, "overview"), typed)
    assert (refused.status_code, saved(ready).title) == (403, "Lumen Stack for public services")
    taken = as_user(ready.admin).post(url_of(ready, "overview"), typed)
    assert (taken.status_code, saved(ready).title) == (302, "New title")


@pytest.mark.parametrize("section", SECTIONS)
def test_a_member_cannot_write_for_the_anchor(section, ready, as_user):
    typed = form_data(as_user(ready.admin).get(url_of(ready, section)))
    browser = as_user(ready.member_signatory)
    for button in ({}, {"add_row": section}):
        assert browser.post(url_of(ready, section), typed | button).status_code == 403


@pytest.mark.parametrize("section", SECTIONS)
def test_nobody_reads_a_section_of_somebody_else(section, ready, as_user):
    assert as_user(UserFactory()).get(url_of(ready, section)).status_code == 404


def test_a_wrong_field_gets_its_message_and_everything_typed_stays(ready, as_user):
    browser = as_user(ready.admin)
    typed = form_data(browser.get(url_of(ready, "hardware")))
    typed |= {"hardware-0-us_origin_percent": "170", "hardware-1-name": "Renamed shelf"}
    page = browser.post(url_of(ready, "hardware"), typed | {"content_justification": "New words"})
    back = form_data(page)
    assert page.status_code == 422
    assert "Ensure this value is less than or equal to 100." in text(page)
    assert back["hardware-0-us_origin_percent"] == ["170"]
    assert back["hardware-1-name"] == ["Renamed shelf"]
    assert back["content_justification"] == ["New words"]
    assert saved(ready).components[1].name == "Harbor storage shelf"


def test_who_comes_second_keeps_the_typed_text_and_may_save_it_then(ready, as_user):
    browser = as_user(ready.admin)
    typed = form_data(browser.get(url_of(ready, "overview"))) | {"title": "Typed by the second"}
    other = SectionDraft(values={"title": "Saved by the first"})
    save_section(ready.proposal, "overview", other, by=ready.admin)
    page = browser.post(url_of(ready, "overview"), typed)
    assert page.status_code == 409
    assert "Somebody else saved this section after you opened it" in text(page)
    assert "Title Saved by the first Typed by the second" in text(page)
    assert form_data(page)["title"] == ["Typed by the second"]
    assert saved(ready).title == "Saved by the first"
    assert browser.post(url_of(ready, "overview"), form_data(page)).status_code == 302
    assert saved(ready).title == "Typed by the second"


def test_text_typed_while_somebody_submitted_comes_back_and_is_not_saved(ready, as_user):
    browser = as_user(ready.admin)
    typed = form_data(browser.get(url_of(ready, "overview"))) | {"title": "Too late"}
    submit(ready.proposal, by=ready.signatory)
    page = browser.post(url_of(ready, "overview"), typed)
    assert (page.status_code, form_data(page)["title"]) == (409, ["Too late"])
    assert saved(ready).title == "Lumen Stack for public services"


@pytest.mark.parametrize("section", ["hardware", "markets", "parties", "support"])
def test_another_row_is_added_without_javascript_and_nothing_typed_is_lost(section, ready, as_user):
    browser, before = as_user(ready.admin), saved(ready)
    typed = form_data(browser.get(url_of(ready, section)))
    first = FREE_TEXT[section]
    rows = int(typed[f"{section}-TOTAL_FORMS"][0])
    typed[f"{section}-0-{first}"] = ["Typed before the row"]
    page = browser.post(url_of(ready, section), typed | {"add_row": section})
    back = form_data(page)
    assert page.status_code == 200
    assert back[f"{section}-0-{first}"] == ["Typed before the row"]
    assert back[f"{section}-TOTAL_FORMS"] == [str(rows + 1)]
    assert "correction" not in text(page)
    assert saved(ready) == before
    assert browser.post(url_of(ready, section), back).status_code == 302
    assert "Typed before the row" in str(saved(ready))


def test_a_removed_row_is_gone_after_saving(ready, as_user):
    browser = as_user(ready.admin)
    typed = form_data(browser.get(url_of(ready, "hardware"))) | {"hardware-0-DELETE": "on"}
    browser.post(url_of(ready, "hardware"), typed)
    assert [row.name for row in saved(ready).components] == ["Harbor storage shelf"]


def test_the_same_market_twice_is_refused_at_the_second(ready, as_user):
    browser = as_user(ready.admin)
    typed = form_data(browser.get(url_of(ready, "markets"))) | {"markets-1-market": "COUNTRY:KE"}
    page = browser.post(url_of(ready, "markets"), typed)
    assert page.status_code == 422
    assert "This is named in an earlier row." in text(page)
    assert [market.code for market in saved(ready).markets] == ["KE", "EU"]


def test_a_country_and_a_bloc_with_the_same_code_are_two_markets(ready, as_user):
    browser = as_user(ready.admin)
    typed = form_data(browser.get(url_of(ready, "markets")))
    typed |= {"markets-0-market": "COUNTRY:AU", "markets-1-market": "BLOC:AU"}
    assert browser.post(url_of(ready, "markets"), typed).status_code == 302
    assert [(m.kind, m.code) for m in saved(ready).markets] == [("COUNTRY", "AU"), ("BLOC", "AU")]


def test_the_share_is_computed_from_what_is_typed_and_nothing_is_saved(ready, as_user):
    browser, before = as_user(ready.admin), saved(ready)
    typed = form_data(browser.get(url_of(ready, "hardware")))
    typed |= {"hardware-0-quantity": "1,000", "hardware-0-unit_value": "$100.00"}
    typed |= {"hardware-0-us_origin_percent": "50 %", "hardware-1-DELETE": "on"}
    share = browser.post(reverse("proposals:content_share", args=[ready.proposal.pk]), typed)
    assert "U.S. content: 50.00 %" in text(share)
    assert "(1,000 × $100.00 × 50 %) ÷ $100,000.00 = 50.00 %" in text(share)
    assert saved(ready) == before


def test_a_figure_that_is_no_number_counts_as_missing(ready, as_user):
    browser = as_user(ready.admin)
    typed = form_data(browser.get(url_of(ready, "hardware"))) | {"hardware-1-unit_value": "a lot"}
    share = browser.post(reverse("proposals:content_share", args=[ready.proposal.pk]), typed)
    assert "U.S. content: between 40.00 % and 70.00 %" in text(share)


@pytest.mark.parametrize("name", ["", "0", "999", "anchor"])
@pytest.mark.parametrize("part", [Part.CONTRIBUTOR, Part.SIGNATORY])
def test_the_live_share_tells_no_member_what_another_pays(ready, as_user, part, name):
    """Whatever `for` says, and whoever asks: it counts own rows, or is refused."""
    browser = as_user(MembershipFactory(organization=ready.member, part=part).user)
    typed = {"for": str(ready.anchor.pk) if name == "anchor" else name}
    page = browser.post(f"/proposals/{ready.proposal.pk}/hardware/share/", typed)
    is_own = part is Part.CONTRIBUTOR and not name
    assert page.status_code == (200 if is_own else 403)
    assert f"{content_of(ready.proposal).components[0].unit_value:,.2f}" not in text(page)


def test_the_share_of_all_is_not_said_to_be_that_of_one_member(ready, as_user):
    row = {"name": "Node", "category": "SERVER", "manufacturer": "Juniper", "quantity": 12}
    draft = SectionDraft(values={}, rows=[row | {"unit_value": "4321", "us_origin_percent": "55"}])
    writer = MembershipFactory(organization=ready.member, part=Part.CONTRIBUTOR).user
    save_section(ready.proposal, "hardware", draft, by=writer)
    ready.consortium.members.filter(organization=ready.member).update(anchor_writes=True)
    address = f"/proposals/{ready.proposal.pk}/hardware/?for={ready.member.pk}"
    alone = f"Of the items of {ready.member.legal_name} alone"
    assert alone in text(as_user(ready.admin).get(address))
    page = text(as_user(ready.admin).get(address + "&read"))
    assert "12 × $4,321.00" in page
    assert alone not in page
