"""Can people amend on pages what is under review, and compare what was handed in?"""

import re

import pytest
from django.urls import reverse

from proposals.content.naming import label, named
from proposals.content.reading import Reader
from proposals.snapshot import known_codes
from proposals.views.waiting import waits
from tests.factories import amendments as change
from tests.factories.proposals_ready import sign_everything
from tests.factories.reviews import case_awaiting_determination, case_in_review
from tests.signing_in import client_of

pytestmark = pytest.mark.django_db


def page(case, name, *more):
    return reverse(f"proposals:{name}", args=[case.proposal.pk, *more])


def test_an_amendment_is_opened_written_and_handed_in_on_pages():
    case = case_in_review()
    writer, signer = client_of(case.ready.admin), client_of(case.ready.signatory)
    assert "Amend the proposal" in writer.get(page(case, "detail")).text
    assert writer.post(page(case, "amendment"), {"reason": " "}).status_code == 422
    assert writer.post(page(case, "amendment"), {"reason": "New prices"}).status_code == 302
    change.change_value(case)
    shown = writer.get(page(case, "amendment")).text
    assert "New prices" in shown
    assert "$30,000.00" in shown
    assert "Nothing. A signatory" not in shown
    sign_everything(case.ready)
    panel = signer.get(page(case, "submit")).text
    read = re.search(r'name="read_digest" value="(\w+)"', panel)[1]
    change.change_value(case, "29999.00")
    late = signer.post(page(case, "submit"), {"confirmed": "on", "read_digest": read})
    assert late.status_code == 409
    assert "changed since you read it" in late.text
    sign_everything(case.ready)
    panel = signer.get(page(case, "submit")).text
    read = re.search(r'name="read_digest" value="(\w+)"', panel)[1]
    done = signer.post(page(case, "submit"), {"confirmed": "on", "read_digest": read}, follow=True)
    assert "is handed in" in done.text
    assert case.now().version.number == 2


def test_dropping_asks_first_and_takes_what_was_read():
    case = case_in_review()
    change.opened(case)
    change.change_value(case)
    writer = client_of(case.ready.admin)
    asked = writer.get(page(case, "drop_amendment")).text
    read = re.search(r'name="read_digest" value="(\w+)"', asked)[1]
    writer.post(page(case, "drop_amendment"), {"read_digest": "old"})
    assert case.now().proposal.is_editable
    writer.post(page(case, "drop_amendment"), {"read_digest": read})
    assert not case.now().proposal.is_editable
    assert (
        client_of(case.ready.member_signatory).get(page(case, "drop_amendment")).status_code == 403
    )


def test_versions_are_listed_and_any_two_compared_by_each_with_own_eyes():
    case = change.amended(case_in_review())
    both = page(case, "versions") + "?before=2&after=1"
    anchor = client_of(case.ready.admin).get(both).text
    assert "Amended: " + change.WHY in anchor
    assert "From version 1 to version 2" in anchor
    assert "$31,250.00" in anchor
    member = client_of(case.ready.member_signatory).get(both).text
    assert "31,250" not in member
    assert "Nothing that you may read is different." in member
    officer = client_of(case.lead)
    theirs = reverse("reviews:versions", args=[case.proposal.public_id])
    assert "$31,250.00" in officer.get(theirs + "?before=1&after=2").text
    one = officer.get(theirs + "?before=1&after=1").text
    assert "This is one version." in one
    for wrong in ("?before=1&after=9", "?before=x&after=1", "?before=1"):
        assert officer.get(theirs + wrong).status_code == 404


def test_a_later_version_is_not_the_earlier_one():
    case = change.amended(case_in_review())
    text = client_of(case.ready.admin).get(page(case, "version_changes", 1) + "?with=2").text
    assert "What changed in version 2" in text
    assert text.index("$31,250.00") < text.index("$30,000.00")


def test_an_open_amendment_waits_on_the_home_page_of_those_who_write_and_sign():
    case = case_in_review()
    assert [*waits(case.ready.admin)] == []
    change.opened(case)
    (waiting,) = waits(case.ready.admin)
    assert (waiting.what, waiting.until) == (
        "Amendment: finish it and hand it in, or drop it",
        None,
    )


def test_officers_read_nothing_of_an_amendment_that_is_open():
    case = case_awaiting_determination()
    change.opened(case)
    change.change(case, "overview", title="Nobody knows this yet", executive_summary="Nor this.")
    officer = client_of(case.lead)
    for name in ("case", "version", "versions", "tracks", "history", "questions"):
        text = officer.get(reverse(f"reviews:{name}", args=[case.proposal.public_id])).text
        assert "Nobody knows" not in text
        assert "Nor this" not in text
    assert "Nobody knows" not in officer.get(reverse("reviews:queue")).text


def test_what_a_record_is_called_is_told_to_those_who_may_read_it():
    case = case_in_review()
    content = case.version.content
    row = content.components[0]
    place = named(f"hardware:components:{row.id}:unit_value", content)
    known = known_codes(content, case.version.frozen_at.date())
    anchor = Reader(organizations=frozenset({case.ready.anchor.pk}), is_anchor=True)
    member = Reader(organizations=frozenset({case.ready.member.pk}))
    assert label(place, content, anchor, known).endswith("Lumen L4 accelerator: Value of one")
    said = label(place, content, member, known)
    assert "Lumen L4" not in said
    assert said.endswith("Item of Lumen Harbor Systems: Value of one")
