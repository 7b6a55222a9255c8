"""Do organizations find each other on the pages, and see nothing that is not theirs?"""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from exports_portal.accounts.roles import Part, Role
from proposals.actions.notices import close, take_down
from proposals.models import Notice
from tests.factories import proposals_ready as made
from tests.factories.accounts import MembershipFactory, OrganizationFactory, UserFactory
from tests.factories.notices import SAID, notice_of, said
from tests.factories.proposals import CallFactory
from tests.proposals.views.pages import form_data, text
from tests.web.html import hrefs, page, texts

pytestmark = pytest.mark.django_db
LIST = "/notices/"
NEW = "/notices/new/"


@pytest.fixture
def seeker():
    return UserFactory()


@pytest.fixture
def company(seeker):
    return OrganizationFactory(legal_name="Harbor Works", admin=seeker)


@pytest.fixture
def reader(as_user):
    """Somebody of another organization who may only read."""
    return as_user(MembershipFactory(part=Part.CONTRIBUTOR).user)


def typed(company, **changes):
    ends = (timezone.localdate() + timedelta(days=30)).isoformat()
    return SAID | {"organization": company.pk, "ends_on": ends} | changes


def names(response):
    return texts(page(response), ".usa-card__heading")


def test_a_notice_is_published_with_a_default_day_and_found_by_others(
    company, seeker, as_user, reader
):
    browser = as_user(seeker)
    form = browser.get(NEW)
    day = timezone.localdate() + timedelta(days=60)
    assert form_data(form)["ends_on"] == [day.isoformat()]
    assert "Nothing confidential belongs here" in text(form)
    answer = browser.post(NEW, typed(company, layers=["L2_DATA", "L3_MODELS"]))
    notice = Notice.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"{LIST}{notice.pk}/")
    listed = reader.get(LIST)
    title = "Harbor Works seeks Data pipelines and labeling systems, AI models and systems"
    assert names(listed) == [title]
    assert "No specific call" in text(listed)
    assert "Kenya" in text(listed)


def test_a_wrong_form_says_so_beside_the_field_and_loses_nothing(company, seeker, as_user):
    words = "Sixty racks"
    wrong = typed(company, text=words, markets=["COUNTRY:CN"], ends_on="2020-01-01")
    answer = as_user(seeker).post(NEW, wrong)
    assert answer.status_code == 422
    assert form_data(answer)["text"] == [words]
    assert "COUNTRY:CN is not a market that the program takes." in text(answer)
    late = as_user(seeker).post(NEW, typed(company, text=words, ends_on="2020-01-01"))
    assert late.status_code == 422
    assert "This day is over" in text(late)
    assert not Notice.objects.exists()


def test_something_confidential_is_refused_beside_the_text_and_what_was_typed_stays(ready, as_user):
    words = f"Our buyer is {made.BUYER}."
    answer = as_user(ready.admin).post(NEW, typed(ready.anchor, text=words))
    assert answer.status_code == 422
    assert "This text repeats" in texts(page(answer), ".usa-error-message")[0]
    assert form_data(answer)["text"] == [words]
    assert not Notice.objects.exists()


def test_the_filters_find_by_layer_market_kind_call_and_whose(company, seeker, as_user):
    call = CallFactory()
    for changes in (
        {"layers": ["L1_HARDWARE"], "markets": ["BLOC:EU"]},
        {"layers": ["L3_MODELS"], "markets": ["COUNTRY:KE"], "kind": "OFFERS", "call": call},
    ):
        notice_of(company, by=seeker, **changes)
    other = UserFactory()
    notice_of(OrganizationFactory(legal_name="Cobalt", admin=other), by=other)
    browser = as_user(seeker)
    hardware = "Harbor Works seeks AI-optimized hardware and related infrastructure"
    offer = "Harbor Works offers AI models and systems"
    foreign = "Cobalt seeks AI models and systems"
    for query, expected in {
        "": [foreign, offer, hardware],
        "layer=L1_HARDWARE": [hardware],
        "market=COUNTRY:FR": [hardware],
        "market=COUNTRY:KE": [foreign, offer],
        "kind=OFFERS": [offer],
        f"call={call.code}": [offer],
        "whose=ours": [offer, hardware],
        "whose=answered": [],
        "layer=L1_HARDWARE&market=COUNTRY:KE": [],
    }.items():
        assert names(browser.get(f"{LIST}?{query}")) == expected, query
    assert "No notice fits this search" in text(browser.get(f"{LIST}?whose=answered"))
    assert browser.get(f"{LIST}?layer=L9").status_code == 422


def test_an_empty_list_says_to_each_person_what_to_do(company, seeker, as_user, reader):
    assert NEW in hrefs(page(as_user(seeker).get(LIST)), ".portal-empty a")
    assert "An administrator or a signatory of your organization" in text(reader.get(LIST))
    nobody = as_user(UserFactory()).get(LIST)
    assert hrefs(page(nobody), ".portal-empty a") == ["/organizations/new/"]
    assert texts(page(nobody), "main form") == []


