"""Is a file seen before it is applied, on pages that say what is wrong with it?"""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from exports_portal.accounts.roles import Part
from proposals.actions.drafts import SectionDraft, save_section, start
from proposals.actions.submit import submit
from proposals.exchange.csv_text import read_csv, read_text
from proposals.exchange.tables import LARGEST_TABLE
from proposals.forms.imports import ONE_SOURCE
from proposals.models import PendingImport
from proposals.snapshot import content_of
from tests.factories.accounts import MembershipFactory
from tests.factories.proposals import contributor_of
from tests.factories.proposals_ready import CONFIDENTIAL_SUMMARY, UNIT_VALUE, ready_proposal
from tests.proposals.exchange.workbooks import HEADINGS, number, row, workbook
from tests.proposals.views.pages import form_data, text

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parents[2] / "data"
NEW = "Item,Category,Manufacturer,Quantity,Colour\nTide switch,Networking,Harbor,4,red\n"


def address(ready, *more):
    return "/".join(("/proposals", str(ready.proposal.pk), *more, ""))


def file(content: bytes | str, name="parts.csv"):
    return SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())


def sent(browser, ready, **fields):
    return browser.post(address(ready, "import"), {"member": ready.anchor.pk} | fields)


def names(ready):
    return [each.name for each in content_of(ready.proposal).components]


@pytest.mark.parametrize("how", ["file", "text"])
def test_a_table_is_seen_then_applied(ready, as_user, how):
    browser = as_user(ready.admin)
    source = {"file": file(NEW)} if how == "file" else {"text": NEW.replace(",", "\t")}
    url = sent(browser, ready, **source).url
    preview = browser.get(url)
    said = text(preview)
    assert "Added: 1 Removed: 0 Changed: 0" in said
    assert "Hardware and U.S. content: Tide switch Added" in said
    assert "Category: Networking" in said
    assert "Column E, “Colour”: there is no such field." in said
    assert "Tide switch" not in names(ready)
    done = browser.post(url, form_data(preview), follow=True)
    assert names(ready)[-1] == "Tide switch"
    assert "imported." in text(done)
    assert browser.get(url).status_code == 404


def test_a_workbook_is_known_by_its_bytes_whatever_its_name_says(ready, as_user):
    cells = row(1, *HEADINGS) + row(2, "Tide switch", "Networking", "Harbor", number("D2", "4"))
    page = sent(as_user(ready.admin), ready, file=file(workbook(cells), "parts.csv"))
    assert page.status_code == 302
    pending = PendingImport.objects.get()
    assert (pending.name, pending.found["source"]) == ("parts.csv", "An XLSX workbook")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("mode", ["ADD", "REPLACE"])
def test_what_was_exported_changes_nothing(ready, as_user, form, mode):
    browser = as_user(ready.admin)
    exported = browser.get(address(ready, "export") + f"components.{form}").content
    page = browser.get(sent(browser, ready, file=file(exported)).url, {"mode": mode})
    assert "Nothing would change: the draft says all of this already." in text(page)
    assert "Apply" not in text(page)


def test_to_replace_is_a_choice_that_shows_what_it_removes(ready, as_user):
    browser = as_user(ready.admin)
    url = sent(browser, ready, text=NEW).url
    preview = browser.get(url, {"mode": "REPLACE"})
    assert "Harbor storage shelf" in text(preview)
    assert form_data(preview)["mode"] == ["REPLACE"] * 2
    browser.post(url, {"mode": "REPLACE", "read": form_data(preview)["read"]})
    assert names(ready) == ["Tide switch"]


def test_what_is_wrong_is_named_by_row_and_column_and_what_was_pasted_stays(ready, as_user):
    pasted = NEW.replace("4", "many") + "A,Farm,B,1,\n"
    page = sent(as_user(ready.admin), ready, text=pasted)
    assert page.status_code == 422
    assert "Row 2, Quantity: Enter a number" in text(page)
    assert "Row 3, Category: “Farm” is not a choice." in text(page)
    assert form_data(page)["text"] == [pasted]
    assert PendingImport.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7 ", "The file is neither of these"),
        (b"\x89PNG\r\n\x1a\n", "The file is neither of these"),
        (b"\x1f\x8b\x08", "The file is neither of these"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "the Office format of before 2007"),
        (b"<?xml version='1.0'?><bom/>", "This is XML"),
        (b"\xff\xfe\xff", "not in UTF-8"),
        (b"\x00\x01\x02", "characters that no text has"),
        (b"[1, 2]", "This JSON is nothing that the portal can read"),
        (b"{", "Line 1, column 2: This is no JSON"),
        (b" ", "The file is empty."),
        (b"x" * (LARGEST_TABLE + 1), "The file is larger than 5 MB."),
    ],
    ids=lambda value: str(value)[:12],
)
def test_a_file_of_another_kind_gets_a_sentence(ready, as_user, content, sentence):
    page = sent(as_user(ready.admin), ready, file=file(content, "a.csv"))
    assert page.status_code == 422
    assert sentence in text(page)


