from django.db import migrations

from journal.rules.guard import lift_guard, set_guard


class Migration(migrations.Migration):

    dependencies = [('journal', '0003_checkpoint')]

    operations = [
        migrations.RunPython(lambda apps, editor: set_guard(), lambda apps, editor: lift_guard()),
    ]