def test_the_list_takes_the_same_queries_for_one_notice_and_for_many(
    company, seeker, reader, django_assert_num_queries
):
    notice_of(company, by=seeker)
    with django_assert_num_queries(40, exact=False) as first:
        reader.get(LIST)
    for _ in range(4):
        notice_of(company, by=seeker, call=CallFactory())
    with django_assert_num_queries(len(first)):
        assert len(names(reader.get(LIST))) == 5


def test_closed_over_and_taken_down_notices_are_shown_to_their_organization_alone(
    company, seeker, as_user, reader
):
    closed, over, down = (notice_of(company, by=seeker) for _ in range(3))
    close(closed, by=seeker)
    Notice.objects.filter(pk=over.pk).update(ends_on=timezone.localdate() - timedelta(days=1))
    take_down(down, reason="It names <b>prices</b>.", by=UserFactory(roles=[Role.POLICY_STEWARD]))
    for notice in (closed, over, down):
        assert reader.get(f"{LIST}{notice.pk}/").status_code == 404
    assert names(reader.get(LIST)) == []
    ours = as_user(seeker)
    assert len(names(ours.get(f"{LIST}?whose=ours"))) == 3
    assert "It names &lt;b&gt;prices&lt;/b&gt;." in ours.get(f"{LIST}{down.pk}/").text


def test_a_change_in_a_second_tab_is_shown_and_asked_for_again(company, seeker, as_user):
    notice, browser = notice_of(company, by=seeker), as_user(seeker)
    url = f"{LIST}{notice.pk}/change/"
    opened = form_data(browser.get(url))
    assert opened["base"] == ["1"]
    first = browser.post(url, typed(company, text="First", base="1"))
    assert first.status_code == 302
    second = browser.post(url, typed(company, text="Second", base="1"))
    assert second.status_code == 422
    assert form_data(second)["text"] == ["Second"]
    assert form_data(second)["base"] == ["2"]
    assert "First" in text(second)
    assert Notice.objects.get().text == "First"
    assert browser.post(url, typed(company, text="Second", base="2")).status_code == 302
    assert Notice.objects.get().text == "Second"


def test_who_mistypes_keeps_the_base_and_still_overwrites_nobody(company, seeker, as_user):
    notice, browser = notice_of(company, by=seeker), as_user(seeker)
    url = f"{LIST}{notice.pk}/change/"
    browser.post(url, typed(company, text="First", base="1"))
    wrong = browser.post(url, typed(company, text="", base="1"))
    assert form_data(wrong)["base"] == ["1"]
    for base in ("", "x", "9" * 20):  # nobody knows what they read: shown before it is saved
        refused = browser.post(url, typed(company, text="Second", base=base))
        assert (refused.status_code, form_data(refused)["base"]) == (422, ["2"])
    assert Notice.objects.get().text == "First"


def test_only_who_speaks_for_the_organization_changes_or_closes_it(
    company, seeker, as_user, reader
):
    notice = notice_of(company, by=seeker)
    contributor = as_user(MembershipFactory(organization=company, part=Part.CONTRIBUTOR).user)
    for place in ("change", "close"):
        url = f"{LIST}{notice.pk}/{place}/"
        assert reader.post(url, typed(company, base="1")).status_code == 404
        assert contributor.post(url, typed(company, base="1")).status_code == 403
    assert as_user(seeker).post(f"{LIST}{notice.pk}/close/").status_code == 302
    assert Notice.objects.get().closed_at is not None
    assert as_user(seeker).post(f"{LIST}{notice.pk}/close/").status_code == 409


def test_the_way_there_from_navigation_consortium_and_call(ready, as_user, client):
    admin = as_user(ready.admin)
    assert LIST in hrefs(page(admin.get("/")), "header a")
    consortium = admin.get(reverse("proposals:consortium", args=[ready.consortium.pk]))
    links = hrefs(page(consortium), "main a")
    assert {f"{LIST}?kind=OFFERS", f"{NEW}?kind=SEEKS"} <= set(links)
    member = as_user(ready.member_signatory)
    there = member.get(reverse("proposals:consortium", args=[ready.consortium.pk]))
    assert f"{NEW}?kind=SEEKS" not in hrefs(page(there), "main a")
    call = client.get(reverse("proposals:call", args=[ready.call.code]))
    assert f"{LIST}?call={ready.call.code}" in hrefs(page(call), "main a")
    assert client.get(LIST)["Location"].startswith("/accounts/login/")


def test_the_form_takes_what_the_link_says(ready, as_user):
    url = f"{NEW}?kind=SEEKS&call={ready.call.code}"
    sent = form_data(as_user(ready.admin).get(url))
    assert (sent["kind"], sent["call"]) == (["SEEKS"], [ready.call.code])
    assert said().kind == "SEEKS"
