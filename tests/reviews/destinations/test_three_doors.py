"""Do command line, page and API give the same license position, with its rule and citation?"""

import json
from html import unescape

import pytest

from exports_portal.policy.countries import country_name, is_country
from reviews.destinations.__main__ import main
from reviews.views.destinations import OUTCOMES
from tests.reviews.destinations.test_positions import LITERAL, SNAPSHOT

pytestmark = pytest.mark.django_db
PAGE, API = "/license-positions/", "/api/v1/license-positions/"
POLISH_OPERATOR = {"country": "PL", "headquarters": "PL", "ultimate_parent": "CN"}


def on_the_command_line(capsys, **asked):
    flags = [
        word for name, value in asked.items() for word in (f"--{name.replace('_', '-')}", value)
    ]
    assert main([*flags, "--json"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def by_api(client, **asked):
    return client.get(API, asked).json()["positions"]


def page(client, **asked):
    return unescape(client.get(PAGE, asked).content.decode())


@pytest.mark.parametrize(
    "asked",
    [
        *(
            {"item": item, "country": country}
            for item, country, *_ in LITERAL
            if is_country(country) and SNAPSHOT.licenses.class_of(item)
        ),
        {"item": "EAR99", "country": "UA", "place": "Simferopol, Crimea"},
        {"item": "4A090.a", "bloc": "ASEAN"},
        {"item": "4A090.a", **POLISH_OPERATOR},
    ],
    ids=lambda asked: "-".join(asked.values()),
)
def test_the_same_answer_at_three_doors(client, capsys, asked):
    said = by_api(client, **asked)
    assert said == on_the_command_line(capsys, **asked)
    shown = page(client, **asked)
    for one in said:
        words, _ = OUTCOMES[one["outcome"]]
        assert all(each in shown for each in (country_name(one["country"]), words, one["rule"]))
    if len(said) == 1:
        assert said[0]["citation"] in shown


def test_a_polish_operator_with_a_chinese_parent_needs_a_license_anywhere(client):
    (found,) = by_api(client, item="4A090.a", **POLISH_OPERATOR)
    assert (found["outcome"], found["rule"]) == ("LICENSE_REQUIRED_ENFORCED", "R21_HEADQUARTERS")
    (unknown,) = by_api(client, item="4A090.a", country="PL", headquarters="PL")
    assert (unknown["outcome"], unknown["rule"]) == ("INDETERMINATE", "R21_UNKNOWN_HEADQUARTERS")


def test_without_a_country_every_country_is_told(client):
    said = by_api(client, item="3A090.a")
    assert len({one["country"] for one in said}) == len(said) == 249
    shown = page(client, item="3A090.a")
    assert shown.count('data-label="Position"') == 249
    assert "3A090.a: 249 countries" in shown


def test_an_answer_names_the_policy_that_it_rests_on(client):
    policies = client.get(API, {"item": "EAR99", "country": "KE"}).json()["policies"]
    assert [one["kind"] for one in policies] == [
        "COUNTRY_GROUPS",
        "DESTINATIONS",
        "BLOCS",
        "LICENSE_POSITIONS",
    ]
    shown = page(client, item="EAR99", country="KE")
    assert all(one["title"] in shown for one in policies)


@pytest.mark.parametrize(
    ("asked", "field", "message"),
    [
        ({}, "item", "This field is required."),
        ({"item": "3A090"}, "item", "The item “3A090” is unknown"),
        ({"item": "EAR99", "country": "XX"}, "country", "Select a valid choice"),
        ({"item": "EAR99", "country": "KE", "bloc": "ASEAN"}, "bloc", "and not for both"),
        ({"item": "EAR99", "place": "Yalta"}, "country", "Name the country as well."),
        (
            {"item": "EAR99", "country": "KE", "place": "Mombasa", "headquarters": "KE"},
            "place",
            "one after the other",
        ),
        ({"item": "EAR99", "origin": "US"}, "origin", "There is no parameter with this name."),
    ],
)
def test_a_wrong_question_is_answered_at_its_field(client, asked, field, message):
    answer = client.get(API, asked)
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    (error,) = answer.json()["errors"]
    assert error["pointer"] == f"#/{field}"
    assert message in error["detail"]
    if asked and field != "origin":
        again = client.get(PAGE, asked)
        assert again.status_code == 422
        assert message in unescape(again.content.decode())


def test_the_page_begins_with_what_can_be_asked(client):
    shown = page(client)
    assert "Ask for an item" in shown
    assert "A position is no permission." in shown