@pytest.mark.parametrize("fields", [{}, {"text": NEW, "both": True}])
def test_one_source_is_chosen(ready, as_user, fields):
    if fields.pop("both", False):
        fields["file"] = file(NEW)
    page = sent(as_user(ready.admin), ready, **fields)
    assert page.status_code == 422
    assert ONE_SOURCE in text(page)


def test_what_was_saved_in_between_is_shown_again_before_it_is_applied(ready, as_user):
    browser = as_user(ready.admin)
    url = sent(browser, ready, text=NEW).url
    preview = browser.get(url)
    save_section(
        ready.proposal,
        "hardware",
        SectionDraft(values={"content_justification": "Since."}),
        by=ready.admin,
    )
    again = browser.post(url, form_data(preview))
    assert again.status_code == 409
    assert "Nothing was imported" in text(again)
    assert "Tide switch" not in names(ready)
    assert browser.post(url, form_data(again)).status_code == 302
    assert "Tide switch" in names(ready)


def test_a_member_imports_its_own_rows_and_the_anchor_member_those_it_may(ready, as_user):
    person = MembershipFactory(organization=ready.member, part=Part.CONTRIBUTOR).user
    browser = as_user(person)
    assert sent(browser, ready, text=NEW).status_code == 422  # in the name of the anchor member
    url = sent(browser, ready, text=NEW, member=ready.member.pk).url
    preview = browser.get(url)
    assert f"in the name of {ready.member.legal_name}" in text(preview)
    browser.post(url, form_data(preview))
    assert content_of(ready.proposal).components[-1].contributor == ready.member.pk
    assert sent(as_user(ready.admin), ready, text=NEW, member=ready.member.pk).status_code == 422
    ready.consortium.members.filter(organization=ready.member).update(anchor_writes=True)
    assert sent(as_user(ready.admin), ready, text=NEW, member=ready.member.pk).status_code == 302


def test_what_waits_is_gone_when_the_member_no_longer_lets_the_anchor_write(ready, as_user):
    members = ready.consortium.members.filter(organization=ready.member)
    members.update(anchor_writes=True)
    browser = as_user(ready.admin)
    url = sent(browser, ready, text=NEW, member=ready.member.pk).url
    typed = form_data(browser.get(url))
    members.update(anchor_writes=False)
    assert browser.get(url).status_code == 404
    assert browser.post(url, typed).status_code == 404


def test_nobody_else_sees_what_waits(ready, as_user):
    url = sent(as_user(ready.admin), ready, text=NEW).url
    colleague = MembershipFactory(organization=ready.anchor, part=Part.ADMIN).user
    assert as_user(colleague).get(url).status_code == 404
    assert as_user(ready.member_signatory).get(url).status_code == 403
    assert as_user(contributor_of(ready.consortium)).get(url).status_code == 404


def test_who_may_not_edit_imports_nothing(ready, as_user):
    page = sent(as_user(ready.member_signatory), ready, text=NEW)
    assert page.status_code == 403
    submit(ready.proposal, by=ready.signatory)
    assert sent(as_user(ready.admin), ready, text=NEW).status_code == 409


def test_an_earlier_proposal_is_copied_after_it_was_seen(ready, as_user):
    other = start(consortium=ready.consortium, call=ready.call, title="Second", by=ready.admin)
    browser = as_user(ready.admin)
    asked = {"earlier": ready.proposal.pk, "member": ready.anchor.pk}
    url = browser.post(f"/proposals/{other.pk}/import/", asked).url
    preview = browser.get(url)
    assert "Lumen L4 accelerator" in text(preview)
    browser.post(url, form_data(preview))
    ours, theirs = content_of(other), content_of(ready.proposal)
    assert [each.name for each in ours.components] == [each.name for each in theirs.components]
    assert {each.id for each in ours.components}.isdisjoint(each.id for each in theirs.components)
    assert ours.overview.confidential_summary == CONFIDENTIAL_SUMMARY


