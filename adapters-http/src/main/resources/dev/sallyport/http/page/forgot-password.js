import { begin, explain, finish, onSubmit, post, say } from "./form.js";

const email = document.getElementById("email");

onSubmit(async () => {
  const answer = await post("api/v1/auth/password/forgot", { email: email.value });
  if (answer.ok) {
    finish(
      "If there is an account with this address, a mail is on its way. If none arrives within a few minutes, look where unwanted mail goes, and try the other addresses that you have.",
      "Mail sent",
    );
  } else if (answer.code === "invalid-input") {
    say("This is not an e-mail address. Please check it.", "bad");
    email.select();
  } else {
    explain(answer);
  }
});

begin();
