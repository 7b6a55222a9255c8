"""Does a program see what a file would change before it applies it, as on the page?"""

from pathlib import Path

import pytest

from exports_portal.accounts.roles import Part
from proposals.actions.drafts import SectionDraft, save_section, start
from proposals.actions.submit import submit
from proposals.exchange.tables import LARGEST_TABLE
from proposals.forms.imports import ONE_SOURCE
from proposals.models import PendingImport
from proposals.snapshot import content_of
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.hostile import HOSTILE
from tests.proposals.api.calling import LIST, PROBLEM, own, pointers, send, upload

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parents[2] / "data"
NEW = b"Item,Category,Manufacturer,Quantity,Colour\nTide switch,Networking,Harbor,4,red\n"
ADD = {"mode": "ADD"}


def sent(program, ready, content=NEW, *, name="parts.csv", **texts):
    return upload(program, own(ready, "import/"), content, name=name, **texts)


def waiting(ready, answer):
    return own(ready, f"import/{answer.json()['id']}/")


def apply(program, url, read, mode=ADD):
    return send(program, "post", f"{url}apply/", mode, **{"if-match": read["ETag"]})


def names(ready):
    return [each.name for each in content_of(ready.proposal).components]


@pytest.fixture
def admin(ready, program_of):
    return program_of(ready.admin)


def test_a_table_is_seen_then_applied(ready, admin):
    answer = sent(admin, ready)
    said, url = answer.json(), waiting(ready, answer)
    assert (answer.status_code, answer["Location"].endswith(url)) == (201, True)
    assert (said["name"], said["contributor"]) == ("parts.csv", ready.anchor.pk)
    assert said["found"] == "A table as text (CSV)"
    assert said["left_out"] == ["Column E, “Colour”: there is no such field."]
    read = admin.get(url)
    preview = read.json()
    assert (preview["added"], preview["removed"], preview["changed"]) == (1, 0, 0)
    (line,) = preview["changes"]
    assert (line["section"], line["kind"], line["what"]) == ("hardware", "components", "ADDED")
    assert "Category: Networking" in line["after"]
    assert "Tide switch" not in names(ready)
    assert apply(admin, url, read).status_code == 204
    assert names(ready)[-1] == "Tide switch"
    assert admin.get(url).status_code == 404


def test_to_replace_is_another_change_and_says_what_it_removes(ready, admin):
    url = waiting(ready, sent(admin, ready))
    read = admin.get(f"{url}?mode=REPLACE")
    assert (read.json()["mode"], read.json()["removed"]) == ("REPLACE", 2)
    assert pointers(admin.get(f"{url}?mode=HALF")).keys() == {"#/mode"}
    assert apply(admin, url, admin.get(url), {"mode": "REPLACE"}).status_code == 412
    assert apply(admin, url, read, {"mode": "REPLACE"}).status_code == 204
    assert names(ready) == ["Tide switch"]


def test_what_was_saved_since_is_not_lost(ready, admin):
    url = waiting(ready, sent(admin, ready))
    read = admin.get(url)
    values = {"content_justification": "Since."}
    save_section(ready.proposal, "hardware", SectionDraft(values=values), by=ready.admin)
    assert send(admin, "post", f"{url}apply/", ADD).status_code == 428
    late = apply(admin, url, read)
    assert (late.status_code, "Nothing was imported" in late.json()["detail"]) == (412, True)
    assert "Tide switch" not in names(ready)
    assert pointers(apply(admin, url, admin.get(url), {})).keys() == {"#/mode"}
    assert apply(admin, url, admin.get(url)).status_code == 204


def test_what_waits_is_dropped(ready, admin):
    url = waiting(ready, sent(admin, ready))
    assert admin.delete(url).status_code == 204
    assert admin.delete(url).status_code == 404
    assert not PendingImport.objects.exists()
    assert "Tide switch" not in names(ready)


