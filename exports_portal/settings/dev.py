"""What `make run` uses: one machine, real worker, everything kept in var/."""

from exports_portal.settings.base import *  # noqa: F403  settings are layered by star import, Django's way

DEBUG = env.bool("DEBUG", default=False)  # noqa: F405  comes with the star import
SECRET_KEY = env("SECRET_KEY", default="only-for-a-demonstration-on-your-own-machine")  # noqa: F405  as above
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", "testserver"]
WHITENOISE_USE_FINDERS = True
STATIC_ROOT = None  # files are served from where they lie
INSTALLED_APPS = [*INSTALLED_APPS, "exports_portal.demo"]  # noqa: F405  as above
# A demonstration has no virus scanner: its files are read, and each page says that nobody checked
# them. Empty: they wait, as on a server.
FILES_WITHOUT_SCANNER = env("FILES_WITHOUT_SCANNER", default="readable")  # noqa: F405  as above
