"""Does a field say everything once, and does everything follow from what it says?"""

from dataclasses import MISSING, replace
from enum import EnumType
from typing import get_type_hints

import jsonschema
import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from exports_portal.canonical import digest, plain
from proposals.content import Component, ControlDomain, ModelRecord, Record
from proposals.content.hardware import ValueBasis
from proposals.content.material import material_digest
from proposals.content.meanings import Choice, Known, Words
from proposals.content.saying import Audience, fields_of, kind, kind_of, say
from proposals.content.schema import DIALECT, proposal_schema
from proposals.content.sections import Section
from proposals.content.types import Line
from proposals.content.whole import parts
from proposals.content.writing import RecordRefused, data_of, record_from
from proposals.formats import document_of
from proposals.forms.derived import form_class
from tests.proposals.rules.contents import complete_content, component
from tests.proposals.rules.models import claim, model

CONTENT = complete_content()
FIELDS = [
    pytest.param(field, id=f"{part.of.__name__}.{field.name}")
    for part in parts().values()
    for field in fields_of(part.of)
]
VALUES = {
    "name": "Rack",
    "category": "SERVER",
    "manufacturer": "Brass Lattice Works",
    "quantity": 2,
}


def test_a_field_that_says_nothing_fails_at_import():
    with pytest.raises(TypeError, match=r"Silent\.name says nothing"):

        @kind(Section.HARDWARE)
        class Silent(Record):
            name: Line = ""


def test_a_type_that_means_nothing_fails_at_import():
    with pytest.raises(TypeError, match="is no type that content knows"):

        @kind(Section.HARDWARE)
        class Vague(Record):
            name: str = say("Name", default="")


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_has_a_label_that_reads_as_one(field):
    assert field.said.label[:1].isupper()
    assert not field.said.label.endswith((".", ":"))


def test_what_nobody_declared_otherwise_is_confidential():
    assert say("Name").metadata["said"].audience is Audience.ANCHOR


def test_the_schema_is_one_of_json_schema_and_a_version_is_valid_by_it():
    schema = proposal_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(plain(document_of(CONTENT)))


def test_the_schema_refuses_what_is_no_version():
    document = plain(document_of(CONTENT))
    document["components"][0]["quantity"] = 0
    validator = jsonschema.Draft202012Validator(proposal_schema())
    wrong = [list(error.absolute_path) for error in validator.iter_errors(document)]
    assert wrong == [["components", 0, "quantity"]]


def test_the_schema_is_served_with_what_each_field_says():
    answer = Client().get("/api/v1/schemas/proposal/")
    assert answer.headers["Content-Type"] == "application/schema+json"
    served = answer.json()
    assert served["$schema"] == DIALECT
    weights = served["$defs"]["ModelRecord"]["properties"]["weight_access"]
    assert (weights["title"], weights["x-audience"]) == ("Who can reach the weights", "ANCHOR")


def test_a_kind_that_is_added_changes_no_version_and_no_signature_from_before():
    """What equals its default is not written: what nobody answered does not exist in a version."""
    small = replace(CONTENT, models=(), pipelines=(), security_claims=(), use_cases=())
    assert not {"models", "pipelines", "security_claims", "use_cases"} & document_of(small).keys()
    answered = replace(small, models=(model(),))
    assert material_digest(answered) != material_digest(small)


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"quantity": 0}, "quantity", "from 1 to 10,000,000"),
        ({"quantity": "two"}, "quantity", "Enter a whole number."),
        ({"unit_value": "-1"}, "unit_value", "Give a number from 0"),
        ({"unit_value": "1.005"}, "unit_value", "at most 2 digits"),
        ({"unit_value": "NaN"}, "unit_value", "Enter a number."),
        ({"us_origin_percent": "101"}, "us_origin_percent", "from 0 to 100"),
        ({"origin_country": "XX"}, "origin_country", "is not an ISO 3166-1"),
        ({"category": "TOY"}, "category", "is not a choice"),
        ({"manufacturer": "TBD"}, "manufacturer", "is not a name"),
        ({"name": ""}, "name", "This field is required."),
        ({"name": "x" * 201}, "name", "at most 200 characters"),
        ({"name": "a\x00b"}, "name", "control character"),
        ({"colour": "red"}, "colour", "no field with this name"),
    ],
)
def test_a_record_refuses_a_wrong_value_whoever_writes_it(changes, field, words):
    with pytest.raises(RecordRefused) as refused:
        record_from(Component, VALUES | changes, Known())
    assert words in refused.value.fields[field]


def test_every_wrong_field_is_named_at_once():
    with pytest.raises(RecordRefused) as refused:
        record_from(Component, VALUES | {"quantity": "x", "colour": "red"}, Known())
    assert refused.value.fields.keys() == {"quantity", "colour"}


@pytest.mark.parametrize("record", [component(), model(), claim()], ids=lambda r: type(r).__name__)
def test_what_is_kept_of_a_record_comes_back_as_it_was(record):
    assert record_from(type(record), data_of(record), Known()) == record


@given(st.sampled_from(ControlDomain), st.sampled_from(["One.", "Two."]))
def test_the_digest_changes_exactly_when_the_content_does(domain, text):
    before = replace(CONTENT, security_claims=(claim(claim="One."),))
    after = replace(CONTENT, security_claims=(claim(domain=domain, claim=text),))
    assert (digest(document_of(after)) == digest(document_of(before))) == (after == before)


