"""`manage.py migrate`: an empty database is built in one go, any other step by step."""

from typing import Any

from django.apps import apps
from django.core.management.base import CommandParser
from django.core.management.commands import migrate
from django.db import connections, router
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations import RunPython, RunSQL

DEEDS = (RunPython, RunSQL)
"""What a migration may do besides shaping tables, such as setting the journal's guard."""
ONLY_PARTS = ("app_label", "migration_name", "plan", "fake", "fake_initial", "check_unapplied")


class Command(migrate.Command):
    """迁移: bring the database to this version.

    Replaying the whole history on an empty database takes ten times as long as building what it
    ends in, so a first start builds the tables as the models have them and notes every migration
    as applied. Both ways leave the same tables: tests/config/test_migrate.py compares them.
    """

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--by-history", action="store_true", help="空库也逐个迁移执行，供核对")

    def handle(self, *args: Any, by_history: bool = False, **options: Any) -> None:
        database = options["database"]
        whole = not any(options.get(part) for part in ONLY_PARTS)
        if whole and not by_history and not connections[database].introspection.table_names():
            build(database)
            if options["verbosity"]:
                self.stdout.write("空库已按现行表结构一次建成，历次迁移记为已执行。")
        super().handle(*args, **options)


def build(database: str) -> None:
    """Build every table as the models have it and note all migrations as applied, or do nothing."""
    executor = MigrationExecutor(connections[database])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    state = executor.loader.project_state()
    notes = executor.recorder.Migration
    with connections[database].schema_editor() as editor:
        for config in apps.get_app_configs():
            for model in router.get_migratable_models(config, database):
                if model._meta.can_migrate(database):
                    editor.create_model(model)
        editor.create_model(notes)
        _put_last_first(editor)
        for migration, _backwards in plan:
            for operation in migration.operations:
                if isinstance(operation, DEEDS):
                    operation.database_forwards(migration.app_label, editor, state, state)
        notes.objects.using(database).bulk_create(
            notes(app=migration.app_label, name=migration.name) for migration, _backwards in plan
        )


def _put_last_first(editor: BaseDatabaseSchemaEditor) -> None:
    """Make the indexes and foreign keys now: a deed may look for them."""
    statements, editor.deferred_sql = editor.deferred_sql, []
    for statement in statements:
        editor.execute(statement)
