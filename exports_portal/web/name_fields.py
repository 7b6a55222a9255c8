"""How does a model keep the name of somebody who is screened?"""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from exports_portal.web.fields import ShortArrayField
from exports_portal.web.validators import names_somebody


class NameField(models.CharField[str, str]):
    """Refuses a name under which nobody can be screened, whoever writes it.

    Forms and the API say so beside the field. A program that saves without asking a form, one row
    or many at once, gets the same ValidationError before anything reaches the database.
    """

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        _refuse_nobody(value)
        return super().get_db_prep_save(value, connection)

    def deconstruct(self) -> Any:
        """The database sees text of a length and nothing else."""
        name, _, arguments, options = super().deconstruct()
        return name, "django.db.models.CharField", arguments, options


class NamesField(ShortArrayField):
    """Several such names."""

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        for name in value if isinstance(value, list | tuple) else ():
            _refuse_nobody(name)
        return super().get_db_prep_save(value, connection)

    def deconstruct(self) -> Any:
        name, _, arguments, options = super().deconstruct()
        return name, "django.contrib.postgres.fields.ArrayField", arguments, options


def _refuse_nobody(value: Any) -> None:
    if isinstance(value, str) and value:
        names_somebody(value)
