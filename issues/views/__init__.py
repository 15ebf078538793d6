"""HTTP in and out for lists, reviews and the ledger."""
