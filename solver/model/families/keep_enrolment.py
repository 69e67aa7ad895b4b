"""A section keeps its roster, leader and room; nobody sits in what was not chosen. Structural.

Holds by construction: sections of a pattern are counted as a whole (one leader variable and one
room variable for the whole pattern), and enrolments exist only up to the choice counts
(``keep_menu``), so a paid section holds only those who asked for it (QC-1a, XY-2a, HF-2.3a).
"""
