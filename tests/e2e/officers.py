"""What do officers do in the browser? Each function is a piece of the path."""

from playwright.sync_api import Page, expect

from tests.e2e.fields import choose, choose_last, press


def take_step(page: Page, case: str, step: str, **answers: str) -> None:
    """Open the page of a step, answer what it asks, and confirm."""
    page.goto(f"{case}steps/{step}/")
    for name, text in answers.items():
        page.locator(f"[name={name}]").fill(text)
    press(page)


def name_lead(page: Page, case: str) -> None:
    page.goto(f"{case}lead/")
    choose_last(page, "to")
    press(page)


def conclude(page: Page, case: str, track: str) -> None:
    page.goto(f"{case}tracks/{track}/conclude/")
    choose(page, "outcome", "SATISFIED")
    page.locator("[name=comment]").fill("Examined: the section answers what the call asks.")
    for asked in page.locator("textarea[name^=answer-]").all():
        asked.fill("Asked and shown at the site.")
    for found in page.locator("select[name^=finding-]").all():
        found.select_option("MET")
    press(page)


def wait_for_screening(page: Page, case: str) -> None:
    """Reload, as a person without JavaScript does, until the screening is finished."""
    for _ in range(120):
        page.goto(f"{case}screening/")
        if page.locator("progress").count() == 0 and page.get_by_text("Adjudicate").count():
            return
        page.wait_for_timeout(1000)
    raise AssertionError("the screening did not finish")


def adjudicate_all(page: Page, case: str, reason: str) -> list[str]:
    """Find every open hit a false positive. Returns what the hits' pages said, in order.

    Strong ones wait for `agree_to_all` of somebody else afterwards.
    """
    return _judge_all(page, case, "Adjudicate", reason)


def agree_to_all(page: Page, case: str, reason: str) -> list[str]:
    """Agree, as a second person, with every false positive that waits for one."""
    return _judge_all(page, case, "Agree or not", reason)


def _judge_all(page: Page, case: str, link_text: str, reason: str) -> list[str]:
    said = []
    page.goto(f"{case}screening/")
    while (link := page.get_by_role("link", name=link_text)).count():
        with page.expect_navigation():
            link.first.click()
        said.append(page.locator("main").inner_text())
        choose(page, "outcome", "FALSE_POSITIVE")
        choose(page, "code", "DIFFERENT_BUSINESS")
        page.locator("[name=reason]").fill(reason)
        press(page)
        page.goto(f"{case}screening/")
    return said


def answer_consultation(page: Page, case: str, agency: str) -> None:
    page.goto(f"{case}consultations/{agency}/")
    choose(page, "response", "CONCUR")
    page.locator("[name=comment]").fill("The agency concurs.")
    press(page)


def designate(page: Page, case: str, *, rationale: str, condition: str) -> None:
    """Designate with one condition; read the confirmation and confirm."""
    page.goto(f"{case}steps/designate/")
    page.locator("[name=rationale]").fill(rationale)
    choose(page, "content_basis", "PRESUMPTION")
    page.locator("[name$='-0-category']").select_option("REPORTING")
    page.locator("[name$='-0-text']").fill(condition)
    press(page)
    expect(page.locator("main")).to_contain_text(condition)
    with page.expect_navigation():
        page.locator("button[name=confirm]").click()
