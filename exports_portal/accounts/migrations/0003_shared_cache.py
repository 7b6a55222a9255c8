"""The table of the shared cache, as `createcachetable` makes it: see CACHES in the settings."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_api_token")]
    operations = [
        migrations.RunSQL(
            """
            CREATE TABLE portal_cache (
                cache_key varchar(255) NOT NULL PRIMARY KEY,
                value text NOT NULL,
                expires timestamptz NOT NULL
            );
            CREATE INDEX portal_cache_expires ON portal_cache (expires);
            """,
            "DROP TABLE portal_cache",
        )
    ]
