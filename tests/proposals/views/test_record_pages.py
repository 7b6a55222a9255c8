"""Does each record of a long page have a page of its own, and is every save undone from history?"""

import re

import pytest

from exports_portal.accounts.roles import Part
from proposals.actions.drafts import SectionDraft, save_section
from proposals.actions.one_record import add_records, remove_record
from proposals.actions.submit import submit
from proposals.models import ContentRecord, Proposal
from proposals.snapshot import content_of
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.proposals.views.pages import form_data, text

pytestmark = pytest.mark.django_db
NODE = {
    "name": "Juniper edge node",
    "category": "SERVER",
    "manufacturer": "Juniper Foundry Works",
    "quantity": "12",
}


@pytest.fixture
def writer(ready):
    user = UserFactory(full_name="Wilma Tanner")
    return MembershipFactory(organization=ready.member, user=user, part=Part.CONTRIBUTOR).user


def url(ready, *rest):
    return "/".join([f"/proposals/{ready.proposal.pk}", *map(str, rest), ""])


def first(ready):
    rows = ContentRecord.objects.filter(proposal=ready.proposal, kind="components")
    return rows.filter(contributor=ready.anchor).first()


def components(ready):
    return content_of(Proposal.objects.get(pk=ready.proposal.pk)).components


def many(ready, number, by=None, **how):
    rows = [NODE | {"name": f"Node {at:03}"} for at in range(number)]
    draft = SectionDraft(values={}, rows=rows)
    save_section(ready.proposal, "hardware", draft, by=by or ready.admin, **how)


def test_a_page_with_many_rows_lists_them_and_keeps_the_rest_of_its_form(ready, as_user):
    many(ready, 45)
    browser = as_user(ready.admin)
    page = browser.get(url(ready, "hardware"))
    assert "There are 45 of them" in text(page)
    assert "Node 000" in text(page)
    assert "Node 044" not in text(page)
    assert "Node 044" in text(browser.get(url(ready, "hardware") + "?page=2"))
    typed = form_data(page) | {"content_justification": "New reasons."}
    assert browser.post(url(ready, "hardware"), typed).status_code == 302
    saved = content_of(Proposal.objects.get(pk=ready.proposal.pk))
    assert saved.hardware.content_justification == "New reasons."
    assert len(saved.components) == 45


def test_what_was_typed_before_the_page_grew_long_is_saved_too(ready, as_user):
    browser = as_user(ready.admin)
    typed = form_data(browser.get(url(ready, "hardware"))) | {"hardware-0-quantity": "9"}
    rows = [NODE | {"name": f"Node {at:03}"} for at in range(45)]
    add_records(ready.proposal, "components", rows, by=ready.admin)
    assert browser.post(url(ready, "hardware"), typed).status_code == 302
    assert (components(ready)[0].quantity, len(components(ready))) == (9, 47)


def test_a_record_is_changed_on_its_page(ready, as_user):
    browser, row = as_user(ready.admin), first(ready)
    page = browser.get(url(ready, "records", row.pk))
    assert "Item: Lumen L4 accelerator" in text(page)
    answer = browser.post(url(ready, "records", row.pk), form_data(page) | {"quantity": "513"})
    assert answer.url == url(ready, "hardware")
    assert components(ready)[0].quantity == 513


def test_two_people_on_one_record_keep_both_their_fields(ready, as_user):
    browser, row = as_user(ready.admin), first(ready)
    one = form_data(browser.get(url(ready, "records", row.pk)))
    two = dict(one)
    browser.post(url(ready, "records", row.pk), one | {"quantity": "513"})
    answer = browser.post(url(ready, "records", row.pk), two | {"model_no": "L4-80"})
    assert answer.status_code == 302
    assert (components(ready)[0].quantity, components(ready)[0].model_no) == (513, "L4-80")
    late = browser.post(url(ready, "records", row.pk), two | {"quantity": "7"})
    assert late.status_code == 409
    assert "changed what you changed" in text(late)
    assert form_data(late)["quantity"] == ["7"]
    assert browser.post(url(ready, "records", row.pk), form_data(late)).status_code == 302
    assert (components(ready)[0].quantity, components(ready)[0].model_no) == (7, "L4-80")


