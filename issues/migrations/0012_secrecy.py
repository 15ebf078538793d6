
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('issues', '0011_citations'),
    ]

    operations = [
        migrations.AddField(
            model_name='issue',
            name='secrecy',
            field=models.PositiveSmallIntegerField(choices=[(0, '公开'), (1, '内部'), (2, '敏感'), (3, '限知')], default=1, verbose_name='安全标记'),
        ),
    ]
