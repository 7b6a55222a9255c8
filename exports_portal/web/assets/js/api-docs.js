"use strict";
/* Draws the OpenAPI document as forms one can send. The reference above works without this. */
(() => {
  const place = document.getElementById("swagger-ui");

  /* Who one is, and the operations: title and landmarks belong to the page. */
  const layout = ({ React: { createElement: draw } }) => ({
    components: {
      PortalLayout: ({ getComponent }) =>
        draw(
          "div",
          { className: "swagger-ui" },
          draw(getComponent("SvgAssets")),
          draw("div", { className: "portal-try__who" }, draw(getComponent("AuthorizeBtnContainer", true))),
          draw(getComponent("operations", true)),
        ),
    },
  });

  /* What the tool leaves unnamed or out of reach of the keyboard. */
  const mend = () => {
    for (const choice of place.querySelectorAll("select:not([aria-label])")) {
      const row = choice.closest("tr[data-param-name]");
      choice.setAttribute("aria-label", row ? row.dataset.paramName : "Choice");
    }
    for (const text of place.querySelectorAll("pre:not([tabindex])")) text.tabIndex = 0;
  };
  new MutationObserver(mend).observe(place, { childList: true, subtree: true });

  window.SwaggerUIBundle({
    domNode: place,
    url: place.dataset.url,
    plugins: [layout],
    layout: "PortalLayout",
    docExpansion: "list",
    syntaxHighlight: { activated: false },
    supportedSubmitMethods: ["get", "post", "patch"],
    requestInterceptor: (request) => {
      const cookie = document.cookie.match(/csrftoken=([^;]+)/);
      if (cookie) request.headers["X-CSRFToken"] = cookie[1];
      return request;
    },
  });
})();
