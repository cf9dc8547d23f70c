// A vault of any size that looks like those people have: how long notes are, how many links they hold and which notes are
// linked most follow what was counted in public vaults. The same size and seed give the same vault.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { Random } from './random.ts';
import { type Script, scriptAt } from './words.ts';

/** One vault is written in two ways, since some servers know no wiki-links. */
export type Style = 'wiki' | 'markdown';

export interface Link {
  /** The index of a note, or `undefined` where nothing of that name exists. */
  readonly target: number | undefined;
  readonly heading: string | undefined;
  /** A wiki-link by the path from the root instead of the name. */
  readonly byPath: boolean;
  /** For the name of a missing note. */
  readonly number: number;
}

export interface PlannedNote {
  /** From the root, with `/`. */
  readonly path: string;
  /** The file name without its ending; no other note has it. */
  readonly name: string;
  readonly title: string;
  readonly headings: readonly string[];
  readonly links: readonly Link[];
  readonly script: Script;
  /** In characters, about. */
  readonly length: number;
  readonly seed: number;
}

export interface PlannedVault {
  readonly notes: readonly PlannedNote[];
  /** The index of the note that most links lead to. */
  readonly hub: number;
  readonly hubLinks: number;
  readonly missingLinks: number;
}

/** Where a link stands in the text of its note, in lines and UTF-16 units from 0. */
export interface LinkPlace {
  readonly link: Link;
  readonly line: number;
  readonly character: number;
}

const hubs = 3;
const images = 20;
const largest = 60_000;

export function planVault(count: number, seed = 20261124): PlannedVault {
  const random = new Random(seed);
  const folders = planFolders(random, Math.max(6, Math.round(count / 20)));
  const names = new Set<string>();
  const heads = Array.from({ length: count }, () => {
    const script = scriptAt(random.next());
    // One folder holds more than a quarter of all notes, as an inbox does.
    const folder = random.chance(0.28) ? 0 : random.below(folders.length);
    const words = Array.from({ length: 2 + random.below(3) }, () => random.pick(script.words));
    const name = unique(names, words.join(random.pick(script.joints)));
    return { script, folder, name, path: `${folders[folder]}/${name}.md`, title: capital(words.join(script.space)) };
  });
  const inFolder = folders.map((): number[] => []);
  for (const [index, { folder }] of heads.entries()) inFolder[folder]!.push(index);
  const popular = shuffled(random, count);
  const notes = heads.map(({ script, folder, ...head }, index): PlannedNote => {
    // Most notes are a page, one in ten is a long summary.
    const length = random.chance(0.9) ? random.logNormal(1250, 0.8) : random.logNormal(7000, 0.8);
    const headings = Array.from({ length: Math.max(1, Math.min(20, Math.round(length / 900))) }, (_, at) =>
      capital([random.pick(script.words), random.pick(script.words), String(at + 1)].join(script.space || ' ')),
    );
    return { ...head, script, headings, links: [], length: Math.min(largest, length), seed: seed + index * 7919 };
  });
  const counts = new Uint32Array(count);
  let missingLinks = 0;
  const linked = notes.map((note, index) => {
    const links = random.chance(0.3) ? [] : Array.from({ length: 1 + Math.round(random.gamma(2, 2.5)) }, draw);
    function draw(): Link {
      const target = random.chance(0.07) ? undefined : drawTarget();
      if (target === undefined) missingLinks++;
      else counts[target]!++;
      const heading = target !== undefined && random.chance(0.12) ? random.pick(notes[target]!.headings) : undefined;
      return { target, heading, byPath: random.chance(0.2), number: random.below(1e9) };
    }
    function drawTarget(): number {
      const near = inFolder[heads[index]!.folder]!;
      const target = random.chance(0.07)
        ? popular[random.chance(0.7) ? 0 : random.below(hubs)]!
        : random.chance(0.5)
          ? near[random.zipf(near.length, 0.45)]!
          : popular[random.zipf(count, 0.8)]!;
      return target === index ? (index + 1) % count : target;
    }
    return { ...note, links };
  });
  const hub = counts.reduce((best, links, index) => (links > counts[best]! ? index : best), 0);
  return { notes: linked, hub, hubLinks: counts[hub]!, missingLinks };
}

/** Writes the notes and the images. @returns the bytes of all notes */
export function writeVault(vault: PlannedVault, root: string, style: Style): number {
  let bytes = 0;
  for (const folder of new Set(vault.notes.map(({ path }) => dirname(path))))
    mkdirSync(join(root, folder), { recursive: true });
  for (const [index, { path }] of vault.notes.entries()) {
    const text = Buffer.from(noteText(vault, index, style).text);
    bytes += text.length;
    writeFileSync(join(root, path), text);
  }
  mkdirSync(join(root, 'assets'), { recursive: true });
  // Beside the notes, so that a server does not look for a repository above.
  mkdirSync(join(root, '.git'), { recursive: true });
  for (let at = 0; at < images; at++) writeFileSync(join(root, imagePath(at)), pixel);
  return bytes;
}

