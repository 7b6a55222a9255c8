"""The table of who has which record open, as `createcachetable` makes it: see CACHES in the settings."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0010_how_mails_reach_a_person")]
    operations = [
        migrations.RunSQL(
            """
            CREATE TABLE portal_presence (
                cache_key varchar(255) NOT NULL PRIMARY KEY,
                value text NOT NULL,
                expires timestamptz NOT NULL
            );
            CREATE INDEX portal_presence_expires ON portal_presence (expires);
            """,
            "DROP TABLE portal_presence",
        )
    ]
