"""The check of a plan, written from the clauses and not from the model."""
