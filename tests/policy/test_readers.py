"""Does a reader give what was in force on the day asked for, and say so when nothing was?"""

from datetime import date
from decimal import Decimal

import pytest

from exports_portal.accounts.roles import Agency
from exports_portal.policy import readers
from exports_portal.policy.models import Kind, PolicySnapshot

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


def content(begins: date, ends: date | None = None, percent: str = "60.00") -> PolicySnapshot:
    return PolicySnapshot.objects.create(
        kind=Kind.CONTENT,
        title="Another threshold",
        source="A test",
        source_date=begins,
        effective_from=begins,
        effective_to=ends,
        payload={"threshold_percent": percent},
        sha256=f"{begins}{ends}{percent}"[:64],
        is_program_default=True,
    )


def test_a_fresh_database_has_every_kind():
    kinds = [reference.kind for reference in readers.snapshots_in_force(TODAY)]

    assert kinds == sorted(Kind.values)


def test_countries_of_concern_are_china_hong_kong_and_macau_by_program_default():
    concern = readers.countries_of_concern(TODAY)

    assert concern.concern == {"CN", "HK", "MO"}
    assert concern.warn == {"CU", "IR", "KP", "RU", "VE"}
    assert readers.snapshot_in_force(Kind.COUNTRIES_OF_CONCERN, TODAY).is_program_default


def test_the_content_presumption_begins_at_51_percent():
    assert readers.content_threshold(TODAY) == Decimal("51.00")


def test_screening_thresholds_are_ordered_and_fresh_for_a_day():
    policy = readers.screening_policy(TODAY)

    assert (policy.strong, policy.review, policy.watch) == (0.90, 0.75, 0.65)
    assert policy.freshness_hours == 24


def test_blocs_have_their_members():
    sizes = {bloc.code: len(bloc.members) for bloc in readers.blocs(TODAY)}

    assert sizes == {"EU": 27, "ASEAN": 11, "GCC": 6, "AU": 54, "MERCOSUR": 5}


def test_the_four_agencies_of_the_executive_order_are_consulted():
    snapshot = readers.snapshot_in_force(Kind.CONSULTED_AGENCIES, TODAY)

    assert [agency["code"] for agency in snapshot.payload] == [agency.value for agency in Agency]


def test_each_certification_carries_the_full_text_that_is_signed():
    texts = readers.certifications(TODAY)

    assert [text.code for text in texts] == [
        "EAR",
        "ITAR",
        "OFAC",
        "OUTBOUND_INV",
        "END_USER_POLICY",
        "NO_COUNTRY_OF_CONCERN",
        "MODEL_PROVENANCE",
        "DATA_28CFR202",
        "ANTI_BRIBERY",
        "ACCURACY",
        "BCI_MARKING",
    ]
    assert min(len(text.statement) for text in texts) > 100
    assert [text.code for text in texts if not text.required] == ["BCI_MARKING"]


def test_a_certification_promises_only_what_a_form_can_hold():
    """No form asks for base models, for marks, or for items of the Munitions List."""
    said = " ".join(text.statement for text in readers.certifications(TODAY))
    promised = (
        "have stated in this proposal",
        "have listed every such",
        "have marked",
        "marked the",
    )
    assert [words for words in promised if words in said] == []
    changed = [text.code for text in readers.certifications(TODAY) if text.text_version > "2026-04"]
    assert changed == ["ITAR", "MODEL_PROVENANCE", "BCI_MARKING"]


def test_support_instruments_name_agency_and_basis():
    instruments = {row.code: row for row in readers.support_instruments(TODAY)}

    assert len(instruments) == 21
    assert instruments["DFC_PRI"].agency == "DFC"
    assert instruments["DFC_PRI"].basis.startswith("22 U.S.C. 9621")


def test_sectors_are_those_of_the_data_model():
    assert [sector.code for sector in readers.sectors(TODAY)][:2] == [
        "SOFTWARE_ENGINEERING",
        "EDUCATION",
    ]
    assert len(readers.sectors(TODAY)) == 10


def test_country_groups_hold_the_traps_of_the_2026_text():
    groups = readers.country_groups(TODAY)

    assert groups.groups_of("AE") == ("A:5",)
    assert groups.groups_of("MO") == ("D:1", "D:3", "D:4")
    assert groups.groups_of("HK") == groups.groups_of("CN") == ("D:1", "D:3", "D:4", "D:5")
    assert groups.groups_of("IL") == ("A:6", "D:2", "D:3", "D:4")
    assert groups.groups_of("CU") == ("D:2", "D:3", "D:5", "E:2")
    assert groups.groups_of("FR") == ("A:1", "A:5")


def test_a_later_set_takes_over_on_its_day():
    content(date(2026, 12, 1))

    assert readers.content_threshold(date(2026, 11, 30)) == Decimal("51.00")
    assert readers.content_threshold(date(2026, 12, 1)) == Decimal("60.00")


def test_a_set_that_ended_gives_way_to_the_one_before():
    content(date(2026, 6, 1), date(2026, 9, 1))

    assert readers.content_threshold(date(2026, 8, 31)) == Decimal("60.00")
    assert readers.content_threshold(date(2026, 9, 1)) == Decimal("51.00")


def test_of_two_sets_for_the_same_day_the_later_loaded_one_counts():
    content(date(2026, 6, 1), percent="55.00")
    content(date(2026, 6, 1), percent="56.00")

    assert readers.content_threshold(TODAY) == Decimal("56.00")


def test_a_day_before_any_policy_is_refused_by_name():
    with pytest.raises(
        readers.NoPolicyInForce, match="No policy of the kind CONTENT is in force on 2025-07-22"
    ):
        readers.content_threshold(date(2025, 7, 22))


def test_a_reader_makes_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        readers.certifications(TODAY)
    with django_assert_num_queries(1):
        readers.snapshots_in_force(TODAY)


def test_a_reference_finds_the_snapshot_again():
    reference = readers.snapshots_in_force(TODAY)[0]
    row = PolicySnapshot.objects.get(pk=reference.id)

    assert (reference.kind, reference.sha256, reference.source_date, reference.title) == (
        row.kind,
        row.sha256,
        row.source_date,
        row.title,
    )
