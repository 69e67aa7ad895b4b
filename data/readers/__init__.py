"""Readers: districts, plans, packs and pins from files."""
