"""How fast is the portal? Importing this package sets Django up, before any model is imported."""

import django

django.setup()
