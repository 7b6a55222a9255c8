"""Is what a person types into a cell understood, and what nobody can understand refused?"""

from datetime import date
from decimal import Decimal

import pytest

from proposals.content import Component, DataPipeline, Layer, SecurityClaim, SupportRequest, UseCase
from proposals.content.hardware import Category
from proposals.content.saying import fields_by_name
from proposals.exchange.cells import NO_DATE, NO_NUMBER, NotUnderstood, cell_of, value_of
from tests.proposals.exchange.dossiers import KNOWN

ASKED = {
    "dollars": fields_by_name(Component)["unit_value"],
    "percent": fields_by_name(Component)["us_origin_percent"],
    "count": fields_by_name(Component)["quantity"],
    "choice": fields_by_name(Component)["category"],
    "country": fields_by_name(Component)["origin_country"],
    "countries": fields_by_name(DataPipeline)["labeling_countries"],
    "flag": fields_by_name(DataPipeline)["bulk_us_sensitive_data"],
    "day": fields_by_name(SecurityClaim)["expires_on"],
    "sector": fields_by_name(UseCase)["sector"],
    "instrument": fields_by_name(SupportRequest)["code"],
    "members": fields_by_name(Layer)["providers"],
}


@pytest.mark.parametrize(
    ("asked", "typed", "meant"),
    [
        ("dollars", "$1,234.50", Decimal("1234.50")),
        ("dollars", "US$ 1 234 567", Decimal(1234567)),
        ("dollars", "USD 12", Decimal(12)),
        ("dollars", "1’234.5", Decimal("1234.5")),
        ("percent", "40%", Decimal(40)),
        ("percent", "40.25 %", Decimal("40.25")),
        ("count", "1,024", 1024),
        ("count", "12.00", 12),
        ("choice", "accelerator", "ACCELERATOR"),
        ("choice", "Data-center  storage", "STORAGE"),
        ("country", "KE", "KE"),
        ("country", "kenya", "KE"),
        ("country", "U.S.A.", "US"),
        ("country", "Korea, Republic of", "KR"),
        ("countries", "Kenya; no\nUSA", ["KE", "NO", "US"]),
        ("countries", "Korea, Republic of", ["KR"]),
        ("countries", "KE, NO", ["KE", "NO"]),
        ("flag", "x", True),
        ("flag", "FALSE", False),
        ("day", "2027-03-31", date(2027, 3, 31)),
        ("day", "3/31/2027", date(2027, 3, 31)),
        ("day", "March 31, 2027", date(2027, 3, 31)),
        ("day", "31 Mar 2027", date(2027, 3, 31)),
        ("sector", "health care", "HEALTHCARE"),
        ("instrument", "Advocacy, abroad", "ITA_ADVOCACY"),
        ("members", "Brass Lattice Works, Inc.; 9", [7, 9]),
    ],
)
def test_it_is_understood_as_people_type_it(asked, typed, meant):
    found = value_of(ASKED[asked], typed, KNOWN)
    assert (found, type(found)) == (meant, type(meant))


@pytest.mark.parametrize(
    ("asked", "typed", "sentence"),
    [
        ("dollars", "1.234,50", NO_NUMBER),
        ("dollars", "12,34", NO_NUMBER),
        ("dollars", "1e999", NO_NUMBER),
        ("dollars", "NaN", NO_NUMBER),
        ("dollars", "٣", NO_NUMBER),
        ("dollars", "9" * 41, NO_NUMBER),
        ("dollars", "40%", NO_NUMBER),
        ("percent", "$40", NO_NUMBER),
        ("count", "1.5", "Enter a whole number."),
        ("choice", "Server farm", None),
        ("country", "Ruritania", "“Ruritania” is no country: give its name or its two letters."),
        ("countries", "Kenya, Ruritania", None),
        ("flag", "perhaps", "Enter Yes or No."),
        ("day", "31/3/2027", NO_DATE),
        ("day", "0000-01-01", NO_DATE),
        ("day", "9" * 5_000, NO_DATE),
        ("members", "Nobody & Sons", None),
    ],
)
def test_what_cannot_be_understood_is_refused_with_a_sentence(asked, typed, sentence):
    with pytest.raises(NotUnderstood) as refusal:
        value_of(ASKED[asked], typed, KNOWN)
    assert sentence in (None, str(refusal.value))


def test_a_choice_that_is_none_names_the_choices():
    with pytest.raises(NotUnderstood, match="Choose from: Chip; Accelerator; Server"):
        value_of(ASKED["choice"], "Server farm", KNOWN)


def test_a_label_that_could_not_be_parted_or_a_code_of_yesterday_stands_as_its_code():
    assert cell_of(ASKED["sector"], "PUBLIC", KNOWN) == "PUBLIC"
    assert cell_of(ASKED["sector"], "MINING", KNOWN) == "MINING"
    assert cell_of(ASKED["choice"], Category.STORAGE, KNOWN) == "Data-center storage"
