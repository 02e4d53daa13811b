"use strict";

const form = document.getElementById("form");
const password = document.getElementById("password");
const submit = document.getElementById("submit");
const outcome = document.getElementById("outcome");

const token = new URLSearchParams(location.hash.slice(1)).get("token");
// The link works once, but its secret need not stay in the address bar and the history.
history.replaceState(null, "", location.pathname);

function say(text, kind) {
  outcome.textContent = text;
  outcome.className = kind;
}

function post(path, body) {
  return fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    credentials: "omit",
  });
}

/** This page has no use for the session that comes with the confirmation. */
async function leave(tokens) {
  try {
    await post("api/v1/auth/logout", { refreshToken: tokens.refreshToken });
  } catch {
    // The address is confirmed all the same; the session ends by itself.
  }
}

function finish(text, kind) {
  form.hidden = true;
  say(text, kind);
}

function explain(code, retryAfter) {
  switch (code) {
    case "invalid-credentials":
      say("That is not the password that you registered with. Please try again.", "bad");
      password.select();
      break;
    case "invalid-code":
      finish("This link has expired or was used already. If you have not confirmed your address yet, ask for a new mail or register again.", "bad");
      break;
    case "email-taken":
      finish("This address already has an account. You can sign in.", "bad");
      break;
    case "invalid-input":
      finish("This link is incomplete. Please open it from the mail once more.", "bad");
      break;
    default:
      say(retryAfter ? `This is not possible at the moment. Please try again in ${retryAfter} seconds.` : "Something went wrong. Please try again later.", "bad");
  }
}

async function confirmAddress() {
  const response = await post("api/v1/auth/verify-email", { token, password: password.value });
  const answer = await response.json();
  if (response.ok) {
    finish("Thank you. Your address is confirmed, and you can sign in now.", "good");
    document.title = document.title.replace("Confirm your address", "Address confirmed");
    await leave(answer);
  } else {
    explain(answer.code, response.headers.get("Retry-After"));
  }
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  submit.disabled = true;
  say("One moment…", "faint");
  try {
    await confirmAddress();
  } catch {
    say("The server cannot be reached. Please check your connection and try again.", "bad");
  } finally {
    submit.disabled = false;
  }
});

if (token) {
  form.hidden = false;
  password.focus();
} else {
  say("This link is incomplete. Please open it from the mail once more.", "bad");
}
