/* Makes quicker what works without it. */
document.documentElement.classList.add("portal-js");

document.addEventListener("DOMContentLoaded", () => {
  const summary = document.getElementById("error-summary");
  if (summary) {
    summary.focus();
  }
});

/* Sections beside a page stand above it on a narrow screen: there they are folded. */
const isWide = window.matchMedia("(min-width: 64em)");
const fold = () => {
  for (const sections of document.querySelectorAll("details.portal-fold")) {
    sections.open = isWide.matches;
  }
};
document.addEventListener("DOMContentLoaded", fold);
isWide.addEventListener("change", fold);

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
