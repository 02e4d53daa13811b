import { answerToChallenge } from "./bot-challenge.js";
import { begin, explain, finish, onSubmit, post, say } from "./form.js";

const email = document.getElementById("email");

onSubmit(async () => {
  let answer = await ask({});
  if (answer.code === "bot-challenge-required") {
    const botChallenge = await answered();
    if (botChallenge === null) {
      say("This takes a check that cannot be shown here. Please ask for the mail where you usually sign in.", "bad");
      return;
    }
    answer = botChallenge ? await ask({ botChallenge }) : { code: "unreachable" };
  }
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

function ask(more) {
  return post("api/v1/auth/password/forgot", { email: email.value, ...more });
}

/** The answer to a challenge, null if that is not possible here, or undefined if it went wrong. */
async function answered() {
  try {
    return await answerToChallenge((percent) => say(`Checking that you are no bot: ${percent} %…`, "faint"));
  } catch {
    return undefined;
  }
}

begin();
