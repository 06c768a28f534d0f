// @ts-check
// Small services on every page: Escape closes a definition, and a page to read can be printed from its head.
(() => {
  "use strict";

  // Definitions open on hover and on focus by style alone; this lets Escape close the one that is open (WCAG 1.4.13).
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    document.querySelectorAll(".pk-tip:hover, .pk-tip:focus-within").forEach((tip) => {
      tip.classList.add("pk-tip--closed");
      const reopen = () => tip.classList.remove("pk-tip--closed");
      tip.addEventListener("mouseleave", reopen, { once: true });
      tip.addEventListener("focusout", reopen, { once: true });
    });
  });

  // Lists and diagnostics have their own way to print, with what the reader did in them.
  document
    .querySelector(".pk-head--page, .pk-head--playbook, .pk-head--case, .pk-head--template")
    ?.append(self.kit.button(self.kit.speaker("page")("print"), () => self.print(), { class: "pk-button pk-print" }));
})();
