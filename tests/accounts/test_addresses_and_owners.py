"""How are the rows of an organization saved?"""

from decimal import Decimal

import pytest
from django.urls import reverse

from exports_portal.accounts.actions.organizations import replace_owners
from exports_portal.audit.models import AuditEvent
from exports_portal.errors import InvalidInput, NotPermitted
from tests.factories.accounts import OrganizationFactory, UserFactory
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db

ADA = {"name": "Ada Quill", "kind": "PERSON", "country": "US", "percent": "60"}
BEN = {"name": "Ben Tide", "kind": "PERSON", "country": "KE", "percent": "40"}
FUND = {"name": "Quiet Fund", "kind": "ORGANIZATION", "country": "JP", "percent": ""}


@pytest.fixture
def admin(client):
    person = UserFactory()
    sign_in(client, person)
    return person


@pytest.fixture
def organization(admin):
    return OrganizationFactory(admin=admin)


def rows(*answers, initial=0, **more):
    sent = {f"rows-{n}-{key}": value for n, row in enumerate(answers) for key, value in row.items()}
    return sent | {"rows-TOTAL_FORMS": len(answers), "rows-INITIAL_FORMS": initial} | more


def owners_page(organization):
    return reverse("organizations:owners", args=[organization.pk])


def saved(organization):
    return list(organization.owners.values_list("name", "percent"))


def test_owners_are_saved_together_and_an_unknown_share_stays_unknown(client, organization):
    answer = client.post(owners_page(organization), rows(ADA, FUND))
    assert answer.url == reverse("organizations:detail", args=[organization.pk])
    assert saved(organization) == [("Ada Quill", Decimal(60)), ("Quiet Fund", None)]
    event = AuditEvent.objects.about(organization).get()
    assert (event.verb, event.data["section"]) == ("organization.edit", "owners")
    assert [row["name"] for row in event.data["after"]] == ["Ada Quill", "Quiet Fund"]


def test_a_range_is_saved_and_told_as_one(client, organization):
    client.post(
        owners_page(organization), rows(ADA, BEN | {"percent": "10", "percent_at_most": "25"})
    )
    assert "10 to 25 %" in client.get(reverse("organizations:detail", args=[organization.pk])).text
    assert organization.owners.get(name="Ben Tide").percent_at_most == 25


@pytest.mark.parametrize("most", ["40", "39.99"])
def test_a_range_whose_most_is_no_more_than_its_least_is_refused(client, organization, most):
    answer = client.post(owners_page(organization), rows(ADA, BEN | {"percent_at_most": most}))
    assert answer.status_code == 422
    assert "The most must exceed the least." in answer.text
    assert 'id="id_rows-1-percent_at_most_error"' in answer.text
    assert saved(organization) == []


def test_exactly_one_hundred_percent_is_taken(client, organization):
    client.post(owners_page(organization), rows(ADA, BEN))
    assert saved(organization) == [("Ada Quill", Decimal(60)), ("Ben Tide", Decimal(40))]


def test_more_than_the_whole_is_refused_beside_the_share_and_nothing_is_lost(client, organization):
    answer = client.post(owners_page(organization), rows(ADA, BEN | {"percent": "40.01"}, FUND))
    assert answer.status_code == 422
    assert "The shares add up to 100.01 %, which is more than 100 %." in answer.text
    assert 'id="id_rows-1-percent_error"' in answer.text
    assert 'value="Quiet Fund"' in answer.text
    assert saved(organization) == []


def test_the_action_refuses_more_than_the_whole_as_well(organization, admin):
    row = {"name": "Ada", "kind": "PERSON", "country": "US", "has_control": False}
    with pytest.raises(InvalidInput, match="more than 100 %"):
        replace_owners(
            organization,
            rows=[row | {"percent": Decimal(60)}, row | {"percent": Decimal(41)}],
            by=admin,
        )
    assert saved(organization) == []


def test_the_action_refuses_a_stranger(organization):
    with pytest.raises(NotPermitted):
        replace_owners(organization, rows=[], by=UserFactory())


@pytest.mark.parametrize("percent", ["0", "-5", "100.5", "sixty", "33.333"])
def test_a_share_that_is_none_is_refused_beside_its_field(client, organization, percent):
    answer = client.post(owners_page(organization), rows(ADA | {"percent": percent}))
    assert 'id="id_rows-0-percent_error"' in answer.text
    assert f'value="{percent}"' in answer.text
    assert saved(organization) == []


def test_a_row_marked_for_removal_goes_and_does_not_count_towards_the_whole(client, organization):
    client.post(owners_page(organization), rows(ADA, BEN))
    changed = rows(ADA | {"DELETE": "on"}, BEN | {"percent": "90"}, initial=2)
    client.post(owners_page(organization), changed)
    assert saved(organization) == [("Ben Tide", Decimal(90))]


def test_an_empty_row_is_left_out(client, organization):
    empty = {"name": "", "kind": "", "country": "", "percent": ""}
    client.post(owners_page(organization), rows(ADA, empty))
    assert saved(organization) == [("Ada Quill", Decimal(60))]


def test_another_row_keeps_what_was_typed_and_saves_nothing(client, organization):
    answer = client.post(owners_page(organization), rows(ADA | {"country": ""}, add_row="rows"))
    assert answer.status_code == 200
    assert 'value="Ada Quill"' in answer.text
    assert 'name="rows-1-name"' in answer.text
    assert "usa-error-message" not in answer.text
    assert saved(organization) == []


def test_the_form_opens_with_what_is_saved(client, organization):
    client.post(owners_page(organization), rows(ADA, FUND))
    answer = client.get(owners_page(organization))
    assert [form["name"].value() for form in answer.context["rows"]] == ["Ada Quill", "Quiet Fund"]


