import { beginByLink, explain, finish, giveUp, onSubmit, post, say } from "./form.js";
import { conceal, password, refuse } from "./new-password.js";

const name = document.getElementById("name");
const token = beginByLink();

/** Of what the fields say; what is left empty is not said. */
function wish() {
  const displayName = name.value.trim();
  return displayName ? { token, password: password.value, displayName } : { token, password: password.value };
}

onSubmit(async () => {
  conceal();
  const answer = await post("api/v1/auth/invitation/accept", wish());
  if (answer.ok) {
    password.value = "";
    finish("Your account is ready, and you can sign in now.", "Account made");
    // This page has no use for the session that comes with the account. If it stays, it ends by itself.
    await post("api/v1/auth/logout", { refreshToken: answer.refreshToken });
    return;
  }
  const errors = answer.errors ?? [];
  const codesAt = (pointer) => errors.filter((error) => error.pointer === pointer).map((error) => error.code);
  if (answer.code === "invalid-link") {
    giveUp("This invitation has expired, was accepted, or was called off. Ask whoever invited you for another one.");
  } else if (answer.code === "email-taken") {
    giveUp("This address already has an account. You can sign in.");
  } else if (answer.code === "invalid-input" && codesAt("/token").length > 0) {
    giveUp("This link is incomplete. Please open it from the mail once more.");
  } else if (answer.code === "invalid-input" && codesAt("/password").length > 0) {
    refuse(codesAt("/password"));
    say("Please choose another password.", "bad");
    password.focus();
  } else if (answer.code === "invalid-input") {
    say("This name cannot be used. Please choose another one.", "bad");
    name.focus();
  } else {
    explain(answer);
  }
});
