"""Does a version that was frozen before the content grew still say what it said?"""

import json
from dataclasses import fields, replace
from pathlib import Path

import pytest

from exports_portal.canonical import digest
from proposals.content import CONTENT_FORMAT, Certification, Record, material_digest
from proposals.content.saying import NO_ID
from proposals.content.whole import parts, records_of
from proposals.formats import content_from_json
from proposals.rules.r33_certifications import certifications
from tests.proposals.rules.contents import complete_content, context, outcomes

DATA = Path(__file__).parents[1] / "data"
FROZEN = json.loads((DATA / "version-of-format-1.json").read_text())
ASKED_SINCE = {
    *("pipelines", "models", "security_claims", "use_cases", "sites", "contributions"),
    *("theft_protection", "evidence"),
}
FIELDS_SINCE = {"origin_country_fab", "tpp"}
FORMAT_2 = json.loads((DATA / "version-of-format-2.json").read_text())


def test_a_version_of_format_1_is_intact_and_reads_as_what_was_asked_then():
    content = content_from_json(FROZEN["document"])

    assert digest(FROZEN["document"]) == FROZEN["sha256"]
    assert content.content_format == CONTENT_FORMAT
    assert content.involved_parties == ()
    assert [member.officers for member in content.members] == [(), (), ()]
    assert {o.holds_shares_in for member in content.members for o in member.owners} == {""}
    whole = complete_content()
    assert [m.legal_name for m in content.members] == [m.legal_name for m in whole.members]
    assert [without_identity(row) for row in content.components] == [
        without_identity(row) for row in whole.components
    ]


def test_a_version_of_format_2_says_what_it_said():
    content = content_from_json(FORMAT_2["document"])

    assert digest(FORMAT_2["document"]) == FORMAT_2["sha256"]
    whole = complete_content()
    for part in parts().values():
        if part.name in ASKED_SINCE:
            assert records_of(content, part) == (() if part.is_many else (part.of(),))
            continue
        read, expected = (
            [without_identity(record) for record in records_of(each, part)]
            for each in (content, whole)
        )
        assert read == expected, part.name
    assert {row.contributor for row in content.components} == {whole.members[0].organization_id}
    assert len({row.id for row in (*content.components, *content.markets)}) == 5


def test_a_signature_of_format_2_holds():
    content = content_from_json(FORMAT_2["document"])
    assert {signed.signed_digest for signed in content.certifications} == {material_digest(content)}
    assert outcomes(certifications(content, context())) == ["PASS"]


def without_identity(record):
    """Records of an earlier format had no ids, and less was signed."""
    if isinstance(record, Certification):
        return replace(record, signed_digest="")
    if not isinstance(record, Record):
        return record
    blank = {each.name: each.default for each in fields(record) if each.name in FIELDS_SINCE}
    return replace(record, id=NO_ID, contributor=0, **blank)


def test_reading_a_version_leaves_the_document_as_it_was_frozen():
    content_from_json(FROZEN["document"])
    assert digest(FROZEN["document"]) == FROZEN["sha256"]


def test_a_signature_from_before_holds_until_something_is_added():
    content = content_from_json(FROZEN["document"])
    assert {signed.signed_digest for signed in content.certifications} == {material_digest(content)}
    assert outcomes(certifications(content, context())) == ["PASS"]


@pytest.mark.parametrize("field", ["members", "title", "certifications"])
def test_a_broken_version_of_format_1_is_refused(field):
    document = dict(FROZEN["document"])
    del document[field]
    with pytest.raises(KeyError, match=field):
        content_from_json(document)