def test_what_a_published_format_does_not_say_is_asked_then_seen_and_applied(ready, as_user):
    browser = as_user(ready.admin)
    url = sent(browser, ready, file=file((DATA / "cyclonedx-1.6.json").read_text(), "bom.json")).url
    asked = browser.get(url)
    assert "“Tide switch”: Category" in text(asked)
    refused = browser.post(url, form_data(asked) | {"components-1-quantity": "-1"})
    assert refused.status_code == 422
    assert "“Tide switch”: Quantity" in text(refused)
    answers = {"components-0-category": "SERVER", "models-0-openness": "CLOSED"}
    preview = browser.post(url, form_data(asked) | answers, follow=True)
    assert "“Tide switch”: left out, without Category, Quantity." in text(preview)
    assert "“tensorlight” (library): only models and devices have a place." in text(preview)
    browser.post(url, form_data(preview))
    content = content_of(ready.proposal)
    assert (content.components[-1].name, content.components[-1].quantity) == (
        "Lantern rack server L4",
        12,
    )
    model = content.models[-1]
    assert (model.name, model.developer) == ("Lantern Clinical 2.1", "Lumen Harbor Systems")
    assert (model.developer_country, model.eccn) == ("", "UNKNOWN")


def test_claims_of_oscal_are_added_beside_those_that_are_there(ready, as_user):
    browser = as_user(ready.admin)
    oscal = (DATA / "oscal-component-definition.json").read_text()
    url = sent(browser, ready, text=oscal).url
    before = content_of(ready.proposal).security_claims
    preview = browser.post(url, {"security_claims-2-domain": "LOGGING"}, follow=True)
    browser.post(url, form_data(preview))
    after = content_of(ready.proposal).security_claims
    assert after[: len(before)] == before
    assert [each.domain.value for each in after[len(before) :]] == [
        "NETWORK",
        "IDENTITY",
        "LOGGING",
    ]


def test_nobody_else_answers_what_is_asked(ready, as_user):
    cyclonedx = (DATA / "cyclonedx-1.6.json").read_text()
    url = sent(as_user(ready.admin), ready, text=cyclonedx).url
    colleague = MembershipFactory(organization=ready.anchor, part=Part.ADMIN).user
    answers = {"models-0-openness": "CLOSED"}
    assert as_user(colleague).post(url, answers).status_code == 404
    assert "openness" not in str(PendingImport.objects.get().found["rows"]["models"])


def test_only_a_proposal_of_this_consortium_is_a_source(ready, as_user):
    other = ready_proposal()
    MembershipFactory(organization=other.anchor, user=ready.admin, part=Part.ADMIN)
    for proposal in (other.proposal, ready.proposal):
        page = sent(as_user(ready.admin), ready, earlier=proposal.pk)
        assert page.status_code == 422
    assert PendingImport.objects.count() == 0


def test_every_table_leaves_for_who_may_read_it(ready, as_user):
    page = as_user(ready.admin).get(address(ready, "export"))
    assert "Bill of materials" in text(page)
    answer = as_user(ready.admin).get(address(ready, "export") + "components.csv")
    assert answer["Content-Disposition"] == (
        f'attachment; filename="proposal-{ready.proposal.pk}-components.csv"'
    )
    assert f"{UNIT_VALUE:.0f}" in str(read_csv(read_text(answer.content)))
    theirs = as_user(ready.member_signatory).get(address(ready, "export") + "components.csv")
    assert f"{UNIT_VALUE:.0f}" not in theirs.content.decode()


@pytest.mark.parametrize("name", ["overview.csv", "members.csv", "components.exe", "nothing.xlsx"])
def test_what_is_no_table_is_not_found(ready, as_user, name):
    assert as_user(ready.admin).get(address(ready, "export") + name).status_code == 404


def test_the_json_has_what_the_reader_may_read(ready, as_user):
    submit(ready.proposal, by=ready.signatory)
    for url in (
        address(ready, "export") + "proposal.json",
        address(ready, "versions", "1") + "proposal.json",
    ):
        ours = as_user(ready.admin).get(url)
        theirs = as_user(ready.member_signatory).get(url)
        assert CONFIDENTIAL_SUMMARY in ours.content.decode()
        assert CONFIDENTIAL_SUMMARY not in theirs.content.decode()
        assert theirs.json()["overview"]["title"] == ours.json()["overview"]["title"]
        assert ours["Cache-Control"] == "private, no-store"
