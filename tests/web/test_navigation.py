"""Is everybody shown their own places, and only those?"""

import pytest
from django.urls import resolve, reverse

from exports_portal.accounts.roles import Role
from exports_portal.web import navigation
from tests.factories.accounts import UserFactory
from tests.web.html import page, texts

PLACES = [
    *navigation.APPLICANT,
    *navigation.OFFICER,
    *navigation.EVERYONE,
    *navigation.ACCOUNT,
]
EVERYONE = ["Catalog", "Calls", "Verify a letter", "API"]
APPLICANT = ["Organizations", "Consortia", "Partners", "Proposals"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gallery")]


def entries(response):
    return texts(page(response), ".usa-nav__primary a")


@pytest.fixture
def seen_by(client):
    def look(*roles):
        client.force_login(
            UserFactory(roles=roles), backend="django.contrib.auth.backends.ModelBackend"
        )
        return client.get("/about/")

    return look


def test_a_visitor_sees_what_is_open_to_all_and_the_way_in(client):
    response = client.get("/about/")
    assert entries(response) == EVERYONE
    assert texts(page(response), ".usa-nav__secondary a") == ["Sign in", "Create an account"]


def test_an_applicant_sees_organizations_consortia_partners_and_proposals(seen_by):
    assert entries(seen_by()) == APPLICANT + EVERYONE


def test_an_officer_sees_the_queue_and_no_applicants_pages(seen_by):
    assert entries(seen_by(Role.INTAKE_OFFICER)) == ["Review queue", *EVERYONE]


def test_a_buyer_sees_the_catalog_and_no_applicants_pages(seen_by):
    assert entries(seen_by(Role.BUYER)) == EVERYONE


def test_signing_out_is_a_form_and_never_a_link(seen_by):
    tree = page(seen_by())
    form = tree.find(".portal-menu form")[0]
    assert (form.get("method"), form.get("action")) == ("post", "/accounts/logout/")
    assert tree.find("a[href='/accounts/logout/']") == []


def test_the_place_one_is_in_is_marked_current(seen_by, client):
    seen_by()
    tree = page(client.get("/accounts/2fa/"))
    assert texts(tree, ".usa-sidenav [aria-current=page]") == ["Security"]


def test_a_name_that_looks_like_markup_is_shown_as_text(client):
    person = UserFactory(full_name="<b>Ada</b>")
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    assert texts(page(client.get("/about/")), ".portal-menu__summary") == ["<b>Ada</b>"]


def test_a_place_that_does_not_exist_here_is_left_out(client, settings):
    settings.ROOT_URLCONF = "tests.web.bare_urls"
    assert entries(client.get("/about/")) == []


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.url_name)
def test_every_place_of_the_navigation_has_a_page(place, settings):
    settings.ROOT_URLCONF = "exports_portal.urls"
    assert resolve(reverse(place.url_name)).func
