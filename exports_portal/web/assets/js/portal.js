/* Makes quicker what works without it. */
document.documentElement.classList.add("portal-js");

document.addEventListener("DOMContentLoaded", () => {
  const summary = document.getElementById("error-summary");
  if (summary) {
    summary.focus();
  }
});

/* An open account menu closes with Escape and when the focus leaves it. */
document.addEventListener("keydown", (event) => {
  const menu = document.querySelector("details.portal-menu[open]");
  if (event.key === "Escape" && menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
document.addEventListener("focusin", (event) => {
  const menu = document.querySelector("details.portal-menu[open]");
  if (menu && !menu.contains(event.target)) {
    menu.open = false;
  }
});
