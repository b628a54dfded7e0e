// Classic script, first in the page. The one gate through which text becomes HTML (htmx, live parts).
// Only our own server is asked for fragments (connect-src 'self'); what could run code is taken out all the same.
(() => {
  "use strict";
  if (!window.trustedTypes || !trustedTypes.createPolicy) return;

  // Used inside this file only: a parsed template or DOMParser document is inert, nothing runs or loads in it.
  const inert = trustedTypes.createPolicy("mitreden", { createHTML: (text) => text });
  const forbidden = "script, iframe, frame, object, embed, base, meta[http-equiv], link[rel~=import], portal, math, foreignObject, animate, set";
  const links = ["href", "src", "action", "formaction", "xlink:href", "data", "hx-get", "hx-post", "hx-put", "hx-patch", "hx-delete"];

  function clean(root) {
    for (const element of root.querySelectorAll(forbidden)) element.remove();
    for (const element of root.querySelectorAll("*")) {
      for (const { name, value } of [...element.attributes]) {
        const lower = name.toLowerCase();
        const handler = lower.startsWith("on") || lower.startsWith("hx-on") || lower.startsWith("data-hx-on") || lower === "srcdoc";
        const script = links.includes(lower) && /^[\u0000-\u0020]*(javascript|vbscript|data\s*:\s*text)/i.test(value.replace(/[\t\r\n]/g, ""));
        if (handler || script) element.removeAttribute(name);
      }
      if (element.localName === "template") clean(element.content);
    }
  }

  trustedTypes.createPolicy("default", {
    createHTML(text, type, sink) {
      if (String(sink).startsWith("DOMParser")) {
        const page = new DOMParser().parseFromString(inert.createHTML(text), "text/html");
        clean(page);
        return page.documentElement.outerHTML;
      }
      const template = document.createElement("template");
      template.innerHTML = inert.createHTML(text);
      clean(template.content);
      return template.innerHTML;
    },
    createScriptURL(text) {
      const url = new URL(text, location.href);
      return url.origin === location.origin && url.pathname === "/sw.js" && !url.search ? url.href : null;
    },
    createScript: () => null,
  });
})();
