
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('journal', '0005_job_run'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Erasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('proposed', '待确认'), ('held', '暂缓'), ('done', '已清除')], db_index=True, default='proposed', max_length=20, verbose_name='状态')),
                ('term', models.CharField(db_index=True, max_length=40, verbose_name='期限')),
                ('until', models.DateField(verbose_name='早于')),
                ('count', models.PositiveIntegerField(verbose_name='行数')),
                ('proposed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='提出时间')),
                ('decided_at', models.DateTimeField(null=True, verbose_name='办理时间')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='理由')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='办理人')),
            ],
            options={
                'verbose_name': '到期清除',
            },
        ),
    ]
