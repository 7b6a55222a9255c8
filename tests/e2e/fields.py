"""How does a person fill in a field of the design system?"""

from playwright.sync_api import Locator, Page


def tick(box: Locator) -> None:
    """Tick a box or choose a button with the keyboard: the design system draws its own over it."""
    if not box.is_checked():
        box.press("Space")


def choose(page: Page, name: str, value: str) -> None:
    """Choose a value, whether the choice is a list or a row of buttons."""
    field = page.locator(f"[name={name}]").first
    if field.evaluate("element => element.tagName") == "SELECT":
        field.select_option(value)
    else:
        tick(page.locator(f"[name={name}][value='{value}']"))


def choose_last(page: Page, name: str) -> None:
    """Choose the newest of a list, which may be the only one."""
    field = page.locator(f"[name={name}]")
    if field.first.evaluate("element => element.tagName") == "SELECT":
        field.select_option(field.locator("option").last.get_attribute("value"))
    else:
        tick(field.last)


def press(page: Page, name: str = "") -> None:
    """Press the button of that name, or the page's own: the last that sends the form. Waits."""
    button = page.locator("main form button[type=submit]").last
    if name:
        button = page.get_by_role("button", name=name, exact=True)
    with page.expect_navigation():
        button.click()
