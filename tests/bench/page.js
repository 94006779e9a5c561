// Runs in the page: the app's QR code and npm's, one after the other, on the same payloads.
import init, { qr_svg } from "./qr_bench.js";
import QRCode from "qrcode";

const ROUNDS = 200;
const CALLS = 50;

/** Payloads of notices: amounts from one digit to ten, all with different numbers. */
function payloads() {
  return Array.from({ length: CALLS }, (_, n) => {
    // 3, the segregation code, 13 digits, and two check digits: the remainder modulo 93.
    const base = 3010000000000000n + BigInt(n) * 97_531_864_207n;
    const notice = `${base}${String(base % 93n).padStart(2, "0")}`;
    return `PAGOPA|002|${notice}|00101440073|${10 ** (n % 8) * 5}`;
  });
}

function npm(data, options) {
  let svg = "";
  QRCode.toString(data, { type: "svg", errorCorrectionLevel: "M", ...options }, (error, text) => {
    if (error) throw error;
    svg = text;
  });
  return svg;
}

const WAYS = {
  app: (text) => qr_svg(text),
  // Called as documented.
  npm: (text) => npm(text, {}),
  // The fastest call: fixed version and one segment of bytes, as in the app.
  npm_bytes: (text) => npm([{ data: new TextEncoder().encode(text), mode: "byte" }], { version: 4 }),
};

/** Nanoseconds for one call: the median of many rounds, each long enough for the browser's clock. */
function measure(way, texts) {
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) {
    const begun = performance.now();
    let length = 0;
    for (const text of texts) length += way(text).length;
    rounds.push((performance.now() - begun) / texts.length);
    if (length < texts.length * 1000) throw new Error("this is no picture");
  }
  // The first rounds are warm-up.
  const settled = rounds.slice(ROUNDS / 4).sort((a, b) => a - b);
  return Math.round(settled[Math.floor(settled.length / 2)] * 1_000_000);
}

export async function bench() {
  await init();
  const texts = payloads();
  return Object.fromEntries(Object.entries(WAYS).map(([name, way]) => [`${name}_ns`, measure(way, texts)]));
}
