import { call, restore, signIn, signOut } from "/app/session.js";

const [who, form, refresh, leave] = ["who", "form", "refresh", "sign-out"].map((id) => document.getElementById(id));

async function show(user) {
  form.hidden = user !== null;
  refresh.hidden = leave.hidden = user === null;
  // Asked for once more, to show that the access token is good.
  who.textContent = user === null ? "nobody" : (await (await call("/me")).json()).email;
}

async function doing(work) {
  try {
    await show(await work());
  } catch (refused) {
    who.textContent = refused.message;
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  doing(() => signIn(form.elements.email.value, form.elements.password.value));
});
refresh.addEventListener("click", () => doing(restore));
leave.addEventListener("click", () => doing(() => signOut().then(() => null)));
doing(restore);
