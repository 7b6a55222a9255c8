"""Every way tried to get a wrong case designated. docs/guards.md is the table of them (page.py)."""
