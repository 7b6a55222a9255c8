"""How does a model keep the name of somebody who is screened?"""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from exports_portal.web.characters import without_directions
from exports_portal.web.fields import ShortArrayField
from exports_portal.web.validators import names_somebody


class UndirectedField(models.CharField[str, str]):
    """A name or title without the marks that turn the direction of writing, whoever writes it."""

    def to_python(self, value: Any) -> Any:
        """What a form or the API was given."""
        return _kept(super().to_python(value))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        kept = _kept(getattr(model_instance, self.attname))
        setattr(model_instance, self.attname, kept)
        return kept

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        return super().get_db_prep_save(_kept(value), connection)

    def deconstruct(self) -> Any:
        """The database sees text of a length and nothing else."""
        name, _, arguments, options = super().deconstruct()
        return name, "django.db.models.CharField", arguments, options


class NameField(UndirectedField):
    """Refuses a name under which nobody can be screened, whoever writes it.

    Forms and the API say so beside the field. A program that saves without asking a form, one row
    or many at once, gets the same ValidationError before anything reaches the database.
    """

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        _refuse_nobody(value)
        return super().get_db_prep_save(value, connection)


class NamesField(ShortArrayField):
    """Several such names."""

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        if isinstance(value, list | tuple):
            for name in value:
                _refuse_nobody(name)
            value = [_kept(name) for name in value]
        return super().get_db_prep_save(value, connection)

    def deconstruct(self) -> Any:
        name, _, arguments, options = super().deconstruct()
        return name, "django.contrib.postgres.fields.ArrayField", arguments, options


def _kept(value: Any) -> Any:
    """Marks that turn the direction of writing are never part of a name."""
    return without_directions(value) if isinstance(value, str) else value


def _refuse_nobody(value: Any) -> None:
    if isinstance(value, str) and value:
        names_somebody(value)
