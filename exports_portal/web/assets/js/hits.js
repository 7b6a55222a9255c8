/* Single-key shortcuts for working through hits. Everything they do is a link or a field of the page.
   They never act while somebody types, or with Ctrl, Alt or Meta held, and can be turned off (WCAG 2.1.4). */
document.addEventListener("DOMContentLoaded", () => {
  const STORED = "portal-hit-keys";
  const OUTCOMES = { f: "FALSE_POSITIVE", t: "TRUE_MATCH", e: "ESCALATE" };
  const help = document.getElementById("keys");
  if (!help) {
    return;
  }
  const toggle = help.querySelector("[data-keys-toggle]");
  const state = help.querySelector("[data-keys-state]");

  const areOn = () => {
    try {
      return localStorage.getItem(STORED) !== "off";
    } catch {
      return true;
    }
  };
  const show = () => {
    state.textContent = areOn() ? "(on)" : "(off)";
    toggle.textContent = areOn() ? "Turn the shortcuts off" : "Turn the shortcuts on";
  };
  toggle.addEventListener("click", () => {
    localStorage.setItem(STORED, areOn() ? "off" : "on");
    show();
  });
  help.hidden = false;
  show();

  /* A letter typed into a text field, or looked up in a list, is a letter. */
  const isTyping = (element) =>
    element.isContentEditable ||
    ["TEXTAREA", "SELECT"].includes(element.tagName) ||
    (element.tagName === "INPUT" && !["radio", "checkbox", "submit", "button"].includes(element.type));

  const choose = (outcome) => {
    const box = document.querySelector(`[data-judge] input[name=outcome][value=${outcome}]`);
    if (box) {
      box.checked = true;
      box.focus();
      box.dispatchEvent(new Event("change", { bubbles: true }));
    }
  };

  /* On a page with many hits j and k walk from link to link; on a hit they open its neighbours. */
  const walk = (step) => {
    const links = [...document.querySelectorAll("a[data-hit]")];
    if (links.length) {
      const here = links.indexOf(document.activeElement);
      const next = here < 0 ? (step > 0 ? 0 : links.length - 1) : here + step;
      links[Math.min(Math.max(next, 0), links.length - 1)].focus();
    } else {
      document.querySelector(step > 0 ? "a[data-key-next]" : "a[data-key-previous], a[data-key-next]")?.click();
    }
  };

  document.addEventListener("keydown", (event) => {
    if (!areOn() || event.ctrlKey || event.altKey || event.metaKey || event.repeat || isTyping(event.target)) {
      return;
    }
    if (event.key === "j" || event.key === "k") {
      walk(event.key === "j" ? 1 : -1);
    } else if (event.key in OUTCOMES) {
      choose(OUTCOMES[event.key]);
    } else if (event.key === "?") {
      help.open = !help.open;
      help.querySelector("summary").focus();
    } else {
      return;
    }
    event.preventDefault();
  });

  /* Of the reasons only those stay that go with the outcome; the server checks it anyway. */
  const code = document.querySelector("[data-judge] select[name=code]");
  const boxes = document.querySelectorAll("[data-judge] input[name=outcome]");
  if (code && boxes.length) {
    const narrow = () => {
      const chosen = [...boxes].findIndex((box) => box.checked);
      [...code.querySelectorAll("optgroup")].forEach((group, place) => {
        group.disabled = chosen >= 0 && place !== chosen;
      });
      if (code.selectedOptions[0]?.parentElement.disabled) {
        code.value = "";
      }
    };
    boxes.forEach((box) => box.addEventListener("change", narrow));
    narrow();
  }
});
