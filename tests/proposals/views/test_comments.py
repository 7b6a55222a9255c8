"""Can people comment on the pages, without JavaScript, and does nobody read what is not theirs?"""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from proposals.models import Comment, CommentThread
from tests.factories.comments import WORDS, commented, component_of, place_of
from tests.factories.markings import marked
from tests.factories.proposals_ready import ready_proposal
from tests.signing_in import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready():
    return ready_proposal()


@pytest.fixture
def own(ready):
    return f"/proposals/{ready.proposal.pk}/comments/"


def read(person, address, status=200):
    answer = client_of(person).get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def base_of(html):
    return re.search(r'name="base" value="([^"]+)"', html)[1]


def post(person, address, **typed):
    return client_of(person).post(address, typed)


def test_a_comment_is_written_answered_resolved_and_opened_again(ready, own):
    new = f"{own}new/?at=hardware"
    page = read(ready.admin, new)
    assert "Everybody in the consortium reads" in page
    assert "June Tamm, Juniper Data Works" in page
    typed = {"base": base_of(page), "text": WORDS, "tell": [ready.member_signatory.pk]}
    for _ in range(2):  # pressed twice, it is one
        written = post(ready.admin, new, **typed)
    thread = CommentThread.objects.get()
    assert written.url == f"{own}{thread.pk}/"
    page = read(ready.member_signatory, written.url)
    assert WORDS in page
    assert "Told: June Tamm" in page
    answered = post(ready.member_signatory, written.url, base=base_of(page), text="Of June.")
    assert answered.status_code == 302
    assert "Of June." in read(ready.admin, answered.url.partition("#")[0])
    assert "1 answer" in read(ready.admin, own)
    assert post(ready.admin, f"{written.url}settle/", resolved="1").status_code == 302
    assert WORDS not in read(ready.admin, own)
    assert WORDS in read(ready.admin, f"{own}?show=resolved")
    assert post(ready.member_signatory, f"{written.url}settle/", resolved="0").status_code == 302
    assert WORDS in read(ready.admin, own)


def test_open_comments_are_counted_where_they_stand_and_block_nothing(ready, own):
    row = component_of(ready.proposal)
    commented(ready.proposal, by=ready.admin)
    commented(ready.proposal, by=ready.admin, at=place_of(row))
    commented(ready.proposal, by=ready.admin, at=place_of(row, "unit_value"))
    inside = f"/proposals/{ready.proposal.pk}/"
    record = read(ready.admin, f"{inside}records/{row.pk}/")
    assert "2 open comments" in record[record.index("portal-comments-here") :]
    assert read(ready.admin, f"{inside}hardware/").count("3 open comments") == 2
    assert "3 open comments on this draft" in read(ready.signatory, f"{inside}submit/")
    assert "3 open comments" in read(ready.admin, inside)
    # A member reads one of them.
    assert "1 open comment on this draft" in read(ready.member_signatory, f"{inside}submit/")
    assert "1 open comment<" in read(ready.member_signatory, inside)
    confirmed = post(ready.signatory, f"{inside}submit/", confirmed="on")
    assert confirmed.status_code == 302


def test_who_may_not_read_the_place_finds_nothing_of_it(ready, own):
    row = component_of(ready.proposal)
    place = place_of(row, "unit_value")
    thread = commented(ready.proposal, by=ready.admin, at=place)
    comment = thread.comments.get()
    hidden = (f"{own}{thread.pk}/", f"{own}?at={place}", f"{own}new/?at={place}")
    for address in (*hidden, f"{own}delete/{comment.pk}/", f"{own}change/{comment.pk}/"):
        assert read(ready.admin, address)
        assert WORDS not in read(ready.member_signatory, address, status=404)
    for address in (f"{own}{thread.pk}/", f"{own}{thread.pk}/settle/", f"{own}new/?at={place}"):
        assert post(ready.member_signatory, address, text="Me").status_code == 404
    listed = read(ready.member_signatory, own)
    assert "No comment is open here" in listed
    assert "Lumen L4" not in listed
    # Whoever may not read the place is not offered.
    assert "June Tamm" not in read(ready.admin, f"{own}new/?at={place}")


