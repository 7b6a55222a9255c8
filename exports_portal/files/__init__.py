"""Stored files: what was written can be read back unchanged, or not at all."""