def test_saving_over_somebody_elses_save_is_refused_and_keeps_what_was_typed(client, organization):
    opened = client.get(owners_page(organization)).context["read_digest"]
    client.post(owners_page(organization), rows(BEN))
    answer = client.post(owners_page(organization), rows(ADA, read_digest=opened))
    assert answer.status_code == 409
    assert 'value="Ada Quill"' in answer.text
    assert saved(organization) == [("Ben Tide", Decimal(40))]


def test_sending_the_same_rows_twice_leaves_them_once(client, organization):
    opened = client.get(owners_page(organization)).context["read_digest"]
    for _ in range(2):
        client.post(owners_page(organization), rows(ADA, read_digest=opened))
    assert saved(organization) == [("Ada Quill", Decimal(60))]


def test_addresses_are_saved_with_their_country(client, organization):
    address = {"street": "1 Pier Road", "city": "Portland", "postal_code": "97201", "country": "US"}
    client.post(reverse("organizations:addresses", args=[organization.pk]), rows(address))
    assert str(organization.addresses.get()) == "1 Pier Road, Portland, 97201, US"
    page = client.get(reverse("organizations:detail", args=[organization.pk]))
    assert "1 Pier Road, Portland 97201, United States" in page.text


def test_an_address_without_a_country_is_refused(client, organization):
    page = reverse("organizations:addresses", args=[organization.pk])
    answer = client.post(page, rows({"street": "1 Pier Road", "city": "Portland"}))
    assert answer.status_code == 422
    assert 'id="id_rows-0-country_error"' in answer.text
    assert not organization.addresses.exists()


KEEL = {"name": "Keel Holding", "kind": "ORGANIZATION", "country": "US", "percent": "100"}
MAST = {"name": "Mast Fund", "kind": "ORGANIZATION", "country": "NO", "percent": "60"}


def chains(organization):
    return list(organization.owners.values_list("name", "holds_shares_in"))


def test_a_chain_of_owners_is_kept_with_the_names_spelled_as_in_their_rows(client, organization):
    answer = client.post(
        owners_page(organization),
        rows(
            MAST | {"holds_shares_in": " keel  HOLDING "},
            KEEL,
            ADA | {"holds_shares_in": "Mast Fund"},
        ),
    )
    assert answer.status_code == 302
    assert chains(organization) == [
        ("Mast Fund", "Keel Holding"),
        ("Keel Holding", ""),
        ("Ada Quill", "Mast Fund"),
    ]
    page = client.get(reverse("organizations:detail", args=[organization.pk])).text
    assert "itself add up to 100.00 %." in page


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("Keel Holdings", "No owner in this list is called “Keel Holdings”."),
        ("Mast Fund", "An owner holds shares in somebody else"),
        ("Ada Quill", "“Ada Quill” holds no share in the organization, nor in one of its owners."),
    ],
)
def test_a_chain_that_does_not_end_at_the_organization_is_refused(
    client, organization, body, message
):
    typed = rows(KEEL, MAST | {"holds_shares_in": body}, ADA | {"holds_shares_in": "Mast Fund"})
    answer = client.post(owners_page(organization), typed)
    assert answer.status_code == 422
    assert 'id="id_rows-1-holds_shares_in_error"' in answer.text
    assert message in answer.text
    assert 'value="Keel Holding"' in answer.text
    assert chains(organization) == []


def test_each_body_is_owned_by_no_more_than_the_whole(client, organization):
    of_keel = {"holds_shares_in": "Keel Holding"}
    whole = rows(KEEL, MAST | of_keel, BEN | of_keel)
    assert client.post(owners_page(organization), whole).status_code == 302
    more = rows(KEEL, MAST | of_keel, BEN | of_keel | {"percent": "40.01"})
    answer = client.post(owners_page(organization), more)
    assert "The shares in Keel Holding add up to 100.01 %, which is more than 100 %." in answer.text
    assert 'id="id_rows-2-percent_error"' in answer.text


def test_who_was_removed_can_no_longer_be_held(client, organization):
    changed = rows(KEEL | {"DELETE": "on"}, ADA, MAST | {"holds_shares_in": "Keel Holding"})
    answer = client.post(owners_page(organization), changed)
    assert "No owner in this list is called “Keel Holding”." in answer.text


def test_the_action_refuses_a_broken_chain_as_well(organization, admin):
    row = {"name": "Ada", "kind": "PERSON", "country": "US", "percent": None}
    with pytest.raises(InvalidInput, match="No owner in this list is called “Nobody”") as refused:
        replace_owners(organization, rows=[row | {"holds_shares_in": "Nobody"}], by=admin)
    assert list(refused.value.fields) == ["holds_shares_in"]
    assert saved(organization) == []


@pytest.mark.parametrize("name", ["TBD", "N/A", "X", "1", "unknown owner"])
def test_an_owner_who_is_a_placeholder_is_refused_beside_the_name(client, organization, name):
    answer = client.post(owners_page(organization), rows(ADA | {"name": name}))
    assert answer.status_code == 422
    assert 'id="id_rows-0-name_error"' in answer.text
    assert f"“{name}” is not a name" in answer.text
    assert saved(organization) == []


@pytest.mark.parametrize("name", ["---", "!?", "🙂", "\u200b\u200b"])
def test_an_owner_nobody_could_look_for_is_refused_beside_the_name(client, organization, name):
    answer = client.post(owners_page(organization), rows(ADA | {"name": name}))
    assert answer.status_code == 422
    assert 'id="id_rows-0-name_error"' in answer.text
    assert "Nobody can be screened under this name" in answer.text
    assert saved(organization) == []
