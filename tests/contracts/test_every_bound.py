"""Has every text and every number that somebody can send a bound, in each place that takes it?"""

import json
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator
from django.db import DataError, IntegrityError, connection, models, transaction
from django.urls import get_resolver
from rest_framework import serializers

from exports_portal.web.fields import Bounded, ShortArrayField
from exports_portal.web.formsets import BoundedRows
from proposals.api.writing import DraftChanges, NewDraft
from proposals.content.meanings import Codes, Known
from proposals.content.whole import parts
from proposals.forms.derived import form_class
from proposals.forms.section import row_class
from tests.contracts.code import PRODUCT
from tests.factories.proposals_ready import ready_proposal

SIGN_UP = "exports_portal.accounts.forms.sign_up.SignUpForm"  # allauth takes it out again
OWN = ("accounts", "policy", "audit", "files", "mail", "proposals", "reviews", "catalog")
# Nobody types these: the portal writes them itself, from bounded texts or from a published file
# that is read whole or refused whole.
WRITTEN_BY_THE_PORTAL = {
    *("policy.PolicySnapshot.source", "audit.AuditEvent.summary"),
    *("mail.SentMail.body", "mail.SentMail.error", "catalog.CatalogEntry.summary"),
    *("reviews.ListVersion.origin", "reviews.ListVersion.etag"),
    *("reviews.ListEntry.list_code", "reviews.ListEntry.name"),
    *("reviews.ListFetch.origin", "reviews.ListFetch.reason", "reviews.ListFetch.etag"),
    *("reviews.ScreenedParty.name", "reviews.ScreenedParty.relation"),
    *("reviews.ScreeningHit.list_code", "reviews.ScreeningHit.matched_name"),
    *("reviews.ScreeningHit.explanation", "reviews.ListChange.source"),
    *("catalog.CatalogEntry.countries", "catalog.CatalogEntry.layer_codes"),
    "catalog.CatalogEntry.sectors",
}


def own_fields() -> Iterator[tuple[str, Any]]:
    for label in OWN:
        for model in apps.get_app_config(label).get_models():
            for field in model._meta.concrete_fields:
                yield f"{label}.{model.__name__}.{field.name}", field


def test_every_text_of_a_model_has_a_longest_length():
    without = {
        name
        for name, field in own_fields()
        if isinstance(field, (models.TextField, models.CharField)) and not field.max_length
    }
    without |= {n for n, field in own_fields() if isinstance(field, ArrayField) and not field.size}
    assert without - WRITTEN_BY_THE_PORTAL == set()


def test_every_number_that_is_typed_into_a_model_has_a_largest_value():
    numbers = (models.IntegerField, models.DecimalField, models.FloatField)
    typed = {
        name: field
        for name, field in own_fields()
        if name.startswith(("accounts", "proposals"))
        and isinstance(field, numbers)
        and field.editable
        and not field.primary_key
    }
    assert len(typed) >= 5
    assert {
        name
        for name, field in typed.items()
        if not any(isinstance(check, MaxValueValidator) for check in field.validators)
    } <= {"proposals.ProposalVersion.number", "proposals.NumberCounter.last"}


def forms_of_records() -> list[type]:
    """They are made from the declaration of their kind, when a page asks for them."""
    return [form_class(part.of, Known()) for part in parts().values() if part.is_written]


@pytest.mark.django_db
def test_every_text_and_number_of_every_form_has_a_bound():
    without = [
        f"{form.__module__}.{form.__name__}.{name}"
        for form in (*classes_of(forms.BaseForm), *forms_of_records())
        for name, field in getattr(form, "base_fields", {}).items()
        if not is_bounded(field)
    ]
    assert without == [f"{SIGN_UP}.username"]


def is_bounded(field: forms.Field) -> bool:
    if isinstance(field, forms.DecimalField):
        return field.max_digits is not None
    if isinstance(field, forms.IntegerField):
        return field.max_value is not None or any(
            isinstance(check, MaxValueValidator) for check in field.validators
        )
    return not isinstance(field, forms.CharField) or field.max_length is not None


@pytest.mark.django_db
def test_the_database_checks_every_number_and_every_list_at_the_bound_of_its_field():
    with connection.cursor() as sql:
        sql.execute("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'c'")
        checks = [text for (text,) in sql.fetchall()]
    bounded = {
        field.column: str(getattr(field, "most", None) or field.size)
        for _, field in own_fields()
        if isinstance(field, (Bounded, ShortArrayField))
    }
    assert len(bounded) >= 2
    assert {
        column: most
        for column, most in bounded.items()
        if not any(column in check and most in check for check in checks)
    } == {}


@pytest.mark.django_db
def test_every_set_of_rows_has_an_absolute_number_of_rows():
    sets = [made for made in classes_of(forms.BaseFormSet) if hasattr(made, "max_num")]
    assert len(sets) >= 5
    sets += [
        row_class(part, Known(titles={Codes.BLOCS: {}}))
        for part in parts().values()
        if part.is_written and part.is_many
    ]
    assert [made.__name__ for made in sets if not issubclass(made, BoundedRows)] == []
    assert [made.__name__ for made in sets if made.absolute_max != made.max_num] == []


def test_every_text_number_and_list_that_a_program_sends_has_a_bound():
    without = [
        path
        for serializer in (DraftChanges(), NewDraft())
        for path, field in sent_fields(serializer, type(serializer).__name__)
        if isinstance(field, (serializers.CharField, serializers.IntegerField))
        if getattr(field, "max_length", None) is None and getattr(field, "max_value", None) is None
    ]
    assert without == []


def sent_fields(field: Any, path: str) -> Iterator[tuple[str, Any]]:
    yield path, field
    if child := getattr(field, "child", None):
        yield from sent_fields(child, f"{path}[]")
    for name, inner in getattr(field, "fields", {}).items():
        if not inner.read_only:
            yield from sent_fields(inner, f"{path}.{name}")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("proposals_proposal", "title", "x" * 201),
        ("proposals_recordrevision", "changed", ["name"] * 101),
        ("proposals_contentrecord", "data", json.dumps({"note": "x" * 600_000})),
        ("accounts_organization", "other_names", ["Name"] * 51),
    ],
)
def test_the_database_itself_refuses_what_is_beyond_a_bound(table, column, value):
    ready_proposal()
    with (
        pytest.raises((DataError, IntegrityError)),
        transaction.atomic(),
        connection.cursor() as sql,
    ):
        sql.execute(f"UPDATE {table} SET {column} = %s", [value])


def classes_of(kind: type) -> list[type]:
    get_resolver().url_patterns  # noqa: B018  loads every view, and with it every form
    return [made for made in factories() if issubclass(made, kind)]


def factories() -> list[type]:
    found = {
        made
        for name, module in list(sys.modules.items())
        if name.split(".")[0] in PRODUCT
        for made in vars(module).values()
        if isinstance(made, type) and made.__module__.split(".")[0] != "allauth"
    }
    return sorted(
        (made for made in found if issubclass(made, (forms.BaseForm, forms.BaseFormSet))),
        key=lambda made: f"{made.__module__}.{made.__name__}",
    )
