"""Several machines in one: nodes behind nginx, workers, a primary with its replica."""