export function noteText(
  vault: PlannedVault,
  index: number,
  style: Style,
): { readonly text: string; readonly places: readonly LinkPlace[] } {
  const note = vault.notes[index]!;
  const random = new Random(note.seed);
  const { words, space } = note.script;
  const lines: string[] = [];
  const places: LinkPlace[] = [];
  if (random.chance(0.5)) lines.push('---', `title: "${note.title}"`, `tags: [${random.pick(words)}]`, '---', '');
  lines.push(`# ${note.title}`, '');
  const sentences = Math.max(note.links.length, Math.ceil(note.length / (space ? 70 : 24)), note.headings.length);
  // Links, headings, pictures and code lie evenly among the sentences.
  const share = (at: number, count: number) => Math.floor((at * count) / sentences);
  const image = random.chance(0.3) ? random.below(sentences) : -1;
  const code = random.chance(0.2) ? random.below(sentences) : -1;
  for (let at = 0; at < sentences; at++) {
    const heading = note.headings[share(at, note.headings.length)]!;
    if (at === 0 || share(at, note.headings.length) !== share(at - 1, note.headings.length))
      lines.push('', `## ${heading}`, '');
    let sentence = capital(Array.from({ length: 8 }, () => random.pick(words)).join(space));
    for (let next = share(at, note.links.length); next < share(at + 1, note.links.length); next++) {
      const link = note.links[next]!;
      sentence += ' ';
      places.push({ link, line: lines.length, character: sentence.length });
      sentence += linkText(vault, note, link, style);
    }
    lines.push(`${sentence}.`);
    if (at % 5 === 4) lines.push('');
    if (at === image) {
      const target = posix.relative(posix.dirname(note.path), imagePath(random.below(images)));
      lines.push('', `![${random.pick(words)}](${target})`, '');
    }
    if (at === code) lines.push('', '```sh', 'echo "[[no link]]" # [x](no-file.md)', '```', '');
  }
  return { text: `${lines.join('\n')}\n`, places };
}

/** How a link is written in that note. */
export function linkText(vault: PlannedVault, from: PlannedNote, link: Link, style: Style): string {
  const target = link.target === undefined ? undefined : vault.notes[link.target]!;
  if (style === 'wiki') {
    if (!target) return `[[missing note ${link.number}]]`;
    const path = link.byPath ? target.path.slice(0, link.number % 3 === 0 ? undefined : -'.md'.length) : target.name;
    return `[[${path}${link.heading ? `#${link.heading}` : ''}]]`;
  }
  if (!target) return `[text](missing-${link.number}.md)`;
  return `[text](${relativePath(from.path, target.path)}${link.heading ? `#${slug(link.heading)}` : ''})`;
}

/** As a Markdown link writes it: from the note, encoded. */
export function relativePath(from: string, to: string): string {
  const path = posix.relative(posix.dirname(from), to);
  return (path.startsWith('.') ? path : `./${path}`).split('/').map(encodeURIComponent).join('/');
}

function slug(heading: string): string {
  return encodeURIComponent(heading.toLowerCase().replaceAll(' ', '-'));
}

function planFolders(random: Random, count: number): string[] {
  const folders = ['inbox'];
  const names = new Set(folders);
  while (folders.length < count) {
    const parent = random.chance(0.3) ? undefined : random.pick(folders.slice(1));
    const isDeep = parent !== undefined && parent.split('/').length >= 6;
    const name = random.pick(scriptAt(random.next()).words).toLowerCase();
    folders.push(unique(names, parent === undefined || isDeep ? name : `${parent}/${name}`));
  }
  return folders;
}

/** With a number where the name is taken. Names that differ in case only are one file on some systems. */
function unique(taken: Set<string>, name: string): string {
  let found = name;
  for (let number = 2; taken.has(found.toLowerCase()); number++) {
    // Two words of a short list are soon used up: large steps find a free number fast.
    found = `${name} ${number < 10 ? number : taken.size + number}`;
  }
  taken.add(found.toLowerCase());
  return found;
}

function shuffled(random: Random, count: number): number[] {
  const order = Array.from({ length: count }, (_, index) => index);
  for (let at = count - 1; at > 0; at--) {
    const other = random.below(at + 1);
    [order[at], order[other]] = [order[other]!, order[at]!];
  }
  return order;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function imagePath(number: number): string {
  return `assets/figure-${number}.png`;
}

const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);
