import { beginByLink, explain, finish, giveUp, onSubmit, post, say } from "./form.js";
import { conceal, password, refuse } from "./new-password.js";

const token = beginByLink();

onSubmit(async () => {
  conceal();
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
