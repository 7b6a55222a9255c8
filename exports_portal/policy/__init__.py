"""Versioned reference data: what the rules are on a given day, and who says so."""
