"""Do dossiers leave and come in as files without a change, and is everything hostile refused?"""
