"""Tests of packs applied to districts."""
