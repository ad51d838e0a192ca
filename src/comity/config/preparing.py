"""Bringing the database to this version: an older one step by step, an empty one at once.

Django works out the state of every model anew for each of its steps, and does so faster the fewer
models there are: on an empty database the libraries go first, and our own tables are then made
straight from the models, which a test compares with what the migrations make.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.apps import AppConfig, apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

FIRST = "parties"
"""The libraries refer to its persons: its migrations run with theirs."""


def prepare_database() -> None:
    """Raises what the database raises; what was done before stays, and the next call goes on."""
    if not connection.introspection.table_names():
        ours = [one for one in apps.get_app_configs() if _is_ours(one)]
        _migrate_others({one.label for one in ours} - {FIRST})
        _make_tables([one for one in ours if one.label != FIRST])
    call_command("migrate", verbosity=0)


def _is_ours(app: AppConfig) -> bool:
    return app.name.startswith("comity.")


def _migrate_others(ours: set[str]) -> None:
    executor = MigrationExecutor(connection)
    executor.migrate([one for one in executor.loader.graph.leaf_nodes() if one[0] not in ours])


def _make_tables(ours: Iterable[AppConfig]) -> None:
    """Make them and write down that their migrations are done: both or neither."""
    executor = MigrationExecutor(connection)
    executor.recorder.ensure_schema()
    labels = {one.label for one in ours}
    with connection.schema_editor() as editor:
        for app in ours:
            for model in app.get_models():
                if model._meta.managed and not model._meta.proxy:
                    editor.create_model(model)
        for label, name in executor.loader.graph.nodes:
            if label in labels:
                executor.recorder.record_applied(label, name)
