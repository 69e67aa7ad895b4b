"""The solver: a district and a policy pack go in, a plan comes out, and a check beside it."""
