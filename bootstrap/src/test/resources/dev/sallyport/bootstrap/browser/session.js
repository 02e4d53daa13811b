// The access token stays in memory, where other tabs and the next visit cannot find it; the refresh token stays in a cookie
// that no script can read. From a page of another origin on the same site: "https://accounts.example.com/api/v1".
const api = "/api/v1";
let accessToken = null;
let staleAt = 0;

// Under a lock: one tab after the other, so that each one uses the newest cookie, however many are opened at once.
const post = (path, body = {}) =>
  navigator.locks.request("sallyport", () =>
    fetch(api + path, {
      method: "POST",
      credentials: "include",
      headers: { "Content-Type": "application/json", "X-Token-Delivery": "cookie" },
      body: JSON.stringify(body),
    }),
  );

async function keep(answer) {
  if (!answer.ok) throw new Error((await answer.json()).detail);
  const tokens = await answer.json();
  accessToken = tokens.accessToken;
  staleAt = Date.now() + (tokens.expiresIn - 30) * 1000;
  return tokens.user;
}

function forget() {
  accessToken = null;
  return null;
}

/** Signs in; the user, or an error with words for people. */
export const signIn = async (email, password) => keep(await post("/auth/login", { email, password }));

/** The user who is signed in in this browser, or null; for when the page loads. An error is an outage: still signed in, try later. */
export async function restore() {
  const answer = await post("/auth/refresh");
  return answer.status === 401 ? forget() : keep(answer);
}

/** fetch, on behalf of the user. A 401 means that the session has ended: show the sign-in form. */
export async function call(path, options = {}) {
  if (accessToken && Date.now() > staleAt) await restore();
  return fetch(api + path, { ...options, headers: { ...options.headers, Authorization: `Bearer ${accessToken}` } });
}

/** Signs out, in all tabs. */
export async function signOut() {
  const answer = await post("/auth/logout");
  if (!answer.ok && answer.status !== 401) throw new Error((await answer.json()).detail);
  forget();
}
