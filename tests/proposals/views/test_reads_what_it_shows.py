"""Does a page with thousands of rows read only those that it shows?"""

from uuid import uuid4

import pytest
from django.utils import timezone

from exports_portal.accounts.roles import Part
from exports_portal.policy.countries import country_choices
from proposals import snapshot
from proposals.actions.drafts import SectionDraft, save_section
from proposals.actions.one_record import add_records
from proposals.content import LayerCode
from proposals.content.reading import Reader, for_reader
from proposals.rules.content_share import content_share
from proposals.snapshot import content_of
from proposals.views.section_page import MOST_ON_A_FORM, ROWS_ON_A_SCREEN
from tests.factories.accounts import MembershipFactory
from tests.factories.proposals_ready import COMPONENTS
from tests.proposals.rules.contents import complete_content
from tests.proposals.views.pages import form_data, text

pytestmark = pytest.mark.django_db
MANY = 3 * ROWS_ON_A_SCREEN


@pytest.fixture
def read(monkeypatch):
    """The names of the hardware rows that were made from the database."""
    names, make = [], snapshot.record_of_data

    def counted(of, data, **identity):
        if of.__name__ == "Component":
            names.append(data["name"])
        return make(of, data, **identity)

    monkeypatch.setattr(snapshot, "record_of_data", counted)
    return names


@pytest.fixture
def page(ready):
    writer = MembershipFactory(organization=ready.member, part=Part.CONTRIBUTOR).user
    for organization, by in ((ready.anchor, ready.admin), (ready.member, writer)):
        rows = [COMPONENTS[0] | {"name": f"Node {number:03}"} for number in range(MANY)]
        add_records(ready.proposal, "components", rows, by=by, contributor=organization.pk)
    return f"/proposals/{ready.proposal.pk}/hardware/"


@pytest.mark.parametrize("asked", ["", "?read=1", "?page=2"])
def test_a_page_of_many_rows_reads_one_screen_of_the_own_and_one_of_the_others(
    ready, as_user, page, read, asked
):
    browser = as_user(ready.admin)
    browser.get(page)  # what follows from all of them is worked out once for this state
    read.clear()
    assert browser.get(page + asked).status_code == 200
    assert 0 < len(read) <= 2 * ROWS_ON_A_SCREEN


def test_the_share_of_a_long_page_is_that_of_all_rows_and_follows_a_change(ready, as_user, page):
    browser = as_user(ready.admin)
    for quantity in (1, 7):
        row = ready.proposal.records.filter(kind="components").first()
        row.data["quantity"] = quantity
        row.revision += 1
        row.save()
        components = content_of(ready.proposal).components
        context = snapshot.context_of(ready.proposal, as_of=timezone.now())
        found = content_share(components, context.content_threshold)
        assert f"{found.percent}" in text(browser.get(page))


def test_what_nobody_hides_is_not_made_anew():
    content = complete_content()
    anchor = content.anchor.organization_id
    shown = for_reader(content, Reader(organizations=frozenset({anchor}), is_anchor=True))
    assert shown.layers[0] is content.layers[0]
    hidden = for_reader(content, Reader()).layer(LayerCode.L1_HARDWARE)
    assert hidden is not content.layer(LayerCode.L1_HARDWARE)
    assert MOST_ON_A_FORM <= ROWS_ON_A_SCREEN


def test_many_markets_have_a_page_each_and_are_typed_there_as_ever(ready, as_user):
    codes = [code for code, _ in country_choices()][: MOST_ON_A_FORM + 1]
    rows = [{"kind": "COUNTRY", "code": code} for code in codes]
    save_section(ready.proposal, "markets", SectionDraft(values={}, rows=rows), by=ready.admin)
    browser, own = as_user(ready.admin), f"/proposals/{ready.proposal.pk}/"
    assert f"There are {len(codes)} of them" in text(browser.get(f"{own}markets/"))
    row = ready.proposal.records.filter(kind="markets", data__code=codes[0]).get()
    address = f"{own}records/{row.pk}/"
    typed = form_data(browser.get(address)) | {"rationale": "It asked first."}
    assert typed["market"] == [f"COUNTRY:{codes[0]}"]
    assert browser.post(address, typed).status_code == 302
    row.refresh_from_db()
    assert (row.data["code"], row.data["rationale"]) == (codes[0], "It asked first.")
    again = browser.post(f"{own}records/new/markets/", typed | {"base": str(uuid4())})
    assert again.status_code == 422
