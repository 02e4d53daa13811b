import { beginByLink, explain, finish, giveUp, onSubmit, post, say } from "./form.js";

const password = document.getElementById("password");
const token = beginByLink();

onSubmit(async () => {
  const answer = await post("api/v1/auth/verify-email", { token, password: password.value });
  if (answer.ok) {
    finish("Thank you. Your address is confirmed, and you can sign in now.", "Address confirmed");
    // This page has no use for the session that comes with the confirmation. If it stays, it ends by itself.
    await post("api/v1/auth/logout", { refreshToken: answer.refreshToken });
    return;
  }
  switch (answer.code) {
    case "invalid-credentials":
      say("That is not the password that you registered with. Please try again.", "bad");
      password.select();
      break;
    case "invalid-code":
      giveUp("This link has expired or was used already. If you have not confirmed your address yet, ask for a new mail or register again.");
      break;
    case "email-taken":
      giveUp("This address already has an account. You can sign in.");
      break;
    case "invalid-input":
      giveUp("This link is incomplete. Please open it from the mail once more.");
      break;
    default:
      explain(answer);
  }
});
