// A browser's translator, as Google's in Chrome changes a page: each text node is taken out and its translation stands in
// two nested <font> elements in its place; <html> gets another `lang` and a class; inline elements of a sentence may change
// their order; what the page writes later is translated too. It leaves out what has `translate="no"`.
import type { Page } from "@playwright/test";

/** Translates the page now, and what it writes from now on. Each translated text stands between « and ». */
export async function translate(page: Page, language = "ro"): Promise<void> {
  await page.evaluate(translator, language);
}

/** Shows the page as it was, and translates no longer. */
export async function showOriginal(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.dispatchEvent(new Event("translator-stops"));
    for (const font of document.querySelectorAll<HTMLElement & { original?: Text }>("font[dir]")) {
      if (font.original) font.replaceWith(font.original);
    }
    document.documentElement.classList.remove("translated-ltr");
  });
}

/** Translates the pages of this origin from their first text on. */
export async function translateFromTheStart(page: Page, origin: string): Promise<void> {
  await page.addInitScript(`if (location.origin === "${origin}") (${translator.toString()})("ro")`);
}

function translator(language: string): void {
  const skipped = "script, style, noscript, textarea, svg, option, [translate=no], .notranslate, font";
  const changed = new Set<Node>();

  /** Whether the nearest element that says something about it forbids to translate. */
  const mayTranslate = (text: Text) => {
    const around = text.parentElement;
    return around !== null && around.closest(skipped) === null && (text.nodeValue ?? "").trim() !== "";
  };
  const replace = (text: Text) => {
    const outer = document.createElement("font");
    const inner = document.createElement("font");
    outer.dir = "auto";
    for (const font of [outer, inner]) font.style.verticalAlign = "inherit";
    inner.textContent = `«${text.nodeValue}»`;
    outer.append(inner);
    text.replaceWith(outer);
    Object.assign(outer, { original: text });
  };
  /** Another language puts the words of a sentence in another order. */
  const reorder = (sentence: Element) => {
    const first = sentence.firstElementChild;
    const inline = first?.matches("strong, span, time, a, em");
    if (inline && sentence.matches("p, li") && first?.closest("[translate=no]") === null) sentence.append(first);
  };
  const walk = (root: Node) => {
    const texts: Text[] = [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    if (root instanceof Text) texts.push(root);
    while (walker.nextNode()) texts.push(walker.currentNode as Text);
    const translated = texts.filter((text) => text.isConnected && mayTranslate(text));
    const sentences = new Set(translated.map((text) => text.parentElement));
    translated.forEach(replace);
    sentences.forEach((sentence) => sentence && reorder(sentence));
  };
  const mark = () => {
    const root = document.documentElement;
    if (root.lang !== language) root.lang = language;
    root.classList.add("translated-ltr");
  };
  const start = () => {
    mark();
    walk(document.body);
    const observer = new MutationObserver((records) => {
      for (const { target, addedNodes } of records) [target, ...addedNodes].forEach((node) => changed.add(node));
      // Later, as the real one: until then the page's own text stands there.
      setTimeout(() => {
        const now = [...changed];
        changed.clear();
        now.filter((node) => node instanceof Text || node instanceof Element).forEach((node) => node.isConnected && walk(node));
      }, 50);
    });
    observer.observe(document.body, { childList: true, characterData: true, subtree: true });
    addEventListener("translator-stops", () => {
      observer.disconnect();
      changed.clear();
    });
  };
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", start);
  else start();
}
