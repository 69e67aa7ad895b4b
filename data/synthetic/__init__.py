"""Synthetic districts built around a planted plan."""
