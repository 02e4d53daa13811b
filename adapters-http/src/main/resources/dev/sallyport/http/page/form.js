/** What the pages with a form have in common. */

const form = document.getElementById("form");
const submit = document.getElementById("submit");
const outcome = document.getElementById("outcome");
const onward = document.getElementById("onward");

/** Shows the form. */
export function begin() {
  form.hidden = false;
  form.querySelector("input")?.focus();
}

/** Shows the form to whoever comes by a mailed link, and returns the link's secret. */
export function beginByLink() {
  const token = new URLSearchParams(location.hash.slice(1)).get("token");
  // The link works once, but its secret need not stay in the address bar and the history.
  history.replaceState(null, "", location.pathname);
  // Another link that is opened in the same tab changes the fragment alone.
  addEventListener("hashchange", () => location.reload());
  if (token) {
    begin();
  } else {
    giveUp("This link is incomplete. Please open it from the mail once more.");
  }
  return token;
}

export function say(text, kind) {
  outcome.textContent = text;
  outcome.className = kind;
}

/** Says that it is done, where the form was. */
export function finish(text, title) {
  form.hidden = true;
  say(text, "good");
  document.title = document.title.replace(/^[^·]*/, `${title} `);
  outcome.focus();
}

/** Says that it cannot be done here, and how to go on if the page knows. */
export function giveUp(text) {
  form.hidden = true;
  say(text, "bad");
  if (onward) {
    onward.hidden = false;
  }
  outcome.focus();
}

/** Posts JSON, and returns the answer's members; besides, whether all went well, and after how many seconds to try again. */
export async function post(path, body, signal) {
  let response;
  try {
    response = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      credentials: "omit",
      signal,
    });
  } catch {
    return { ok: false, code: "unreachable" };
  }
  const type = response.headers.get("Content-Type") ?? "";
  const answer = type.includes("json") ? await response.json() : {};
  return { ...answer, ok: response.ok, retryAfter: Number(response.headers.get("Retry-After")) };
}

/** Does this whenever the form is sent, once at a time. */
export function onSubmit(send) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    submit.disabled = true;
    say("One moment…", "faint");
    try {
      await send();
    } finally {
      submit.disabled = false;
    }
  });
}

/** Explains what can go wrong on every page. */
export function explain(answer) {
  if (answer.code === "unreachable") {
    say("The server cannot be reached. Please check your connection and try again.", "bad");
  } else if (answer.code === "too-many-requests") {
    say(`That was tried too often. Please try again in ${words(answer.retryAfter)}.`, "bad");
  } else if (answer.retryAfter) {
    say(`This is not possible at the moment. Please try again in ${words(answer.retryAfter)}.`, "bad");
  } else {
    say("Something went wrong. Please try again later.", "bad");
  }
}

function words(seconds) {
  if (seconds < 90) {
    return seconds === 1 ? "a second" : `${seconds} seconds`;
  }
  return `${Math.ceil(seconds / 60)} minutes`;
}
