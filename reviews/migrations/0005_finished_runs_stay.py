"""What a finished screening found stays as it is: the database refuses to change its rows."""

from typing import ClassVar

from django.db import migrations

# Parties and hits belong to their run: none is changed, deleted or added once it is finished.
REFUSE = """
UPDATE reviews_screeningrun SET kind = 'ON_REQUEST' WHERE requested_by_id IS NOT NULL;

CREATE FUNCTION reviews_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A finished screening is never changed: screen again instead (%).', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END;
$$;

CREATE FUNCTION reviews_guard_party() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    runs bigint[];
BEGIN
    IF TG_OP = 'INSERT' THEN runs := ARRAY[NEW.run_id];
    ELSIF TG_OP = 'DELETE' THEN runs := ARRAY[OLD.run_id];
    ELSE runs := ARRAY[OLD.run_id, NEW.run_id];
    END IF;
    IF EXISTS (SELECT FROM reviews_screeningrun
               WHERE id = ANY (runs) AND finished_at IS NOT NULL) THEN
        RAISE EXCEPTION 'A finished screening is never changed: screen again instead (%).',
            TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END;
$$;

CREATE FUNCTION reviews_guard_hit() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    parties bigint[];
BEGIN
    IF TG_OP = 'INSERT' THEN parties := ARRAY[NEW.party_id];
    ELSIF TG_OP = 'DELETE' THEN parties := ARRAY[OLD.party_id];
    ELSE parties := ARRAY[OLD.party_id, NEW.party_id];
    END IF;
    IF EXISTS (SELECT FROM reviews_screenedparty AS party
               JOIN reviews_screeningrun AS run ON run.id = party.run_id
               WHERE party.id = ANY (parties) AND run.finished_at IS NOT NULL) THEN
        RAISE EXCEPTION 'A finished screening is never changed: screen again instead (%).',
            TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END;
$$;

CREATE TRIGGER reviews_run_stays BEFORE UPDATE OR DELETE ON reviews_screeningrun
    FOR EACH ROW WHEN (OLD.finished_at IS NOT NULL) EXECUTE FUNCTION reviews_refuse_change();
CREATE TRIGGER reviews_party_stays BEFORE INSERT OR UPDATE OR DELETE ON reviews_screenedparty
    FOR EACH ROW EXECUTE FUNCTION reviews_guard_party();
CREATE TRIGGER reviews_hit_stays BEFORE INSERT OR UPDATE OR DELETE ON reviews_screeninghit
    FOR EACH ROW EXECUTE FUNCTION reviews_guard_hit();
CREATE TRIGGER reviews_rescreening_stays BEFORE UPDATE OR DELETE ON reviews_rescreening
    FOR EACH ROW WHEN (OLD.finished_at IS NOT NULL) EXECUTE FUNCTION reviews_refuse_change();
CREATE TRIGGER reviews_check_stays BEFORE UPDATE OR DELETE ON reviews_versioncheck
    FOR EACH ROW WHEN (OLD.checked_at IS NOT NULL) EXECUTE FUNCTION reviews_refuse_change();

CREATE TRIGGER reviews_runs_kept BEFORE TRUNCATE ON reviews_screeningrun
    FOR EACH STATEMENT EXECUTE FUNCTION reviews_refuse_change();
CREATE TRIGGER reviews_parties_kept BEFORE TRUNCATE ON reviews_screenedparty
    FOR EACH STATEMENT EXECUTE FUNCTION reviews_refuse_change();
CREATE TRIGGER reviews_hits_kept BEFORE TRUNCATE ON reviews_screeninghit
    FOR EACH STATEMENT EXECUTE FUNCTION reviews_refuse_change();
CREATE TRIGGER reviews_rescreenings_kept BEFORE TRUNCATE ON reviews_rescreening
    FOR EACH STATEMENT EXECUTE FUNCTION reviews_refuse_change();
CREATE TRIGGER reviews_checks_kept BEFORE TRUNCATE ON reviews_versioncheck
    FOR EACH STATEMENT EXECUTE FUNCTION reviews_refuse_change();
"""
ALLOW = """
DROP TRIGGER reviews_checks_kept ON reviews_versioncheck;
DROP TRIGGER reviews_rescreenings_kept ON reviews_rescreening;
DROP TRIGGER reviews_hits_kept ON reviews_screeninghit;
DROP TRIGGER reviews_parties_kept ON reviews_screenedparty;
DROP TRIGGER reviews_runs_kept ON reviews_screeningrun;
DROP TRIGGER reviews_check_stays ON reviews_versioncheck;
DROP TRIGGER reviews_rescreening_stays ON reviews_rescreening;
DROP TRIGGER reviews_hit_stays ON reviews_screeninghit;
DROP TRIGGER reviews_party_stays ON reviews_screenedparty;
DROP TRIGGER reviews_run_stays ON reviews_screeningrun;
DROP FUNCTION reviews_guard_hit();
DROP FUNCTION reviews_guard_party();
DROP FUNCTION reviews_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("reviews", "0004_rescreening")]
    operations: ClassVar = [migrations.RunSQL(REFUSE, ALLOW)]