def test_a_marking_hides_comments_from_page_to_page(ready, own):
    model = ready.proposal.records.get(kind="models")
    thread = commented(ready.proposal, by=ready.admin, at=place_of(model))
    assert WORDS in read(ready.member_signatory, own)
    marked(ready.proposal, by=ready.admin, value="models", readers="ANCHOR")
    assert WORDS not in read(ready.member_signatory, own)
    read(ready.member_signatory, f"{own}{thread.pk}/", status=404)
    assert WORDS in read(ready.signatory, own)


def test_own_words_are_deleted_also_where_a_marking_hides_them_from_their_author(ready, own):
    model = ready.proposal.records.get(kind="models")
    writer = ready.member_signatory
    comment = commented(ready.proposal, by=writer, at=place_of(model)).comments.get()
    marked(ready.proposal, by=ready.admin, value="models", readers="ANCHOR")
    delete = f"{own}delete/{comment.pk}/"
    assert WORDS in read(writer, delete)
    assert post(ready.signatory, delete).status_code == 403
    assert post(writer, delete)["Location"] == own
    assert Comment.objects.get().text == ""
    read(writer, f"{own}change/{comment.pk}/", status=404)


def test_a_field_is_commented_on_from_its_record_and_a_fixed_row_from_its_page(ready, own):
    listed = read(ready.admin, f"{own}?at={place_of(component_of(ready.proposal))}")
    assert ":unit_value" in listed
    page = read(ready.admin, f"{own}?at=layers")
    layer = ready.proposal.records.filter(kind="layers").first()
    assert place_of(layer) in page
    assert "overview:overview:" in read(ready.admin, f"{own}?at=overview")
    # The member is offered the fields that it reads.
    fields = read(ready.member_signatory, f"{own}?at={place_of(layer)}")
    assert ":description" in fields
    assert ":confidential_detail" not in fields


def test_what_is_wrong_stands_beside_the_field_and_nothing_typed_is_lost(ready, own):
    new = f"{own}new/?at={place_of(component_of(ready.proposal))}"
    base = base_of(read(ready.admin, new))
    empty = post(ready.admin, new, base=base, text="  ")
    assert empty.status_code == 422
    assert "This field is required." in empty.content.decode()
    told = post(ready.admin, new, base=base, text=WORDS, tell=[ready.member_signatory.pk])
    assert told.status_code == 422
    assert WORDS in told.content.decode()
    incomplete = post(ready.admin, new, base="none", text=WORDS)
    assert (incomplete.status_code, WORDS in incomplete.text) == (422, True)
    assert not Comment.objects.exists()


def test_own_words_are_changed_and_deleted_and_a_tombstone_stays(ready, own):
    comment = commented(ready.proposal, by=ready.admin).comments.get()
    change, delete = f"{own}change/{comment.pk}/", f"{own}delete/{comment.pk}/"
    assert WORDS in read(ready.admin, change)
    assert post(ready.admin, change, text="In other words").status_code == 302
    for address in (change, delete):
        assert client_of(ready.member_signatory).get(address).status_code == 403
        assert post(ready.member_signatory, address, text="Mine").status_code == 403
    Comment.objects.update(written_at=timezone.now() - timedelta(hours=1))
    late = post(ready.admin, change, text="Much later")
    assert (late.status_code, "Much later" in late.content.decode()) == (422, True)
    assert "In other words" in read(ready.admin, delete)
    assert post(ready.admin, delete).status_code == 302
    page = read(ready.signatory, f"{own}{comment.thread_id}/")
    assert "In other words" not in page
    assert "Deleted on" in page


def test_hostile_words_are_words(ready, own):
    thread = commented(ready.proposal, by=ready.admin, text="<script>alert(1)</script> {{ 7*7 }}")
    for address in (own, f"{own}{thread.pk}/"):
        page = read(ready.member_signatory, address)
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7*7 }}" in page


def test_the_list_costs_the_same_however_many_there_are(ready, own, django_assert_max_num_queries):
    def queries():
        browser = client_of(ready.admin)
        with django_assert_max_num_queries(100) as counted:
            assert browser.get(own).status_code == 200
        return len(counted)

    commented(ready.proposal, by=ready.admin, at=place_of(component_of(ready.proposal)))
    few = queries()
    for row in ready.proposal.records.filter(kind="components"):
        for field in ("", "name", "quantity"):
            commented(ready.proposal, by=ready.admin, at=place_of(row, field))
    assert queries() == few
