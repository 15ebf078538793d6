"""Writing the journal and proving that nobody has rewritten it."""

from journal.rules.chaining import chain, digest, verify_chain
from journal.rules.checkpoints import (
    export_checkpoints,
    mark_checkpoint,
    public_key,
    stamp,
    verify_journal,
)
from journal.rules.guard import is_guarded, lift_guard, set_guard
from journal.rules.jobs import note_job
from journal.rules.writing import gather, write, write_all

__all__ = [
    "chain",
    "digest",
    "export_checkpoints",
    "gather",
    "is_guarded",
    "lift_guard",
    "mark_checkpoint",
    "note_job",
    "public_key",
    "set_guard",
    "stamp",
    "verify_chain",
    "verify_journal",
    "write",
    "write_all",
]
