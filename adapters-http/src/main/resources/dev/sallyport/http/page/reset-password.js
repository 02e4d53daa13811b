import { beginByLink, explain, finish, giveUp, onSubmit, post, say } from "./form.js";

const TYPING_PAUSE_MILLIS = 400;

const minLength = document.getElementById("form").dataset.minLength;
const REFUSALS = {
  "too-short": `It needs at least ${minLength} characters.`,
  "too-long": "It is too long.",
  "too-common": "Many people use it, or it is made of very few common passwords.",
  breached: "It became known when some other service was broken into.",
  repetitive: "It says the same again and again.",
  sequence: "It is little more than a part of the alphabet, of the digits or of a row of keys.",
  "contains-address": "It is made of your e-mail address, or contains all of it.",
  "contains-name": "It is made of your name.",
  "contains-application-name": "It is made of the name of this application.",
};

const password = document.getElementById("password");
const show = document.getElementById("show");
const hint = document.getElementById("hint");
const advice = hint.textContent;
const token = beginByLink();

let pause;
let check = new AbortController();

function hintAt(text, kind) {
  hint.textContent = text;
  hint.className = `hint ${kind}`;
}

function refuse(codes) {
  hintAt(codes.map((code) => REFUSALS[code] ?? "It cannot be used.").join(" "), "bad");
  password.setAttribute("aria-invalid", "true");
}

function forgetHint() {
  clearTimeout(pause);
  check.abort();
  check = new AbortController();
  password.removeAttribute("aria-invalid");
  hintAt(advice, "");
}

/** What cannot be asked now is no reason to disturb anybody who is typing: it is told when the form is sent. */
async function judge() {
  const { signal } = check;
  const answer = await post("api/v1/auth/password/check", { password: password.value }, signal);
  if (signal.aborted || !answer.ok) {
    return;
  }
  if (answer.acceptable) {
    hintAt(answer.strength === 4 ? "This is a strong password." : "This can be used. A longer one is stronger.", "good");
  } else {
    refuse(answer.refusals);
  }
}

password.addEventListener("input", () => {
  forgetHint();
  say("", "");
  if (password.value) {
    pause = setTimeout(judge, TYPING_PAUSE_MILLIS);
  }
});

function reveal(shown) {
  password.type = shown ? "text" : "password";
  show.setAttribute("aria-pressed", String(shown));
}

show.addEventListener("click", () => {
  reveal(password.type === "password");
  password.focus();
});

onSubmit(async () => {
  forgetHint();
  // Browsers remember what was typed into fields for text.
  reveal(false);
  const answer = await post("api/v1/auth/password/reset", { token, newPassword: password.value });
  if (answer.ok) {
    password.value = "";
    finish("Your password is changed. You were signed out everywhere, and can sign in with the new one now.", "Password changed");
    return;
  }
  const errors = answer.errors ?? [];
  const refusals = errors.filter((error) => error.pointer === "/newPassword").map((error) => error.code);
  if (answer.code === "invalid-link") {
    giveUp("This link has expired, or was used or replaced by a newer one.");
  } else if (answer.code === "invalid-input" && refusals.length < errors.length) {
    giveUp("This link is incomplete. Please open it from the mail once more.");
  } else if (answer.code === "invalid-input") {
    refuse(refusals);
    say("Please choose another password.", "bad");
    password.focus();
  } else {
    explain(answer);
  }
});
