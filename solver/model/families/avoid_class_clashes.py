"""A class sits in one place at a time. Structural.

Holds by construction: the input refuses a grade whose own periods overlap, a class has one cell
per period (``place_everyone_once``), and a whole-class cell admits groups only.
"""
