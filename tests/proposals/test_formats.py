"""Does a version that was frozen before the content grew still say what it said?"""

import json
from pathlib import Path

import pytest

from exports_portal.canonical import digest
from proposals.content import CONTENT_FORMAT, material_digest
from proposals.formats import content_from_json
from proposals.rules.r33_certifications import certifications
from tests.proposals.rules.contents import complete_content, context, outcomes

FROZEN = json.loads((Path(__file__).parents[1] / "data" / "version-of-format-1.json").read_text())


def test_a_version_of_format_1_is_intact_and_reads_as_what_was_asked_then():
    content = content_from_json(FROZEN["document"])

    assert digest(FROZEN["document"]) == FROZEN["sha256"]
    assert content.content_format == CONTENT_FORMAT
    assert content.involved_parties == ()
    assert [member.officers for member in content.members] == [(), (), ()]
    assert {o.holds_shares_in for member in content.members for o in member.owners} == {""}
    whole = complete_content()
    assert [m.legal_name for m in content.members] == [m.legal_name for m in whole.members]
    assert content.components == whole.components


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
