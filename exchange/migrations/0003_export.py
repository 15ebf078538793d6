
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('exchange', '0002_headings'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Export',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('asked', '待审批'), ('allowed', '已同意'), ('declined', '未同意')], db_index=True, default='asked', max_length=20, verbose_name='状态')),
                ('target', models.CharField(max_length=500, verbose_name='导出地址')),
                ('name', models.CharField(max_length=200, verbose_name='文件名')),
                ('label', models.PositiveSmallIntegerField(choices=[(0, '公开'), (1, '内部'), (2, '敏感'), (3, '限知')], verbose_name='安全标记')),
                ('rows', models.PositiveIntegerField(null=True, verbose_name='行数')),
                ('reason', models.CharField(max_length=200, verbose_name='用途')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='申请时间')),
                ('decided_at', models.DateTimeField(null=True, verbose_name='审批时间')),
                ('answer', models.CharField(blank=True, max_length=200, verbose_name='审批意见')),
                ('until', models.DateTimeField(null=True, verbose_name='有效期至')),
                ('taken_count', models.PositiveIntegerField(default=0, verbose_name='已下载次数')),
                ('taken_at', models.DateTimeField(null=True, verbose_name='最近下载')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exports', to=settings.AUTH_USER_MODEL, verbose_name='申请人')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='审批人')),
            ],
            options={
                'verbose_name': '导出审批',
                'indexes': [models.Index(fields=['by', '-asked_at'], name='exchange_export_mine')],
            },
        ),
    ]
