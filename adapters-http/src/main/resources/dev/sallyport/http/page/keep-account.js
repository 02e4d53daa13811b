import { beginByLink, explain, finish, giveUp, onSubmit, post } from "./form.js";

const token = beginByLink();

onSubmit(async () => {
  const answer = await post("api/v1/auth/account/keep", { token });
  if (answer.ok) {
    finish("Your account stays. You can sign in again. If it was not you who deleted it, choose a new password first: whoever did knows the old one.", "Account kept");
    return;
  }
  switch (answer.code) {
    case "invalid-link":
      giveUp("This link was used already, or it is too late and the account is gone. If you have kept your account before, you can sign in.");
      break;
    case "invalid-input":
      giveUp("This link is incomplete. Please open it from the mail once more.");
      break;
    default:
      explain(answer);
  }
});
