/* How does a script of a page send what was typed, and what does it learn when that was not kept? */
"use strict";

window.portal = window.portal || {};

(() => {
  const NO_ANSWER = "There is no connection. What you typed is kept here, and sent again.";
  const SIGN_IN = "Sign in to go on: what you typed is kept.";

  /* Read each time: whoever signs in again in another tab has another one. */
  const token = () => {
    const found = document.cookie.split("; ").find((each) => /^(__Host-|__Secure-)?csrftoken=/.test(each));
    const field = document.querySelector("input[name=csrfmiddlewaretoken]");
    return found ? decodeURIComponent(found.split("=")[1]) : field ? field.value : "";
  };

  window.portal.token = token;

  /* Of an answer that is no JSON nothing is told but its status. */
  const read = async (answer) => {
    try {
      return await answer.json();
    } catch {
      return {};
    }
  };

  const why = (status, body) => {
    if (status === 0 || status >= 500) {
      return body.detail || NO_ANSWER;
    }
    return status === 401 ? SIGN_IN : body.detail || body.title || "It could not be saved. Open the page again.";
  };

  /* `body` is a text of JSON, or a form's fields; nothing for a question. Never throws. */
  window.portal.ask = async (url, body) => {
    const headers = { Accept: "application/json" };
    if (body !== undefined) {
      headers["X-CSRFToken"] = token();
      headers["Content-Type"] =
        typeof body === "string" ? "application/json" : "application/x-www-form-urlencoded;charset=UTF-8";
    }
    const method = body === undefined ? "GET" : "POST";
    let answer;
    try {
      answer = await fetch(url, { method, headers, body, credentials: "same-origin" });
    } catch {
      return { status: 0, body: {}, why: why(0, {}) };
    }
    const said = await read(answer);
    return { status: answer.status, body: said, why: answer.ok ? "" : why(answer.status, said) };
  };

  /* Where one signs in, in another tab, while this page keeps what was typed. */
  window.portal.signIn = () => {
    const link = document.createElement("a");
    link.href = `/accounts/login/?next=${encodeURIComponent(location.pathname + location.search)}`;
    link.target = "_blank";
    link.rel = "noopener";
    link.className = "usa-link";
    link.textContent = "Sign in in a new tab";
    return link;
  };
})();
