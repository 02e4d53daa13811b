import { post, say } from "./form.js";

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

export const password = document.getElementById("password");
const show = document.getElementById("show");
const hint = document.getElementById("hint");
const advice = hint.textContent;

let pause;
let check = new AbortController();

function hintAt(text, kind) {
  hint.textContent = text;
  hint.className = `hint ${kind}`;
}

/** Says why the password cannot be used. */
export function refuse(codes) {
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

/** Call it when the form is sent: browsers remember what was typed into fields for text. */
export function conceal() {
  forgetHint();
  reveal(false);
}
