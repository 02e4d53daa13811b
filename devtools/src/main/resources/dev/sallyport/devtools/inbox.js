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

/** What is shown already stays as it is, so that nothing that somebody opened closes. */
function show(page) {
  const items = [...page.getElementById("mails").children];
  localTimes(page);
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

mails.addEventListener("click", async (event) => {
  const button = event.target.closest(".copy");
  if (button) {
    await navigator.clipboard.writeText(button.value);
    button.textContent = "Copied";
  }
});

localTimes(document);
keepLooking();
