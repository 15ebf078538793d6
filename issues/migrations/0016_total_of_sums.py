import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('issues', '0015_unit_sums'),
        ('roster', '0005_clearance'),
    ]

    operations = [
        migrations.RemoveField(model_name='unitsum', name='sums'),
        migrations.AddField(
            model_name='unitsum',
            name='own',
            field=models.JSONField(default=dict, verbose_name='按单位看的'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='unitsum',
            name='rest',
            field=models.JSONField(default=dict, verbose_name='只看合计的'),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name='unitsum',
            name='unit',
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name='+',
                to='roster.unit',
            ),
        ),
        migrations.RunSQL('DELETE FROM issues_unitsum', migrations.RunSQL.noop),
        migrations.RunSQL(
            'INSERT INTO issues_stalesum (campaign_id, unit_id)'
            ' SELECT DISTINCT campaign_id, unit_id FROM issues_issue',
            migrations.RunSQL.noop,
        ),
    ]