def test_what_the_format_does_not_say_is_answered_first(ready, admin):
    answer = sent(admin, ready, (DATA / "cyclonedx-1.6.json").read_bytes(), name="bom.json")
    url, asked = waiting(ready, answer), {one["name"]: one for one in answer.json()["questions"]}
    assert "SERVER" in asked["components-0-category"]["choices"]
    assert asked["components-0-category"]["label"].endswith(": Category")
    early = admin.get(url)
    assert (early.json()["changes"], early.has_header("ETag")) == ([], False)
    wrong = {"components-1-quantity": "-1", "components-9-name": "x"}
    refused = send(admin, "patch", url, {"answers": wrong})
    assert pointers(refused).keys() == {"#/components-1-quantity", "#/components-9-name"}
    for hostile in ([], "x", {"components-0-category": {"a": 1}}, {"components-0-category": "a\0"}):
        assert send(admin, "patch", url, {"answers": hostile}).status_code == 422
    said = {"components-0-category": "SERVER", "models-0-openness": "CLOSED"}
    answered = send(admin, "patch", url, {"answers": said}).json()
    assert answered["questions"] == []
    assert "“Tide switch”: left out, without Category, Quantity." in answered["left_out"]
    assert apply(admin, url, admin.get(url)).status_code == 204
    assert names(ready)[-1] == "Lantern rack server L4"


def test_everything_that_is_wrong_is_told_row_by_row(ready, admin):
    answer = sent(admin, ready, NEW.replace(b"4", b"many") + b"A,Farm,B,1,\n")
    assert (answer.status_code, answer["Content-Type"]) == (422, PROBLEM)
    assert answer.json()["title"] == "The file cannot be imported"
    told = [one["detail"] for one in answer.json()["errors"]]
    assert any("Row 2, Quantity" in one for one in told)
    assert any("Row 3, Category" in one for one in told)
    assert not PendingImport.objects.exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7 ", "The file is neither of these"),
        (b"<?xml version='1.0'?><bom/>", "This is XML"),
        (b"\xff\xfe\xff", "not in UTF-8"),
        (b"[" * 5_000, "no JSON"),
        (b" ", "The file is empty."),
    ],
)
def test_a_file_of_another_kind_gets_a_sentence(ready, admin, content, sentence):
    answer = sent(admin, ready, content)
    assert answer.status_code == 422
    assert sentence in answer.json()["detail"]


def test_the_source_is_one_and_is_named_at_its_field(ready, admin):
    both = sent(admin, ready, text="Item\nx\n")
    assert pointers(both) == {"#/file": ONE_SOURCE}
    large = sent(admin, ready, b"x" * (LARGEST_TABLE + 1))
    assert pointers(large) == {"#/file": "The file is larger than 5 MB."}
    strange = sent(admin, ready, colour="red", member="x", table="none")
    assert pointers(strange).keys() == {"#/colour", "#/member", "#/table"}
    assert send(admin, "post", own(ready, "import/"), {"text": "x"}).status_code == 415


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_value_is_refused_and_never_a_fault(ready, admin, value):
    answer = sent(admin, ready, member=value, table=value, earlier=value)
    assert pointers(answer).keys() >= {"#/member", "#/table"}


def test_a_member_imports_its_own_rows_and_nobody_else_sees_them(ready, program_of):
    person = MembershipFactory(organization=ready.member, part=Part.CONTRIBUTOR).user
    program = program_of(person)
    refused = sent(program, ready, member=ready.anchor.pk)
    assert pointers(refused).keys() == {"#/member"}
    url = waiting(ready, sent(program, ready))
    for other, status in (
        (ready.admin, 404),
        (ready.member_signatory, 403),
        (UserFactory(), 404),
    ):
        for method in ("get", "delete", "patch"):
            assert send(program_of(other), method, url).status_code == status
        assert send(program_of(other), "post", f"{url}apply/", ADD).status_code == status
    apply(program, url, program.get(url))
    assert content_of(ready.proposal).components[-1].contributor == ready.member.pk


def test_an_earlier_proposal_is_copied_after_it_was_seen(ready, admin):
    other = start(consortium=ready.consortium, call=ready.call, title="Second", by=ready.admin)
    place = f"{LIST}{other.pk}/import/"
    url = f"{place}{admin.post(place, {'earlier': ready.proposal.pk}).json()['id']}/"
    assert apply(admin, url, admin.get(url)).status_code == 204
    ours, theirs = content_of(other), content_of(ready.proposal)
    assert [each.name for each in ours.components] == [each.name for each in theirs.components]


def test_nothing_is_imported_after_the_submission(ready, admin):
    url = waiting(ready, sent(admin, ready))
    submit(ready.proposal, by=ready.signatory)
    assert sent(admin, ready).status_code == 409
    assert admin.get(url).status_code == 409
