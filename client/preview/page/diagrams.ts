// Diagrams by Mermaid: last of all, strict, and only up to a size, since nothing can stop a drawing that has begun.
import type { CodeParts } from './codeBlocks.ts';
import { withOwnLines } from './diagramLines.ts';
import { loadScript } from './lazy.ts';

const longest = 50 * 1024;
const mostEdges = 500;
/** What a parser expected can be a long list. */
const longestMessage = 600;
/** Drawings by their text: while a note is edited, its other diagrams are not drawn again. */
const drawn = new Map<string, SVGElement>();
/** How to draw those that wait for the screen, or to learn when one is drawn. */
const drawings = new WeakMap<Element, () => Promise<void>>();

/** Draws when the diagram comes near the screen; until then, and where it fails, its text stands. */
export function drawDiagram(pre: HTMLElement, text: string, parts: CodeParts): void {
  pre.classList.add('diagram-source');
  const known = drawn.get(text);
  if (known) {
    show(pre, known.cloneNode(true) as SVGElement);
    return;
  }
  const edges = text.match(/--|==|->|-\.|~~~/g)?.length ?? 0;
  if (text.length > longest || edges > mostEdges) {
    // A diagram of this size is no reading matter: a few lines of it say what it is.
    pre.textContent = `${text.slice(0, 400)}…`;
    say(pre, parts.words.diagramLarge ?? '');
    return;
  }
  let drawing: Promise<void> | undefined;
  const watcher = new IntersectionObserver(([entry]) => entry?.isIntersecting && void start(), {
    rootMargin: '600px',
  });
  const start = () => {
    watcher.disconnect();
    drawing ??= draw(pre, text, parts);
    return drawing;
  };
  drawings.set(pre, start);
  watcher.observe(pre);
}

/** Draws all that still wait below `root`, wherever the screen is: an export has no screen to come near. */
export async function drawRest(root: ParentNode): Promise<void> {
  for (const pre of root.querySelectorAll('.diagram-source')) await drawings.get(pre)?.();
}

async function draw(pre: HTMLElement, text: string, { mermaid, nonce, words }: CodeParts): Promise<void> {
  try {
    await loadScript(mermaid, nonce);
    const svg = await window.researchNotesMermaid?.(text);
    if (!svg || !pre.isConnected) return;
    drawn.set(text, svg);
    if (drawn.size > 50) drawn.delete(drawn.keys().next().value!);
    show(pre, svg.cloneNode(true) as SVGElement);
  } catch (error) {
    const message = error instanceof Error ? withOwnLines(error.message, text) : '';
    say(pre, words.diagramError ?? '', shortened(message));
  }
}

function show(pre: HTMLElement, svg: SVGElement): void {
  const figure = document.createElement('div');
  figure.className = 'diagram';
  figure.append(svg);
  pre.replaceWith(figure);
}

/** The list in the middle is what can be spared. */
function shortened(message: string): string {
  if (message.length <= longestMessage) return message.trimEnd();
  const found = /, got [^\n]{0,80}$/.exec(message)?.[0] ?? '';
  return `${message.slice(0, longestMessage - found.length)}…${found}`;
}

/** @param reason of several lines, the mark below the place among them */
function say(pre: HTMLElement, words: string, reason = ''): void {
  const box = document.createElement('div');
  box.className = 'box diagram-note';
  box.textContent = reason ? `${words}:` : words;
  if (reason) {
    const lines = document.createElement('pre');
    lines.textContent = reason;
    box.append(lines);
  }
  pre.before(box);
}
