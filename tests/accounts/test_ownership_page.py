"""Is the drawing of owners readable by everybody, and seen by nobody else?"""

from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from exports_portal.accounts.roles import Part
from tests.factories.accounts import MembershipFactory, OrganizationFactory, UserFactory
from tests.signing_in import client_of
from tests.web.html import hrefs, page, texts

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert('x')</script> & \"Sons\""


@pytest.fixture
def company():
    company = OrganizationFactory(legal_name="Harbor Works", admin=UserFactory())
    company.owners.create(
        name=HOSTILE, kind="ORGANIZATION", country="GB", percent=Decimal(60), has_control=True
    )
    company.owners.create(name="Ada Quill", kind="PERSON", country="US", percent=None)
    company.owners.create(
        name="Ben Tide",
        kind="PERSON",
        country="SE",
        percent=Decimal(50),
        holds_shares_in=HOSTILE,
    )
    return company


@pytest.fixture
def admin(company):
    return client_of(company.memberships.first().user)


def address(company):
    return f"/organizations/{company.pk}/ownership/"


def test_the_tables_say_what_the_drawing_says(admin, company):
    tree = page(admin.get(address(company)))
    ultimate, every = tree.find("main table")
    assert [row.words for row in ultimate.find("tbody tr")] == [
        "Ada Quill up to 40 % United States Person",
        "Not disclosed in Harbor Works up to 40 % Not known Not known",
        "Ben Tide 30 % Sweden Person",
        f"Not disclosed in {HOSTILE} 30 % Not known Not known",
    ]
    assert [row.words for row in every.find("tbody tr")] == [
        f"{HOSTILE} 60 % Yes The organization itself 1 United Kingdom",
        "Ada Quill unknown, up to 40 % No The organization itself 1 United States",
        "Not disclosed unknown, up to 40 % Not known The organization itself 1 Not known",
        f"Ben Tide 50 % No {HOSTILE} 2 Sweden",
        f"Not disclosed 50 % Not known {HOSTILE} 2 Not known",
    ]


def test_the_drawing_is_one_picture_that_points_to_the_table(admin, company):
    (svg,) = page(admin.get(address(company))).find("main svg[role=img]")
    (title,) = svg.find("#" + svg.get("aria-labelledby"))
    assert title.words == ("Owners of Harbor Works, level by level. The tables below say the same.")


def test_names_are_escaped_in_the_drawing_and_nothing_needs_a_style(admin, company):
    source = admin.get(address(company)).text
    assert "<script>alert" not in source
    drawn = source.partition("<svg xmlns=")[2].partition("</svg>")[0]
    root = ET.fromstring(f"<svg xmlns={drawn}</svg>")  # well-formed, whatever the names are
    assert HOSTILE in [each.text for each in root.iter("{http://www.w3.org/2000/svg}title")]
    assert not [each for each in root.iter() if "style" in each.attrib or "onload" in each.attrib]


def test_everybody_of_the_organization_sees_it_and_nobody_else(company):
    reader = MembershipFactory(organization=company, part=Part.CONTRIBUTOR).user
    shown = client_of(reader).get(address(company))
    assert shown.status_code == 200
    assert f"/organizations/{company.pk}/owners/" not in hrefs(page(shown), "main a")
    assert client_of(UserFactory()).get(address(company)).status_code == 404


def test_owners_in_a_circle_are_told_with_the_path(admin, company):
    company.owners.create(
        name=HOSTILE, kind="ORGANIZATION", country="GB", holds_shares_in="Ben Tide"
    )
    tree = page(admin.get(address(company)))
    assert texts(tree, ".usa-alert__text")[0].count("holds shares in") == 2
    assert tree.find("main svg[role=img]") == []


def test_without_owners_it_says_what_to_do(company, admin):
    company.owners.all().delete()
    tree = page(admin.get(address(company)))
    assert hrefs(tree, ".portal-empty a") == [f"/organizations/{company.pk}/owners/"]
    assert address(company) not in hrefs(page(admin.get(f"/organizations/{company.pk}/")), "main a")


def test_the_page_of_the_organization_leads_there(company, admin):
    tree = page(admin.get(f"/organizations/{company.pk}/"))
    assert address(company) in hrefs(tree, "main a")
