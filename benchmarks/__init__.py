"""Measurements of the planner on known districts."""
