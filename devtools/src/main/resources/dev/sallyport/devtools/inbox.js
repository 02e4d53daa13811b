"use strict";

const mails = document.getElementById("mails");
const outcome = document.getElementById("outcome");
const html = { Accept: "text/html" };
const pause = 1500;

let version = null;

function localTimes(within) {
  for (const time of within.querySelectorAll("time")) {
    time.textContent = new Date(time.dateTime).toLocaleTimeString();
  }
}

function prepare(within) {
  localTimes(within);
  links(within);
}

/** Nothing but the addresses of web pages becomes a link: a mail may have been written by a stranger. */
function links(within) {
  for (const text of within.querySelectorAll("pre")) {
    const parts = text.textContent.split(/(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]}])/u);
    text.replaceChildren(...parts.map((part, index) => (index % 2 === 1 ? link(part) : part)));
  }
}

function link(address) {
  if (!URL.canParse(address)) {
    return address;
  }
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.textContent = address;
  anchor.target = "_blank";
  anchor.rel = "noopener noreferrer";
  return anchor;
}

/** What is shown already stays as it is, so that nothing that somebody opened closes. */
function show(page) {
  const items = [...page.getElementById("mails").children];
  prepare(page);
  mails.replaceChildren(...items.map((item) => document.getElementById(item.id) ?? document.adoptNode(item)));
  document.title = page.title;
}

async function look() {
  const head = await fetch(location.pathname, { method: "HEAD", headers: html });
  if (!head.ok) {
    throw new Error(`status ${head.status}`);
  }
  if (head.headers.get("ETag") !== version) {
    const response = await fetch(location.pathname, { headers: html });
    show(new DOMParser().parseFromString(await response.text(), "text/html"));
    version = response.headers.get("ETag");
  }
}

async function keepLooking() {
  try {
    if (!document.hidden) {
      await look();
      outcome.textContent = "";
    }
  } catch {
    outcome.textContent = "The server does not answer. This page goes on by itself once it does.";
  }
  setTimeout(keepLooking, pause);
}

document.getElementById("empty").addEventListener("click", async () => {
  try {
    await fetch(location.pathname, { method: "DELETE" });
    await look();
  } catch {
    outcome.textContent = "The inbox could not be emptied.";
  }
});

async function copy(button) {
  try {
    await navigator.clipboard.writeText(button.value);
    button.textContent = "Copied";
  } catch {
    // Refused, or not to be had: over plain HTTP, browsers have it on localhost alone.
    getSelection().selectAllChildren(button.parentElement.querySelector("code"));
    button.textContent = "Selected: copy it yourself";
  }
}

mails.addEventListener("click", (event) => {
  const button = event.target.closest(".copy");
  if (button) {
    copy(button);
  }
});

/** As high as the mail in it, up to what the style sheet allows; there is no height before it is seen. */
function fit(frame) {
  if (frame.contentDocument && frame.offsetParent) {
    frame.style.height = "0";
    frame.style.height = `${frame.contentDocument.documentElement.scrollHeight + 2}px`;
  }
}

// These events do not bubble.
mails.addEventListener("load", (event) => fit(event.target), true);
mails.addEventListener("toggle", (event) => fit(event.target.querySelector("iframe")), true);

prepare(document);
keepLooking();
