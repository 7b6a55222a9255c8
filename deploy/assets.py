"""Which files of the npm packages does the portal serve? Copies them into web/assets/vendor."""

import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENDOR = ROOT / "exports_portal" / "web" / "assets" / "vendor"

USWDS = ("css/uswds.min.css", "js/uswds.min.js", "js/uswds-init.min.js", "img/sprite.svg")
NAMED_IN_CSS = re.compile(r"url\(\.\./((?:fonts|img)/[^)?#]+)")
# The maps are not shipped, and hashed file names refuse a style sheet that names a missing file.
SOURCE_MAP = re.compile(r"\n?(?:/\*#|//#) sourceMappingURL=\S+(?: \*/)?\s*$")


def copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.suffix in {".css", ".js"}:
        target.write_text(SOURCE_MAP.sub("\n", source.read_text()))
    else:
        shutil.copyfile(source, target)


def copy_uswds(package: Path, target: Path) -> None:
    css = (package / "dist" / USWDS[0]).read_text()
    for name in sorted({*USWDS, *NAMED_IN_CSS.findall(css)}):
        copy(package / "dist" / name, target / name)
    copy(package / "LICENSE.md", target / "LICENSE.md")


def copy_tabulator(package: Path, target: Path) -> None:
    copy(package / "dist" / "js" / "tabulator.min.js", target / "tabulator.min.js")
    copy(package / "dist" / "css" / "tabulator_simple.min.css", target / "tabulator_simple.min.css")
    copy(package / "LICENSE", target / "LICENSE")


def main(node_modules: Path) -> None:
    shutil.rmtree(VENDOR, ignore_errors=True)
    copy_uswds(node_modules / "@uswds" / "uswds", VENDOR / "uswds")
    copy(node_modules / "htmx.org" / "dist" / "htmx.min.js", VENDOR / "htmx" / "htmx.min.js")
    copy(node_modules / "htmx.org" / "LICENSE", VENDOR / "htmx" / "LICENSE")
    copy_tabulator(node_modules / "tabulator-tables", VENDOR / "tabulator")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "node_modules")
