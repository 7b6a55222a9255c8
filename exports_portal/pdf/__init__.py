"""Documents: data and a template go in, an accessible PDF comes out, by WeasyPrint."""
