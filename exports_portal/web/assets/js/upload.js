/* How far is a file that is being sent, and what does the portal do with it afterwards?

   The same form post as without JavaScript. Only what is known is told: how much was sent, and then
   that it is being read. `data-upload` on a form with files; `data-working` on one that takes time. */
"use strict";

(() => {
  const MEGABYTE = 1024 * 1024;
  const TOLD_EVERY = 1_000; // milliseconds: nobody listens to a counter
  const ENDED = "The file was not taken: the connection ended. Perhaps it is larger than the portal takes. It is still chosen here.";
  const SIGN_IN = "Your session ended, and the file was not kept. It is still chosen here: sign in, then send it again.";

  const element = (tag, properties = {}, ...inner) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...inner);
    return made;
  };

  /* What stands below the form while something goes on. */
  const panel = (form) => {
    const text = element("p", { className: "portal-progress__text" });
    const bar = element("progress", { className: "portal-progress__bar" });
    const made = element("div", { className: "portal-progress" }, text, bar);
    text.setAttribute("role", "status");
    form.after(made);
    return {
      say: (words) => {
        text.textContent = words;
        bar.setAttribute("aria-label", words);
      },
      reach: (part) => {
        bar.value = part;
      },
      wait: () => bar.removeAttribute("value"),
      add: (...more) => made.append(...more),
      stop: () => bar.remove(),
      remove: () => made.remove(),
    };
  };

  const size = (bytes) => `${(bytes / MEGABYTE).toFixed(1)} MB`;

  /* The form as the portal answered it, with what is wrong, in the place of this one. */
  const showPage = (main, title) => {
    document.querySelector("main").replaceWith(main);
    document.title = title;
    if (window.htmx) {
      window.htmx.process(main);
    }
    begin(main);
    (main.querySelector("#error-summary") || main).focus();
  };

  const kept = (form, shown, words, ...more) => {
    shown.stop();
    shown.say(words);
    shown.add(...more);
    form.querySelectorAll("button").forEach((button) => {
      button.disabled = false;
    });
  };

  /* Another page than the form says why nothing was kept: the form stays, and says so. */
  const answered = (form, shown, request) => {
    const place = request.getResponseHeader("X-Location");
    if (place) {
      location.assign(place);
    } else if (request.status === 401) {
      kept(form, shown, SIGN_IN, element("p", {}, window.portal.signIn()));
    } else {
      const page = new DOMParser().parseFromString(request.responseText, "text/html");
      const main = page.querySelector("main");
      if (main && main.querySelector("form[data-upload]")) {
        shown.remove();
        showPage(main, page.title);
      } else {
        const words = main ? [...main.querySelectorAll("h1, p, li")].map((each) => each.textContent.trim()).join(" ") : ENDED;
        kept(form, shown, words || ENDED);
      }
    }
  };

  const send = (form) => {
    form.parentNode.querySelectorAll(":scope > .portal-progress").forEach((old) => old.remove());
    const shown = panel(form);
    const request = new XMLHttpRequest();
    let told = 0;
    request.open("POST", form.action);
    request.setRequestHeader("X-Upload", "yes");
    request.upload.addEventListener("progress", (event) => {
      shown.reach(event.loaded / event.total);
      if (Date.now() - told > TOLD_EVERY) {
        told = Date.now();
        shown.say(`Sending the file: ${size(event.loaded)} of ${size(event.total)}`);
      }
    });
    request.upload.addEventListener("load", () => {
      shown.wait();
      shown.say("Reading the file…");
    });
    request.addEventListener("load", () => answered(form, shown, request));
    request.addEventListener("error", () => kept(form, shown, ENDED));
    shown.say("Sending the file…");
    shown.reach(0);
    const body = new FormData(form);
    body.set("csrfmiddlewaretoken", window.portal.token());
    form.querySelectorAll("button").forEach((button) => {
      button.disabled = true;
    });
    request.send(body);
  };

  const hasFile = (form) => [...form.querySelectorAll("input[type=file]")].some((field) => field.files.length);

  const begin = (within) => {
    within.querySelectorAll("form[data-upload]").forEach((form) => {
      form.addEventListener("submit", (event) => {
        if (hasFile(form)) {
          event.preventDefault();
          send(form);
        }
      });
    });
    within.querySelectorAll("form[data-working]").forEach((form) => {
      form.addEventListener("submit", () => {
        const shown = panel(form);
        shown.say(form.dataset.working);
        window.addEventListener("pageshow", shown.remove, { once: true });
      });
    });
  };

  document.addEventListener("DOMContentLoaded", () => begin(document));
})();
