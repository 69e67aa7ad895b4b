"""A section keeps its roster, leader and room; nobody sits in what was not chosen. Structural.

Holds by construction: sections of a pattern are counted as a whole (one leader variable and one
room variable for the whole pattern), and enrolments exist only up to the choice counts
(``keep_menu``), so a section holds only those who asked for it (QC-1a, QC-3.2a, QC-4a, QC-5.3e,
XY-2a, HF-2.3a, HB-2.3b.2).
"""
