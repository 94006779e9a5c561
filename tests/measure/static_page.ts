// The smallest honest page, for comparison: HTML without script, style sheet or font.
import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";

const HTML = `<!doctype html>
<html lang="it">
  <head>
    <meta charset="utf-8">
    <title>Pagina statica</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="description" content="Una pagina statica, per confronto.">
    <link rel="icon" href="data:,">
  </head>
  <body>
    <h1>Accedi</h1>
    <p>Per vedere i conti della mensa e ricaricarli basta l’indirizzo e-mail dato al Comune.</p>
  </body>
</html>
`;

/** Serves it on a free port until `close` is called. */
export async function serveStaticPage(): Promise<{ url: string; close: () => void }> {
  const server = createServer((_, response) => {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
    response.end(HTML);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}
