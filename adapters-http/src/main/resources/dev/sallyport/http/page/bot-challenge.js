/** Challenges against bots, as far as these pages can answer them: proof of work. */

const MOST_WORKERS = 8;

/** The answer to a new challenge; null if it takes the widget of a provider, which is not shown here. Tells how many percent at most are done. */
export async function answerToChallenge(progress) {
  const response = await fetch("api/v1/auth/bot-challenge", { credentials: "omit" });
  if (!response.ok) {
    throw new Error(`no challenge: ${response.status}`);
  }
  const { provider, algorithm, challenge, maxnumber, salt, signature } = await response.json();
  if (provider !== "proof-of-work") {
    return null;
  }
  const number = await solve({ challenge, salt, maxnumber }, progress);
  return btoa(JSON.stringify({ algorithm, challenge, number, salt, signature }));
}

/** Has workers try, so that the page stays usable. */
async function solve(task, progress) {
  const step = Math.min(MOST_WORKERS, navigator.hardwareConcurrency || 1);
  const workers = Array.from({ length: step }, () => new Worker(new URL("proof-of-work.js", import.meta.url)));
  try {
    return await new Promise((resolve, reject) => {
      workers.forEach((worker, first) => {
        worker.onerror = reject;
        worker.onmessage = ({ data }) => {
          if ("number" in data) {
            resolve(data.number);
          } else {
            progress(Math.floor((100 * data.tried) / task.maxnumber));
          }
        };
        worker.postMessage({ ...task, first, step });
      });
    });
  } finally {
    workers.forEach((worker) => worker.terminate());
  }
}
