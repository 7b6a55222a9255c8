"""Is a number that somebody else gave out one that there can be? Check digits of ISO and IMO."""

import pytest

from proposals.content import InvolvedParty, Layer, Market, PartyRole
from proposals.content.meanings import Known
from proposals.content.writing import RecordRefused, record_from
from proposals.forms.derived import form_class

PARTY = {"role": "FORWARDER", "name": "Tern Island Freight"}


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("lei", "5493 0084-ukly9mpvm019 ", None),
        ("lei", "7LTWFZYICNSX8D621K86", "7LTWFZYICNSX8D621K86"),
        ("lei", " 7ltwfzyicnsx8d62-1k86", "7LTWFZYICNSX8D621K86"),
        ("lei", "7LTWFZYICNSX8D621K87", None),
        ("lei", "7LTWFZYICNSX8D621K8", None),
        ("imo", "9074729", "9074729"),
        ("imo", "IMO 9074729", "9074729"),
        ("imo", "9074728", None),
        ("imo", "90747290", None),
        ("imo", "٩٠٧٤٧٢٩", None),
    ],
)
def test_check_digits_are_checked_and_spaces_forgiven(field, typed, kept):
    if kept:
        party = record_from(InvolvedParty, PARTY | {field: typed}, Known())
        assert getattr(party, field) == kept
        return
    with pytest.raises(RecordRefused) as refused:
        record_from(InvolvedParty, PARTY | {field: typed}, Known())
    assert list(refused.value.fields) == [field]


def test_the_numbers_of_a_party_are_read_with_their_names():
    party = InvolvedParty(role=PartyRole.FORWARDER, name="Tern", imo="9074729", tax_id="PT 1")
    assert party.numbers == ("PT 1", "9074729")
    assert party.words("imo", Known()) == "IMO 9074729"
    assert party.words("note", Known()) == ""


def test_who_buys_is_kept_once_and_in_the_order_of_the_list():
    typed = {"kind": "COUNTRY", "code": "KE", "buyer_types": ["PRIVATE", "GOVERNMENT", "PRIVATE"]}
    assert record_from(Market, typed, Known()).buyer_types == ("GOVERNMENT", "PRIVATE")
    with pytest.raises(RecordRefused) as refused:
        record_from(Market, typed | {"buyer_types": ["CHURCH"]}, Known())
    assert refused.value.fields == {"buyer_types": "“CHURCH” is not a choice."}
    form = form_class(Market, Known())({"kind": "COUNTRY", "code": "KE", "buyer_types": ["SOE"]})
    assert form.fields["buyer_types"].choices[1] == ("SOE", "State-owned enterprise")


@pytest.mark.parametrize(
    ("code", "parts", "is_kept"),
    [
        ("L1_HARDWARE", ["CLOUD", "CHIPS"], True),
        ("L2_DATA", ["LABELING"], True),
        ("L2_DATA", ["CHIPS"], False),
        ("L3_MODELS", ["PIPELINE"], False),
    ],
)
def test_a_layer_includes_its_own_parts_alone(code, parts, is_kept):
    values = {"code": code, "sub_elements": parts}
    if is_kept:
        assert set(record_from(Layer, values, Known()).sub_elements) == set(parts)
        return
    with pytest.raises(RecordRefused) as refused:
        record_from(Layer, values, Known())
    assert refused.value.fields["sub_elements"].startswith("Not a part of this layer: ")
