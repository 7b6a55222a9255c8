"""Which bodies fall under a list through their owners? Pure Python: no Django, no database.

Two doors: `parts` (what goes in and comes out) and `assessment.assess`.
"""
