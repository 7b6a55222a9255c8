"""How is a payload refused that says something the API would not keep?"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.forms import BaseForm
from rest_framework import serializers
from rest_framework.request import Request

from exports_portal.errors import InvalidInput

MOST_UNKNOWN = 20
PAGING = frozenset({"page", "page_size"})  # what every list of the API is asked besides
NO_FIELD = "There is no field with this name."
ALL_OF_IT = "non_field_errors"  # what is wrong with the whole, as DRF calls it


class Strict(serializers.Serializer[Any]):
    """Refuses a name it does not know, beside whatever else is wrong: nothing is dropped."""

    def to_internal_value(self, data: Any) -> Any:
        unknown = self._unknown(data)
        try:
            values = super().to_internal_value(data)
        except serializers.ValidationError as error:
            if isinstance(error.detail, Mapping):
                raise serializers.ValidationError({**error.detail, **unknown}) from error
            raise
        if unknown:
            raise serializers.ValidationError(unknown)
        return values

    def _unknown(self, data: Any) -> dict[str, list[str]]:
        if not isinstance(data, Mapping):
            return {}
        known = {name for name, field in self.fields.items() if not field.read_only}
        unknown = [name for name in data if name not in known]
        problems = {name: [NO_FIELD] for name in unknown[:MOST_UNKNOWN]}
        if (more := len(unknown) - MOST_UNKNOWN) > 0:
            problems[ALL_OF_IT] = [f"{more} more names are not those of a field."]
        return problems


class ShortList(serializers.ListField):
    """Counts before it looks at each: DRF would first make an error of every wrong element."""

    def run_child_validation(self, data: Any) -> Any:
        if self.max_length is not None and len(data) > self.max_length:
            self.fail("max_length", max_length=self.max_length)
        return super().run_child_validation(data)


class ByCode(serializers.SlugRelatedField[Any]):
    """Named by a text. No database takes a NUL, so nothing is named by one."""

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str):
            self.fail("invalid")
        if "\0" in data:
            self.fail("does_not_exist", slug_name=self.slug_field, value=data)
        return super().to_internal_value(data)


def checked(serializer: serializers.BaseSerializer[Any]) -> dict[str, Any]:
    """The values that were sent, or InvalidInput with everything that is wrong with them."""
    if not serializer.is_valid():
        problems: Any = serializer.errors
        raise InvalidInput("Nothing was saved. See errors.", fields=dict(problems))
    values: dict[str, Any] = serializer.validated_data
    return values


def asked[Asked: BaseForm](
    form: Asked, request: Request, *, besides: Collection[str] = ()
) -> Asked:
    """The form of what a program asks for in the address. A parameter that is unknown (or none of
    `besides`), given twice or wrong is refused, not passed over.
    """
    problems = {name: [str(text) for text in texts] for name, texts in form.errors.items()}
    for name, values in request.query_params.lists():
        if name not in form.fields and name not in besides:
            problems[name] = ["There is no parameter with this name."]
        elif len(values) > 1:
            problems[name] = ["Give this parameter once."]
    if problems:
        raise InvalidInput("Some parameters need a correction.", fields=problems)
    return form


def row_problems(rows: Sequence[Any], found: Mapping[int, Any]) -> list[Any]:
    """Messages by number of row, in the shape in which they become JSON pointers."""
    return [found.get(number, {}) for number in range(len(rows))]


def refuse_repeats(rows: Sequence[Mapping[str, Any]], *names: str) -> None:
    """No two rows may name the same thing; the message stands at the later one."""
    seen: set[tuple[Any, ...]] = set()
    problems = {}
    for number, row in enumerate(rows):
        named = tuple(row[name] for name in names)
        if named in seen:
            problems[number] = {names[-1]: ["This is named in an earlier row. Keep one of them."]}
        seen.add(named)
    if problems:
        raise serializers.ValidationError(row_problems(rows, problems))
