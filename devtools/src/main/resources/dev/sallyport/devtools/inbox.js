"use strict";

const pause = 700;
const readHere = "sallyport-read-mails";
const mostKept = 500;

const main = document.querySelector("main");
const list = document.getElementById("mails");
const none = document.getElementById("none");
const pane = document.getElementById("pane");
const filter = document.getElementById("filter");
const outcome = document.getElementById("outcome");
const said = document.getElementById("said");

/** Of what is listed; null until we have asked. */
let version = null;

/** Goes up whenever somebody goes somewhere: what was asked for before is of no use then. */
let turn = 0;

/** A page as the server has it, or null if that is the version that we know already. */
async function page(address, known) {
  const headers = { Accept: "text/html", ...(known && { "If-None-Match": known }) };
  const response = await fetch(address, { headers });
  if (response.status === 304) {
    return null;
  }
  if (!response.ok) {
    throw new Error(`status ${response.status}`);
  }
  const content = new DOMParser().parseFromString(await response.text(), "text/html");
  return { content, version: response.headers.get("ETag") };
}

function shown() {
  return pane.querySelector("article")?.dataset.mail;
}

/** What is listed already stays where it is, so that it keeps the focus. */
function arrange(fresh) {
  const ids = new Set([...fresh.children].map((item) => item.id));
  [...list.children].filter((item) => !ids.has(item.id)).forEach((item) => item.remove());
  let next = list.firstElementChild;
  for (const item of [...fresh.children]) {
    if (next?.id === item.id) {
      next.querySelector("a").href = item.querySelector("a").getAttribute("href");
      next = next.nextElementSibling;
    } else {
      list.insertBefore(item, next);
    }
  }
}

function take(fresh, alsoPane) {
  const there = fresh.content;
  arrange(there.getElementById("mails"));
  none.textContent = there.getElementById("none").textContent;
  document.title = there.title;
  version = fresh.version;
  const id = shown();
  const stays = id && (there.querySelector("article")?.dataset.mail === id || document.getElementById(`mail-${id}`));
  if (alsoPane || !stays) {
    pane.replaceChildren(...there.getElementById("pane").childNodes);
    main.className = there.querySelector("main").className;
  }
  prepare();
}

function prepare() {
  document.querySelectorAll("time:not([title])").forEach(localTime);
  pane.querySelectorAll("pre.text:not(:has(a))").forEach(links);
  const current = shown();
  const read = new Set(JSON.parse(localStorage.getItem(readHere) ?? "[]"));
  const isOpen = matchMedia("(min-width: 50rem)").matches || main.classList.contains("reading");
  if (current && isOpen) {
    read.add(`mail-${current}`);
  }
  for (const item of list.children) {
    const link = item.querySelector("a");
    if (item.id === `mail-${current}`) {
      link.setAttribute("aria-current", "true");
    } else {
      link.removeAttribute("aria-current");
    }
    item.querySelector(".new").hidden = read.has(item.id);
  }
  localStorage.setItem(readHere, JSON.stringify([...read].slice(-mostKept)));
}

function localTime(time) {
  const instant = new Date(time.dateTime);
  const today = instant.toDateString() === new Date().toDateString();
  time.title = instant.toLocaleString();
  time.textContent = today ? instant.toLocaleTimeString() : time.title;
}

/** Nothing but the addresses of web pages becomes a link: a mail may have been written by a stranger. */
function links(text) {
  const parts = text.textContent.split(/(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]}])/u);
  text.replaceChildren(...parts.map((part, index) => (index % 2 === 1 ? link(part) : part)));
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

/** Shows that page in place of this one. */
async function go(address, remember) {
  turn += 1;
  const mine = turn;
  try {
    const fresh = await page(address, null);
    if (mine !== turn) {
      return;
    }
    remember?.call(history, null, "", address);
    take(fresh, true);
    outcome.textContent = "";
  } catch {
    if (mine === turn) {
      outcome.textContent = "This could not be shown: the server does not answer.";
    }
  }
}

async function look() {
  const mine = turn;
  const fresh = await page(location.href, version);
  if (fresh && mine === turn) {
    take(fresh, false);
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

async function copy(button) {
  const code = button.parentElement.querySelector("code");
  try {
    await navigator.clipboard.writeText(button.value);
    said.textContent = "Copied";
    button.textContent = "Copied";
  } catch {
    // Refused, or not to be had: over plain HTTP, browsers have it on localhost alone.
    getSelection().selectAllChildren(code);
    said.textContent = "Selected";
    button.textContent = "Selected: copy it yourself";
  }
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest(".copy button");
  if (button) {
    await copy(button);
    return;
  }
  const anchor = event.target.closest("a[data-go]");
  if (anchor && event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey) {
    event.preventDefault();
    const listWasAway = main.classList.contains("reading");
    await go(anchor.href, history.pushState);
    filter.elements.to.value = new URL(location.href).searchParams.get("to") ?? "";
    if (anchor.closest(".tabs")) {
      pane.querySelector(".tabs [aria-current]")?.focus();
    } else if (!listWasAway && getComputedStyle(document.getElementById("list")).display === "none") {
      pane.querySelector("h2")?.focus();
    }
  }
});

addEventListener("popstate", async () => {
  await go(location.href, null);
  filter.elements.to.value = new URL(location.href).searchParams.get("to") ?? "";
});

filter.addEventListener("submit", (event) => event.preventDefault());
filter.addEventListener("input", () => {
  const address = new URL(location.href);
  address.searchParams.delete("mail");
  address.searchParams.set("to", filter.elements.to.value);
  go(address.href, history.replaceState);
});

document.getElementById("empty").addEventListener("click", async () => {
  try {
    await fetch("mail", { method: "DELETE" });
    const address = new URL(location.href);
    address.searchParams.delete("mail");
    await go(address.href, history.replaceState);
  } catch {
    outcome.textContent = "The inbox could not be emptied.";
  }
});

/** j and k everywhere, arrows within the list, as in mail programs. */
document.addEventListener("keydown", (event) => {
  if (event.target.closest("input") || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  const inList = list.contains(event.target);
  const down = event.key === "j" || (inList && event.key === "ArrowDown");
  const up = event.key === "k" || (inList && event.key === "ArrowUp");
  if (!down && !up) {
    return;
  }
  const current = list.querySelector("[aria-current]")?.closest("li");
  const next = current ? (down ? current.nextElementSibling : current.previousElementSibling) : list.firstElementChild;
  if (next) {
    event.preventDefault();
    const anchor = next.querySelector("a");
    anchor.focus();
    go(anchor.href, history.replaceState);
  }
});

prepare();
keepLooking();
