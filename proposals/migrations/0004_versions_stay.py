"""What was submitted stays what it was: the database refuses to change or delete a version."""

from typing import ClassVar

from django.db import migrations

REFUSE = """
CREATE FUNCTION proposals_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A submitted version is frozen: an amendment makes a new version.'
        USING ERRCODE = 'integrity_constraint_violation';
END;
$$;
CREATE TRIGGER proposals_version_frozen BEFORE UPDATE OR DELETE ON proposals_proposalversion
    FOR EACH ROW EXECUTE FUNCTION proposals_refuse_change();
CREATE TRIGGER proposals_versions_kept BEFORE TRUNCATE ON proposals_proposalversion
    FOR EACH STATEMENT EXECUTE FUNCTION proposals_refuse_change();
"""
ALLOW = """
DROP TRIGGER proposals_versions_kept ON proposals_proposalversion;
DROP TRIGGER proposals_version_frozen ON proposals_proposalversion;
DROP FUNCTION proposals_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("proposals", "0003_creation_key")]
    operations: ClassVar = [migrations.RunSQL(REFUSE, ALLOW)]
