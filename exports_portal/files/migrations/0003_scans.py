"""Uploads are scanned, those from before as well; what the portal made itself is told apart."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

# The one kind of file that the portal made itself until now. A stored file is never changed, so the
# trigger that says so stands aside for this one statement.
TELL_APART = """
ALTER TABLE files_storedfile DISABLE TRIGGER files_immutable;
UPDATE files_storedfile SET origin = 'PORTAL' WHERE kind = 'decision-letter';
ALTER TABLE files_storedfile ENABLE TRIGGER files_immutable;
"""
WAIT_FOR_A_SCAN = """
INSERT INTO files_filescan (file_id, state, waiting_since, scanner, signatures, found, reason,
    attempts, next_attempt_at)
SELECT id, 'WAITING', now(), '', '', '', '', 0, now() FROM files_storedfile
WHERE origin = 'UPLOAD';
"""


class Migration(migrations.Migration):

    dependencies = [
        ('files', '0002_immutable'),
    ]

    operations = [
        migrations.AddField(
            model_name='storedfile',
            name='origin',
            field=models.CharField(choices=[('UPLOAD', 'Uploaded'), ('PORTAL', 'Made by the portal')], default='UPLOAD', max_length=8),
            preserve_default=False,
        ),
        migrations.RunSQL(TELL_APART, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name='storedfile',
            name='name',
            field=models.CharField(max_length=255),
        ),
        migrations.CreateModel(
            name='FileScan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('WAITING', 'Being checked for viruses'), ('CLEAN', 'No virus found'), ('INFECTED', 'A virus was found'), ('FAILED', 'Could not be checked for viruses: upload it again')], default='WAITING', max_length=8)),
                ('waiting_since', models.DateTimeField(default=django.utils.timezone.now)),
                ('scanned_at', models.DateTimeField(null=True)),
                ('scanner', models.CharField(blank=True, max_length=100)),
                ('signatures', models.CharField(blank=True, max_length=100)),
                ('found', models.CharField(blank=True, max_length=200)),
                ('reason', models.CharField(blank=True, max_length=200)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('next_attempt_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('removed_at', models.DateTimeField(null=True)),
                ('file', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='scan', to='files.storedfile')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'WAITING')), fields=['next_attempt_at'], name='scan_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'CLEAN'), _negated=True), models.Q(('found', ''), ('removed_at', None), ('scanned_at__isnull', False), models.Q(('scanner', ''), _negated=True)), _connector='OR'), name='scan_clean_by_a_scanner'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'INFECTED'), _negated=True), models.Q(('found', ''), _negated=True), _connector='OR'), name='scan_infected_names_what')],
            },
        ),
        migrations.RunSQL(WAIT_FOR_A_SCAN, migrations.RunSQL.noop),
    ]
