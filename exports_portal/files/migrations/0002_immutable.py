"""What was stored stays what it was: the database refuses to change a row."""

from typing import ClassVar

from django.db import migrations

REFUSE = """
CREATE FUNCTION files_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A stored file is never changed: store a new one instead.'
        USING ERRCODE = 'integrity_constraint_violation';
END;
$$;
CREATE TRIGGER files_immutable BEFORE UPDATE ON files_storedfile
    FOR EACH ROW EXECUTE FUNCTION files_refuse_change();
"""
ALLOW = """
DROP TRIGGER files_immutable ON files_storedfile;
DROP FUNCTION files_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("files", "0001_initial")]
    operations: ClassVar = [migrations.RunSQL(REFUSE, ALLOW)]
