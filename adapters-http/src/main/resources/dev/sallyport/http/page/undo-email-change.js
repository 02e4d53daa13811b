import { beginByLink, explain, finish, giveUp, onSubmit, post } from "./form.js";

const token = beginByLink();

onSubmit(async () => {
  const answer = await post("api/v1/auth/email/undo", { token });
  if (answer.ok) {
    finish(
      "Your account is under this address, and nobody is signed in to it. A mail is on its way to you, with a link to choose another password.",
      "Change undone",
    );
    return;
  }
  switch (answer.code) {
    case "invalid-link":
      giveUp("This link has expired or was used already.");
      break;
    case "email-taken":
      giveUp("This address belongs to another account by now, so the change cannot be undone here. Please write to whoever runs this service.");
      break;
    case "invalid-input":
      giveUp("This link is incomplete. Please open it from the mail once more.");
      break;
    default:
      explain(answer);
  }
});
