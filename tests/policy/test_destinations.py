"""Are the country groups complete, and does a policy on destinations say what it must?"""

import json
from datetime import date

import pytest

from exports_portal.policy import readers
from exports_portal.policy.countries import US_TERRITORIES, country_name, is_united_states
from exports_portal.policy.destinations import parse_destinations
from exports_portal.policy.loading import DATA
from exports_portal.policy.models import Kind

# domain.md 4.2, as of 2026-07-23, by the names people use. B is not in it: its 173 names are not.
GROUPS = {
    "A:1": "Argentina, Australia, Austria, Belgium, Bulgaria, Canada, Croatia, Czechia, Denmark, "
    "Estonia, Finland, France, Germany, Greece, Hungary, Iceland, India, Ireland, Italy, Japan, "
    "South Korea, Latvia, Lithuania, Luxembourg, Mexico, Netherlands, New Zealand, Norway, Poland, "
    "Portugal, Romania, Slovakia, Slovenia, South Africa, Spain, Sweden, Switzerland, Türkiye, "
    "United Kingdom, United States",
    "A:5": "Argentina, Australia, Austria, Belgium, Bulgaria, Canada, Croatia, Czechia, Denmark, "
    "Estonia, Finland, France, Germany, Greece, Hungary, Iceland, India, Ireland, Italy, Japan, "
    "South Korea, Latvia, Lithuania, Luxembourg, Netherlands, New Zealand, Norway, Poland, "
    "Portugal, Romania, Slovakia, Slovenia, Spain, Sweden, Switzerland, Türkiye, "
    "United Arab Emirates, United Kingdom",
    "A:6": "Albania, Cyprus, Israel, Malta, Mexico, Singapore, South Africa, Taiwan",
    "D:1": "Armenia, Azerbaijan, Belarus, Burma, Cambodia, China, Georgia, Iraq, Kazakhstan, "
    "North Korea, Kyrgyzstan, Laos, Libya, Macau, Moldova, Mongolia, Nicaragua, Russia, "
    "Tajikistan, Turkmenistan, Uzbekistan, Venezuela, Vietnam, Yemen",
    "D:2": "Belarus, Cuba, Iran, Iraq, Israel, North Korea, Libya, Pakistan, Russia, Venezuela",
    "D:3": "Afghanistan, Armenia, Azerbaijan, Bahrain, Belarus, Burma, China, Cuba, Egypt, "
    "Georgia, Iran, Iraq, Israel, Jordan, Kazakhstan, North Korea, Kuwait, Kyrgyzstan, Lebanon, "
    "Libya, Macau, Moldova, Mongolia, Oman, Pakistan, Qatar, Russia, Saudi Arabia, Syria, Taiwan, "
    "Tajikistan, Turkmenistan, Uzbekistan, Venezuela, Vietnam, Yemen",
    "D:4": "Bahrain, Belarus, China, Egypt, Iran, Iraq, Israel, Jordan, North Korea, Kuwait, "
    "Lebanon, Libya, Macau, Oman, Pakistan, Qatar, Russia, Saudi Arabia, Syria, Venezuela, Yemen",
    "D:5": "Afghanistan, Belarus, Burma, Central African Republic, China, Congo (Kinshasa), Cuba, "
    "Eritrea, Haiti, Iran, Iraq, North Korea, Lebanon, Libya, Nicaragua, Russia, Somalia, "
    "South Sudan, Sudan, Syria, Venezuela, Zimbabwe",
    "E:1": "Iran, North Korea, Syria",
    "E:2": "Cuba",
}
CRIMEA = {"name": "Crimea", "countries": ["UA"], "stems": ["crimea"]}
SHIPPED = json.loads((DATA / "destinations-2025-07-23.json").read_text())


@pytest.mark.django_db
@pytest.mark.parametrize("group", GROUPS)
def test_each_country_group_is_whole(group):
    members = readers.country_groups(date(2026, 7, 23)).members
    assert set(members) == set(GROUPS)
    assert sorted(map(country_name, members[group])) == sorted(GROUPS[group].split(", "))


@pytest.mark.django_db
def test_what_the_program_refuses_is_labeled_as_its_default():
    snapshot = readers.snapshot_in_force(Kind.DESTINATIONS, date(2026, 11, 22))
    policy = parse_destinations(snapshot.payload)

    assert snapshot.is_program_default
    assert policy.label.startswith("Program default, not published text")
    assert (policy.embargoed_groups, policy.barred_groups) == ({"E:1", "E:2"}, {"D:5"})
    assert policy.barred_countries == {"MO"}
    assert [region.name for region in policy.embargoed_regions] == ["Crimea", "Donetsk", "Luhansk"]


@pytest.mark.parametrize(
    "changed",
    [
        {"barred_groups": ["D5"]},
        {"barred_countries": ["XX"]},
        {"embargoed_regions": [{"name": "Crimea", "countries": ["UA"], "stems": []}]},
        {"embargoed_regions": [{"name": "Crimea", "countries": ["UA"], "stems": ["Crimea"]}]},
        {"embargoed_regions": [CRIMEA | {"names": ["Yalta"]}]},
        {"embargoed_regions": [CRIMEA | {"names": ["ялта"]}]},
    ],
)
def test_a_policy_that_could_not_be_applied_is_refused(changed):
    with pytest.raises(ValueError, match=r"groups|codes|stem|spelled"):
        parse_destinations(SHIPPED["payload"] | changed)


def test_a_snapshot_from_before_places_were_listed_still_blocks_by_its_stems():
    (crimea,) = parse_destinations(
        SHIPPED["payload"] | {"embargoed_regions": [CRIMEA]}
    ).embargoed_regions
    assert crimea.is_named_in("Crimea")
    assert crimea.may_be_named_in("the Crimean coast")
    assert not crimea.is_named_in("Yalta")


def test_the_territories_are_the_united_states():
    assert {code for code in US_TERRITORIES if is_united_states(code)} == {
        "AS",
        "GU",
        "MP",
        "PR",
        "UM",
        "VI",
    }
    assert is_united_states("US")
    assert not is_united_states("CA")
