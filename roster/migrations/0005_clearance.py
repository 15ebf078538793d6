
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('roster', '0004_entrance'),
    ]

    operations = [
        migrations.AddField(
            model_name='duty',
            name='clearance',
            field=models.PositiveSmallIntegerField(blank=True, choices=[(0, '公开'), (1, '内部'), (2, '敏感'), (3, '限知')], null=True, verbose_name='可阅范围'),
        ),
    ]
