"""How does a dossier leave the portal as a file, and how does a file of others come in?

Nothing here writes a draft: a file becomes a `Found`, and `proposals/actions/imports.py` makes
changes of it, through the same door as a form.
"""
