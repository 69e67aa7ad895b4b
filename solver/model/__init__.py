"""The optimisation model: variables, rows, and one module per rule."""