def test_marks_of_direction_never_stand_in_a_name():
    values = data_of(model()) | {"developer": "Lumen\u202e Harbor"}
    assert record_from(ModelRecord, values, Known()).developer == "Lumen Harbor"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        *(("3a090.A", "3A090.a"), (" ear99 ", "EAR99"), ("5A992.c.1", "5A992.c.1")),
        *(("0A998", "0A998"), ("9E515.y.1", "9E515.y.1"), ("", "")),
    ],
)
def test_an_eccn_is_kept_as_the_list_writes_it(typed, kept):
    assert record_from(Component, VALUES | {"eccn": typed}, Known()).eccn == kept


@pytest.mark.parametrize(
    "typed", ["3A09", "3F090", "XA090", "3A0900", "3A090.", "3A090a", "EAR98", "none", "3A090. a"]
)
def test_what_cannot_be_an_eccn_is_refused_beside_its_field(typed):
    with pytest.raises(RecordRefused) as refused:
        record_from(Component, VALUES | {"eccn": typed}, Known())
    assert list(refused.value.fields) == ["eccn"]
    assert "3A090.a" in refused.value.fields["eccn"]


@pytest.mark.parametrize(("typed", "kept"), [("", None), ("FOB", ValueBasis.FOB)])
def test_a_choice_that_may_be_unknown_can_be_left_open(typed, kept):
    form = form_class(Component, Known())(VALUES | {"value_basis": typed})
    assert form.is_valid()
    assert form.cleaned_data["value_basis"] == kept
    assert f'<option value="{typed}" selected>' in str(form["value_basis"])
    again = form_class(Component, Known())(initial={"value_basis": kept})
    assert f'<option value="{typed}" selected>' in str(again["value_basis"])


@pytest.mark.parametrize(("typed", "kept"), [("unknown", None), ("true", True), ("false", False)])
def test_yes_and_no_can_be_left_open(typed, kept):
    form = form_class(Component, Known())(VALUES | {"datacenter_marketed": typed})
    assert form.is_valid()
    assert form.cleaned_data["datacenter_marketed"] is kept
    assert f'<option value="{typed}" selected>' in str(form["datacenter_marketed"])
    again = form_class(Component, Known())(initial={"datacenter_marketed": kept})
    assert f'<option value="{typed}" selected>' in str(again["datacenter_marketed"])


# What stands where a record is called by its name, whoever reads it.

WIDEST = (Audience.PUBLIC, Audience.CONSORTIUM, Audience.ANCHOR, Audience.PROGRAM)
KINDS = [part.of for part in parts().values() if part.is_written and part.is_many]


def named_by(of):
    """The texts that stand in the heading of a record, or on one line with others."""
    texts = [field for field in fields_of(of) if isinstance(field.meaning, Words)]
    hints = get_type_hints(of)
    record = of(**{f.name: marked_value(f, hints[f.name]) for f in fields_of(of)})
    heading = f"{record.heading()} {record.anchor()}"
    joined = {name for _, names in kind_of(of).joined for name in names}
    return {field.name for field in texts if f"zz{field.name}zz" in heading} | joined


def marked_value(field, hint):
    if isinstance(field.meaning, Words):
        return f"zz{field.name}zz"
    if field.default is not MISSING:
        return field.default
    return next(iter(hint)) if isinstance(hint, EnumType) else None


def may_read_no_more(of):
    """The audiences that no field of the kind may exceed: those of what a record is called by, and
    of a choice that it cannot do without, which has no empty one to stand in its place.
    """
    fixed = [
        field
        for field in fields_of(of)
        if field.name in named_by(of) or (field.is_required and isinstance(field.meaning, Choice))
    ]
    return WIDEST[max((WIDEST.index(field.said.audience) for field in fixed), default=0) :]


def widest_of(of):
    return min((WIDEST.index(field.said.audience) for field in fields_of(of)), default=0)


@pytest.mark.parametrize("of", KINDS, ids=lambda of: of.__name__)
def test_what_a_record_is_called_by_is_read_by_whoever_reads_any_of_it(of):
    called_by = {field.name: field for field in fields_of(of) if field.name in named_by(of)}
    narrow = [n for n, f in called_by.items() if WIDEST.index(f.said.audience) > widest_of(of)]
    of_its_own = {n for _, names in kind_of(of).joined for n in names}
    assert set(narrow) <= of_its_own


@pytest.mark.parametrize("of", KINDS, ids=lambda of: of.__name__)
def test_answers_on_one_line_are_for_the_same_readers(of):
    declared = {field.name: field.said.audience for field in fields_of(of)}
    for _, names in kind_of(of).joined:
        assert len({declared[name] for name in names}) == 1


@pytest.mark.parametrize("of", KINDS, ids=lambda of: of.__name__)
def test_a_choice_that_is_required_is_read_by_whoever_reads_any_of_it(of):
    required = [f for f in fields_of(of) if f.is_required and isinstance(f.meaning, Choice)]
    assert all(WIDEST.index(field.said.audience) <= widest_of(of) for field in required)
