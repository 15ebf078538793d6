"""Reading the words of issue lists and ledgers: pure functions, no database."""
