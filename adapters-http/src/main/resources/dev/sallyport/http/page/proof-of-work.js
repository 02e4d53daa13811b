/** A worker that tries every so-manieth number: the one is sought whose SHA-256 behind the salt is the challenge. */

const encoder = new TextEncoder();

onmessage = async ({ data: { challenge, salt, maxnumber, first, step } }) => {
  for (let number = first; number <= maxnumber; number += step) {
    const digest = await crypto.subtle.digest("SHA-256", encoder.encode(salt + number));
    if (hex(digest) === challenge) {
      postMessage({ number });
      return;
    }
    if (((number - first) / step) % 1000 === 0) {
      postMessage({ tried: number });
    }
  }
};

function hex(digest) {
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
