"""Writing the journal and proving that nobody has rewritten it."""

from journal.rules.chaining import chain, digest, verify_chain
from journal.rules.checkpoints import (
    export_checkpoints,
    mark_checkpoint,
    public_key,
    stamp,
    verify_journal,
)
from journal.rules.erasing import erase, hold_erasure, let_go, overdue, propose_erasures, terms
from journal.rules.guard import is_guarded, lift_guard, set_guard
from journal.rules.jobs import note_job
from journal.rules.writing import gather, write, write_all

__all__ = [
    "chain",
    "digest",
    "erase",
    "export_checkpoints",
    "gather",
    "hold_erasure",
    "is_guarded",
    "let_go",
    "lift_guard",
    "mark_checkpoint",
    "note_job",
    "overdue",
    "propose_erasures",
    "public_key",
    "set_guard",
    "stamp",
    "terms",
    "verify_chain",
    "verify_journal",
    "write",
    "write_all",
]
