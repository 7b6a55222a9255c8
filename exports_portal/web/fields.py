"""Which fields say their bound once, and model, form, API and database all keep to it?"""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from exports_portal.bounds import LONGEST_NOTE


class LongText(forms.CharField):
    """A text of several lines. Browsers send CR LF; it is counted, compared and kept as LF."""

    widget = forms.Textarea

    def __init__(self, *, max_length: int = LONGEST_NOTE, **options: Any) -> None:
        super().__init__(max_length=max_length, **options)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return text.replace("\r\n", "\n") if isinstance(text, str) else text


class LongTextField(models.CharField):
    """`varchar(n)` in the database, a text area on the page."""

    def formfield(self, **options: Any) -> Any:
        return super().formfield(**{"form_class": LongText, "widget": forms.Textarea, **options})

    def deconstruct(self) -> Any:
        """In a migration it is what the database sees."""
        name, _, args, options = super().deconstruct()
        return name, "django.db.models.CharField", args, options


class Bounded:
    """A number between `least` and `most`, which the database checks as well."""

    def __init__(self, *args: Any, least: Any, most: Any, **options: Any) -> None:
        self.least, self.most = least, most
        checks = [MinValueValidator(least), MaxValueValidator(most)]
        super().__init__(*args, **options, validators=checks)  # type: ignore[call-arg]  # as below

    def formfield(self, **options: Any) -> Any:
        bounds = {"min_value": self.least, "max_value": self.most}
        return super().formfield(**bounds | options)  # type: ignore[misc]  # as below

    def db_check(self, connection: Any) -> str:
        """Django adds it to a new column; a migration that alters one adds it by hand."""
        # Mixed into a field, which has a column.
        column = connection.ops.quote_name(self.column)  # type: ignore[attr-defined]  # as said
        return f"{column} BETWEEN {self.least} AND {self.most}"

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()  # type: ignore[misc]  # as above
        del options["validators"]
        return name, path, args, options | {"least": self.least, "most": self.most}


class WholeNumberField(Bounded, models.PositiveIntegerField):
    """A count."""


class AmountField(Bounded, models.DecimalField):
    """Money, or a share in percent."""


class ShortArrayField(ArrayField):
    """At most `size` values: PostgreSQL itself does not look at the size of an array."""

    def db_check(self, connection: Any) -> str:
        return f"cardinality({connection.ops.quote_name(self.column)}) <= {self.size}"


class MomentField(forms.DateTimeField):
    """A moment that can be told in UTC, as the database keeps it."""

    def to_python(self, value: Any) -> datetime | None:
        try:
            moment = super().to_python(value)
            return moment.astimezone(UTC) if moment else None
        except OverflowError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error


def field_of(model: type[models.Model], name: str, **changes: Any) -> Any:
    """The form field of a model's field, with its bound and its validators."""
    field: Any = model._meta.get_field(name)
    return field.formfield(**{"validators": field._validators, **changes})


def longest(model: type[models.Model], name: str) -> int:
    """How many characters the model takes there."""
    found: int = getattr(model._meta.get_field(name), "max_length")  # noqa: B009  the stubs leave it out
    return found
