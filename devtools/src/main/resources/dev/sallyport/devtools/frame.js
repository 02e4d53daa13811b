"use strict";

/** Makes a frame as high as the mail in it. */
function fit(frame) {
  const root = frame.contentDocument?.documentElement;
  if (root && frame.offsetParent) {
    frame.style.height = "0";
    frame.style.height = `${root.scrollHeight + frame.offsetHeight}px`;
  }
}

function fitAll() {
  document.querySelectorAll("iframe.mail").forEach(fit);
}

// This event does not bubble.
document.addEventListener(
  "load",
  (event) => {
    if (event.target instanceof HTMLIFrameElement) {
      fit(event.target);
    }
  },
  true,
);
addEventListener("resize", fitAll);
fitAll();
