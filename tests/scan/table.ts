// The readings as a table.
import { DATA_MATRIX, other, QR, type Format, type Reading } from "./scan.ts";

/** One picture: the reading, and the expected text. */
export interface Tried {
  format: Format;
  reading: Reading;
  text: string;
}

/** The table in Markdown, with the sums below it. */
export function table(tried: Tried[]): string {
  const ways = [...new Set(tried.map(({ reading }) => reading.way))];
  const lines = ways.map((way) => {
    const of = tried.filter(({ reading }) => reading.way === way);
    return line(of.some(({ reading }) => reading.beyond) ? `*${way}*` : way, of);
  });
  const counted = tried.filter(({ reading }) => !reading.beyond);
  return [
    "| seen | QR: zbar | zxing-cpp | either | Data Matrix: libdmtx | zxing-cpp | either |",
    "|---|---|---|---|---|---|---|",
    ...lines,
    line("**all but those in italics**", counted),
    "",
    `Of ${counted.length} pictures that count, ${percent(counted, either)} are read by at least one of the two scanners;`,
    `of all ${tried.length}, ${percent(tried, either)}.`,
    "",
  ].join("\n");
}

type Does = (tried: Tried) => boolean;
const byOther: Does = ({ reading, text }) => other(reading).includes(text);
const byZxing: Does = ({ reading, text }) => reading.zxing.includes(text);
const either: Does = (tried) => byOther(tried) || byZxing(tried);

function line(name: string, tried: Tried[]): string {
  const cells = [QR, DATA_MATRIX].flatMap((format) => {
    const of = tried.filter((one) => one.format === format);
    return [byOther, byZxing, either].map((does) => `${of.filter(does).length} of ${of.length}`);
  });
  return `| ${[name, ...cells].join(" | ")} |`;
}

function percent(tried: Tried[], does: Does): string {
  return `${((tried.filter(does).length / tried.length) * 100).toFixed(1)} %`;
}