def test_what_is_wrong_is_said_and_what_was_typed_stays(ready, as_user):
    browser, row = as_user(ready.admin), first(ready)
    typed = form_data(browser.get(url(ready, "records", row.pk))) | {"quantity": "many"}
    page = browser.post(url(ready, "records", row.pk), typed)
    assert page.status_code == 422
    assert form_data(page)["quantity"] == ["many"]
    for base in ("", "x", "99", "9" * 40):
        refused = browser.post(
            url(ready, "records", row.pk), typed | {"quantity": "1", "base": base}
        )
        assert refused.status_code == 422
        assert "The page is not complete." in text(refused)


def test_a_new_record_sent_twice_is_one(ready, as_user):
    browser, address = as_user(ready.admin), url(ready, "records", "new", "components")
    typed = form_data(browser.get(address)) | NODE
    for _ in range(2):
        assert browser.post(address, typed).status_code == 302
    assert [one.name for one in components(ready)][2:] == ["Juniper edge node"]
    assert browser.post(address, typed | {"base": "x"}).status_code == 422


def test_back_in_the_browser_and_another_text_is_another_record(ready, as_user):
    browser, address = as_user(ready.admin), url(ready, "records", "new", "components")
    typed = form_data(browser.get(address)) | NODE
    browser.post(address, typed)
    page = browser.post(address, typed | {"name": "Second node"})
    assert page.status_code == 422
    assert "Save again to add what stands here as another record." in text(page)
    again = form_data(page)
    assert again["name"] == ["Second node"]
    assert browser.post(address, again).status_code == 302
    assert [one.name for one in components(ready)][2:] == ["Juniper edge node", "Second node"]


def test_a_form_whose_record_was_removed_meanwhile_does_not_say_that_it_was_added(ready, as_user):
    browser, address = as_user(ready.admin), url(ready, "records", "new", "components")
    typed = form_data(browser.get(address)) | NODE
    browser.post(address, typed)
    remove_record(ready.proposal, components(ready)[2].id, revision=1, by=ready.admin)
    assert browser.post(address, typed).status_code == 422


def test_a_form_without_rows_removes_none_when_the_page_is_short_by_then(ready, as_user):
    many(ready, 45)
    browser = as_user(ready.admin)
    typed = form_data(browser.get(url(ready, "hardware"))) | {"content_justification": "Reasons."}
    many(ready, 30)
    assert browser.post(url(ready, "hardware"), typed).status_code == 302
    saved = content_of(Proposal.objects.get(pk=ready.proposal.pk))
    assert (len(saved.components), saved.hardware.content_justification) == (30, "Reasons.")


def test_a_member_adds_and_reads_its_own_alone(ready, as_user, writer):
    browser, address = as_user(writer), url(ready, "records", "new", "components")
    assert browser.post(address, form_data(browser.get(address)) | NODE).status_code == 302
    assert components(ready)[2].contributor == ready.member.pk
    assert browser.get(url(ready, "records", first(ready).pk)).status_code == 404
    row = ContentRecord.objects.get(pk=components(ready)[2].id)
    anchor = as_user(ready.admin)
    shown = anchor.get(url(ready, "records", row.pk))
    assert "Juniper Foundry Works" in text(shown)
    assert 'name="quantity"' not in shown.content.decode()
    assert anchor.post(url(ready, "records", row.pk), NODE).status_code == 403
    assert anchor.post(url(ready, "records", row.pk, "remove"), {"base": "1"}).status_code == 403


def test_strangers_and_other_kinds_find_nothing(ready, as_user):
    assert as_user(UserFactory()).get(url(ready, "records", first(ready).pk)).status_code == 404
    layer = ContentRecord.objects.filter(proposal=ready.proposal, kind="layers").first()
    assert as_user(ready.admin).get(url(ready, "records", layer.pk)).status_code == 404
    for kind in ("layers", "none", "evidence"):
        assert as_user(ready.admin).get(url(ready, "records", "new", kind)).status_code == 404


