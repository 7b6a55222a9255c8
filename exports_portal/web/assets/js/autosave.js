/* What is typed into the form of a record is saved after a pause, and when the field is left. The page
   says so; what could not be saved stays typed, and leaving the page asks.

   `data-autosave` on the form: it is saved this way. `data-guard`: the page only asks. */
"use strict";

(() => {
  const PAUSE = 1_500; // milliseconds without a key
  const AGAIN = 10_000; // milliseconds, when there was no connection

  const fieldsOf = (form) => new URLSearchParams(new FormData(form)).toString();

  /* Of a form, or of one as it was: name -> values, without what only the page needs. */
  const answers = (text) => {
    const found = {};
    new URLSearchParams(text).forEach((value, name) => {
      if (!["csrfmiddlewaretoken", "written_by", "base", "for"].includes(name)) {
        (found[name] ||= []).push(value);
      }
    });
    return found;
  };
  const sorted = (text) => JSON.stringify(Object.entries(answers(text)).sort(([one], [other]) => (one < other ? -1 : 1)));
  const isSame = (one, other) => sorted(one) === sorted(other);

  const groupOf = (form, name) => form.querySelector(`[name="${CSS.escape(name)}"]`)?.closest(".usa-form-group");

  const clear = (form) => {
    form.querySelectorAll("[data-autosave-error]").forEach((each) => {
      const group = each.closest(".usa-form-group");
      group.classList.remove("usa-form-group--error");
      group.querySelectorAll("[aria-invalid]").forEach((field) => {
        field.removeAttribute("aria-invalid");
        const others = (field.getAttribute("aria-describedby") || "").split(" ").filter((id) => id !== each.id);
        field.setAttribute("aria-describedby", others.join(" "));
      });
      each.remove();
    });
  };

  /* Beside the field, as the page itself would show it. */
  const complain = (form, name, texts) => {
    const group = groupOf(form, name);
    if (!group) {
      return;
    }
    const told = document.createElement("div");
    told.id = `autosave_${name}_error`;
    told.dataset.autosaveError = name;
    texts.forEach((text) => {
      const line = document.createElement("span");
      line.className = "usa-error-message";
      line.textContent = text;
      told.append(line);
    });
    const field = group.querySelector(`[name="${CSS.escape(name)}"]`);
    group.classList.add("usa-form-group--error");
    (field.closest(".usa-input-group, .usa-radio, .usa-checkbox, ul") || field).before(told);
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") || ""} ${told.id}`.trim());
  };

  const fieldsNamed = (form, name) => [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
  const hasChoices = (values, choices) => values.every((value) => choices.some((choice) => choice.value === value));

  /* What is saved now, in a field that nobody types in here. What a field cannot show stays as it is. */
  const put = (form, name, values) => {
    const fields = fieldsNamed(form, name);
    fields.forEach((field) => {
      if (["checkbox", "radio"].includes(field.type)) {
        field.checked = hasChoices(values, fields) ? values.includes(field.value) : field.checked;
      } else if (field.tagName !== "SELECT") {
        field.value = values[0] ?? "";
      } else if (hasChoices(values, [...field.options])) {
        [...field.options].forEach((option) => {
          option.selected = values.length ? values.includes(option.value) : option.value === "";
        });
      }
    });
  };

  /* Nothing and an empty text are the same, and so are line ends and the space around. */
  const plain = (values = []) => values.map((value) => value.replace(/\r\n?/g, "\n").trim()).filter(Boolean);
  const says = (values, others) => JSON.stringify(plain(values)) === JSON.stringify(plain(others));

  /* A form as it was sent, with these fields as they are in `found`. */
  const withFields = (sent, names, found) => {
    const kept = new URLSearchParams(sent);
    names.forEach((name) => {
      kept.delete(name);
      (found[name] || []).forEach((value) => kept.append(name, value));
    });
    return kept.toString();
  };

  const labelOf = (form, name) =>
    (groupOf(form, name)?.querySelector("label, legend")?.textContent || name).replace(/\s*\(required\)\s*$/, "").trim();

  const guard = (form, isUnsaved) => {
    let isSent = false;
    form.addEventListener("submit", () => {
      isSent = true;
    });
    window.addEventListener("pageshow", () => {
      isSent = false;
    });
    window.addEventListener("beforeunload", (event) => {
      if (!isSent && isUnsaved()) {
        event.preventDefault();
      }
    });
  };

  const autosave = (form) => {
    const state = form.querySelector("[data-autosave-state]");
    let saved = fieldsOf(form);
    let isBusy = false;
    let isStopped = false;
    let timer = 0;

    const say = (text, ...more) => state.replaceChildren(text, ...more);
    const isUnsaved = () => !isSame(fieldsOf(form), saved);
    const later = (pause) => {
      clearTimeout(timer);
      timer = setTimeout(save, pause);
    };

    /* What was sent is saved now, whatever was typed since. The next save counts from there only
       where the form shows all that others changed: else it would put back what stands here. */
    const took = (sent, body) => {
      const [before, then, now] = [saved, sent, fieldsOf(form)].map(answers);
      const isSameIn = (one, other, name) => JSON.stringify(one[name]) === JSON.stringify(other[name]);
      const untouched = Object.keys(body.fields).filter((name) => isSameIn(then, now, name));
      untouched.forEach((name) => {
        const isBegun = fieldsNamed(form, name).includes(document.activeElement) && says(now[name], body.fields[name]);
        if (!isBegun) {
          put(form, name, body.fields[name]);
        }
      });
      const shown = answers(fieldsOf(form));
      const isTaken = ([name, values]) =>
        untouched.includes(name) ? says(shown[name], values) : !isSameIn(before, then, name);
      if (Object.entries(body.fields).every(isTaken)) {
        form.elements.base.value = body.base;
      }
      saved = withFields(sent, untouched, shown);
    };

    const wrong = async (sent, fields) => {
      const names = Object.keys(fields).filter((name) => groupOf(form, name));
      names.forEach((name) => complain(form, name, fields[name]));
      const rest = withFields(sent, names, answers(saved)); // what is wrong as it was before
      const labels = names.map((name) => labelOf(form, name)).join(", ");
      const answer = names.length && !isSame(rest, saved) ? await window.portal.ask(form.action, new URLSearchParams(rest)) : null;
      if (answer && answer.status === 200) {
        took(rest, answer.body);
        say(`Not saved: ${labels}. The rest was saved ${answer.body.at}`);
      } else {
        const why = answer ? `; ${answer.why}` : "";
        say(`Not saved: ${labels || Object.values(fields).flat().join(" ")}${why}`);
      }
    };

    const refused = async (sent, answer) => {
      if (answer.status === 422 && answer.body.fields) {
        await wrong(sent, answer.body.fields);
      } else if (answer.status === 401) {
        say(`Not saved: ${answer.why} `, window.portal.signIn());
        later(AGAIN);
      } else {
        say(`Not saved: ${answer.why}`);
        isStopped = ![0, 503].includes(answer.status);
        if (!isStopped) {
          later(AGAIN);
        }
      }
    };

    const save = async () => {
      clearTimeout(timer);
      if (!isBusy && !isUnsaved() && form.querySelector("[data-autosave-error]")) {
        clear(form);
        say("What stands here is saved.");
      }
      if (isBusy || isStopped || !isUnsaved()) {
        return;
      }
      isBusy = true;
      say("Saving…");
      const sent = fieldsOf(form);
      const answer = await window.portal.ask(form.action, new URLSearchParams(sent));
      clear(form);
      if (answer.status === 200) {
        took(sent, answer.body);
        say(`Saved ${answer.body.at}`);
      } else {
        await refused(sent, answer);
      }
      isBusy = false;
      if (!isSame(fieldsOf(form), sent)) {
        later(PAUSE);
      }
    };

    form.addEventListener("input", () => later(PAUSE));
    form.addEventListener("change", () => later(0));
    window.addEventListener("online", save);
    window.addEventListener("focus", save);
    guard(form, isUnsaved);
  };

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("form[data-autosave]").forEach(autosave);
    document.querySelectorAll("form[data-guard]").forEach((form) => {
      const opened = fieldsOf(form);
      guard(form, () => !isSame(fieldsOf(form), opened));
    });
  });
})();
