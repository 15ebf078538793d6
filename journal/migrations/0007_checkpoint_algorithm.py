from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('journal', '0006_erasure')]

    operations = [
        migrations.AddField(
            model_name='checkpoint',
            name='algorithm',
            field=models.CharField(default='sha256', max_length=10, verbose_name='摘要算法'),
        ),
    ]