def test_a_record_is_removed_after_a_page_that_says_so_and_brought_back(ready, as_user):
    browser, row = as_user(ready.admin), first(ready)
    address = url(ready, "records", row.pk, "remove")
    page = browser.get(address)
    assert "Lumen L4 accelerator" in text(page)
    assert len(components(ready)) == 2
    assert browser.post(address, form_data(page)).status_code == 302
    assert [one.name for one in components(ready)] == ["Harbor storage shelf"]
    history = browser.get(url(ready, "hardware", "history"))
    (undo,) = set(re.findall(rf"/proposals/\d+/records/{row.pk}/restore/\d+/", history.text))
    assert browser.post(undo).status_code == 302
    assert components(ready)[0].name == "Lumen L4 accelerator"
    for _ in range(2):  # to undo that removes it again, once
        assert browser.post(url(ready, "records", row.pk, "restore", 2)).status_code == 302
        assert [one.name for one in components(ready)] == ["Harbor storage shelf"]
    assert ContentRecord.objects.get(pk=row.pk).revision == 4


def test_a_removal_of_what_changed_meanwhile_is_refused(ready, as_user):
    browser, row = as_user(ready.admin), first(ready)
    asked = form_data(browser.get(url(ready, "records", row.pk, "remove")))
    typed = form_data(browser.get(url(ready, "records", row.pk))) | {"quantity": "5"}
    browser.post(url(ready, "records", row.pk), typed)
    browser.post(url(ready, "records", row.pk, "remove"), asked)
    assert components(ready)[0].quantity == 5


def test_the_history_says_who_changed_what_and_undoes_it(ready, as_user):
    browser, row = as_user(ready.admin), first(ready)
    typed = form_data(browser.get(url(ready, "records", row.pk))) | {"quantity": "513"}
    browser.post(url(ready, "records", row.pk), typed)
    history = browser.get(url(ready, "hardware", "history"))
    assert "Ada Quill" in text(history)
    assert "Quantity" in text(history)
    assert browser.post(url(ready, "records", row.pk, "restore", 1)).status_code == 302
    assert components(ready)[0].quantity == 512
    assert browser.post(url(ready, "records", row.pk, "restore", 99)).status_code == 404


def test_the_history_tells_a_member_nothing_of_the_anchors_records(ready, as_user, writer):
    many(ready, 1, by=writer)
    said = text(as_user(writer).get(url(ready, "hardware", "history")))
    assert "Node 000" in said
    for secret in ("Lumen L4", "Ada Quill", "Harbor storage"):
        assert secret not in said
    anchor = text(as_user(ready.admin).get(url(ready, "hardware", "history")))
    assert "Juniper Data Works" in anchor
    assert writer.full_name not in anchor
    row = ContentRecord.objects.get(contributor=ready.member, kind="components")
    assert as_user(ready.admin).post(url(ready, "records", row.pk, "restore", 1)).status_code == 403
    foreign = url(ready, "records", first(ready).pk, "restore", 1)
    assert as_user(writer).post(foreign).status_code == 404


def test_after_submission_nothing_is_written(ready, as_user):
    submit(ready.proposal, by=ready.signatory)
    browser, row = as_user(ready.admin), first(ready)
    assert 'name="quantity"' not in browser.get(url(ready, "records", row.pk)).content.decode()
    assert browser.post(url(ready, "records", row.pk), NODE).status_code == 403
    assert browser.get(url(ready, "records", "new", "components")).status_code == 403
    assert browser.post(url(ready, "records", row.pk, "restore", 1)).status_code == 409
    assert browser.get(url(ready, "hardware", "history")).status_code == 200


def test_of_many_rows_of_others_one_screen_is_read_at_a_time(ready, as_user, writer):
    many(ready, 45, by=writer)
    browser = as_user(ready.admin)
    page = browser.get(url(ready, "hardware"))
    assert "Only the first rows are shown." in text(page)
    assert "Node 044" not in text(page)
    assert "Node 044" in text(browser.get(url(ready, "hardware") + "?read=1&page=2"))
