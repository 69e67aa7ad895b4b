"""A seeded generator of very small districts, for the agreement of model and check.

Each district starts as one school with one or two classes, hours, rooms and teachers, and a care
group. Features are then added to it (``features_*``), each aimed at one or two families, with
figures drawn so that the rule sometimes cuts and sometimes does not. The clauses are those of the
five shipped packs; their figures are made smaller where a district of one or two hours would
otherwise never meet them.
"""
