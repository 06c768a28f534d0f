// @ts-check
// Definitions open on hover and on focus by style alone; this lets Escape close the one that is open (WCAG 1.4.13).
(() => {
  "use strict";
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    document.querySelectorAll(".pk-tip:hover, .pk-tip:focus-within").forEach((tip) => {
      tip.classList.add("pk-tip--closed");
      const reopen = () => tip.classList.remove("pk-tip--closed");
      tip.addEventListener("mouseleave", reopen, { once: true });
      tip.addEventListener("focusout", reopen, { once: true });
    });
  });
})();
