#!/usr/bin/env node
// An independent reading of what every link of a vault means, written from docs/links.md alone. It is the oracle
// against which the resolver of the language server is judged, so it shares no code with it and prefers plain
// exhaustive scans: every link asks every file. Lines and columns are 1-based, columns in UTF-16 units.
//
//   node test/corpora/reader.mjs FOLDER [--workspace topics]... [--git-root .|none] [--pipe literal|paths] [--json]
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import ignore from 'ignore';
import MarkdownIt from 'markdown-it';
import { parse as parseYaml } from 'yaml';

const NOTE = /\.(md|markdown)$/i;
const IMAGE = /\.(avif|bmp|gif|ico|jpe?g|png|svg|tiff?|webp)$/i;
const ATTACHMENT =
  /\.(avif|bmp|gif|ico|jpe?g|png|svg|tiff?|webp|pdf|mp3|wav|m4a|ogg|flac|3gp|mp4|webm|ogv|mov|mkv|json|ya?ml|csv|tsv|txt|bib|base|canvas|xlsx?|docx?|pptx?|zip|html?|ipynb|parquet|toml|xml)$/i;
const SCHEME = /^([a-z][a-z0-9+.-]*:\/\/|mailto:|tel:|data:|doi:)/i;
const NEVER_BY_NAME = new Set(['index', 'readme', 'main']);
const TIERS = ['url', 'relative', 'root', 'suffix', 'alias', 'title', 'name', 'missing'];

// ---------------------------------------------------------------- names

// The same few thousand paths are compared millions of times, so their forms are remembered.
const remembered = (make) => {
  const known = new Map();
  return (text) => {
    let value = known.get(text);
    if (value === undefined) {
      value = make(text);
      known.set(text, value);
    }
    return value;
  };
};
const fold = remembered((text) => text.normalize('NFC').toUpperCase().toLowerCase());
const decoded = (text) => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
const dirname = remembered((path) => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : ''));
const basename = remembered((path) => path.slice(path.lastIndexOf('/') + 1));
const within = (path, folder) => folder === '' || path === folder || path.startsWith(`${folder}/`);
const stem = remembered((path) => path.replace(NOTE, ''));

/** 0 the same bytes, 1 the same after NFC, 2 the same after folding, undefined different. */
function likeness(a, b) {
  if (a === b) return 0;
  if (fold(a) !== fold(b)) return undefined;
  return a.normalize('NFC') === b.normalize('NFC') ? 1 : 2;
}

/** The likeness of `wanted` to the last segments of `path`, on whole segments. */
function tailLikeness(path, wanted) {
  if (!fold(path).endsWith(fold(wanted))) return undefined;
  const have = path.split('/');
  const count = wanted.split('/').length;
  return have.length < count ? undefined : likeness(have.slice(-count).join('/'), wanted);
}

/** Applies `..` and `.`; undefined when the path climbs above the outermost folder that may be looked at. */
function walkFrom(folder, segments) {
  const out = folder === '' ? [] : folder.split('/');
  for (const segment of segments) {
    if (segment === '.' || segment === '') continue;
    if (segment !== '..') out.push(segment);
    else if (out.length === 0) return undefined;
    else out.pop();
  }
  return out.join('/');
}

// ---------------------------------------------------------------- the files

function listFiles(folder, workspaces) {
  const files = [];
  const folders = new Set(['']);
  const walk = (dir, ignores) => {
    const absolute = join(folder, dir);
    const entries = readdirSync(absolute, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    const workspace = workspaces.find((w) => within(dir, w));
    // Ignore files count from the workspace folder downwards only.
    if (workspace !== undefined && entries.some((e) => e.name === '.gitignore')) {
      const rules = ignore().add(readFileSync(join(absolute, '.gitignore'), 'utf8'));
      ignores = [...ignores, { base: dir, rules }];
    }
    for (const entry of entries) {
      const path = dir === '' ? entry.name : `${dir}/${entry.name}`;
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
      const ignored = (directory) =>
        ignores.some(({ base, rules }) =>
          rules.ignores((base === '' ? path : path.slice(base.length + 1)) + (directory ? '/' : '')),
        );
      let directory = entry.isDirectory();
      if (entry.isSymbolicLink()) {
        // A symlink that leaves the vault is never followed.
        let real;
        try {
          real = realpathSync(join(folder, path));
        } catch {
          continue;
        }
        if (!real.startsWith(realpathSync(folder) + sep)) continue;
        directory = !/\.[a-z0-9]+$/i.test(entry.name);
      }
      if (ignored(directory)) continue;
      if (directory) {
        folders.add(path);
        walk(path, ignores);
      } else files.push(path);
    }
  };
  walk('', []);
  return { files, folders };
}

// ---------------------------------------------------------------- what is text and what is not

const md = new MarkdownIt({ html: true });
/** Where CommonMark's own links and images lie, in the content of the inline block being parsed. */
let seen = [];
for (const name of ['link', 'image']) {
  const rule = md.inline.ruler.__rules__.find((r) => r.name === name).fn;
  md.inline.ruler.at(name, (state, silent) => {
    const start = state.pos;
    const before = state.tokens.length;
    const ok = rule(state, silent);
    if (ok && !silent) {
      const token = state.tokens.slice(before).find((t) => t.type === (name === 'link' ? 'link_open' : 'image'));
      const target = token?.attrGet(name === 'link' ? 'href' : 'src');
      seen.push({ kind: name, start, end: state.pos, source: state.src, target });
    }
    return ok;
  });
}

const TAG =
  /^<(?:\/?[A-Za-z][A-Za-z0-9-]*(?:\s+[A-Za-z_:][\w:.-]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*\s*\/?>|[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*>)/;

function frontMatter(lines) {
  if (!/^---[ \t]*$/.test(lines[0].replace(/^\uFEFF/, ''))) return 0;
  const end = lines.findIndex((line, i) => i > 0 && /^(---|\.\.\.)[ \t]*$/.test(line));
  return end < 0 ? 0 : end + 1;
}

/**
 * Cuts a note into regions of running text. A region is a piece of text with the place of each of its lines in the
 * source; whatever is code by CommonMark's block structure never becomes a region.
 */
function regionsOf(text) {
  const lines = text.split(/\r\n|\n|\r/);
  const fm = frontMatter(lines);
  const body = lines.map((line, i) => (i < fm ? '' : line));
  // A footnote's label would make its text the destination of a link reference definition.
  const shown = body.map((line) =>
    line.replace(/^( {0,3})\[\^[^\]\s]+\]:/, (m, lead) => lead + 'x'.repeat(m.length - lead.length)),
  );
  const env = {};
  const blocks = md.block;
  const tokens = [];
  const state = new md.core.State(shown.join('\n'), md, env);
  md.core.ruler.__rules__.find((r) => r.name === 'normalize').fn(state);
  blocks.parse(state.src, md, env, tokens);

  const code = new Set();
  const comment = new Set();
  const regions = [];
  const headings = [];
  let row;
  let heading;
  for (const [index, token] of tokens.entries()) {
    if (token.type === 'fence' || token.type === 'code_block')
      for (let i = token.map[0]; i < token.map[1]; i++) code.add(i);
    if (token.type === 'html_block') {
      for (let i = token.map[0]; i < token.map[1]; i++) comment.add(i);
      regions.push({
        kind: 'html',
        lines: body.slice(...token.map).map((t, i) => ({ line: token.map[0] + i, column: 0, text: t })),
      });
    }
    if (token.type === 'tr_open') {
      row = { kind: 'row', lines: [{ line: token.map[0], column: 0, text: body[token.map[0]] }], cells: [] };
      regions.push(row);
    }
    if (token.type === 'tr_close') row = undefined;
    if (token.type === 'heading_open') heading = { level: Number(token.tag[1]), line: token.map[0] };
    if (token.type !== 'inline') continue;
    if (heading) {
      headings.push({ ...heading, raw: token.content, text: plainText(token.content, env) });
      heading = undefined;
    }
    if (row) {
      const from = row.cells.at(-1) ? row.cells.at(-1).column + row.cells.at(-1).text.length : 0;
      row.cells.push({ text: token.content, column: Math.max(from, row.lines[0].text.indexOf(token.content, from)) });
      continue;
    }
    const first = tokens[index - 1].map?.[0] ?? token.map[0];
    const parts = token.content.split('\n').map((part, i) => {
      const source = body[first + i] ?? '';
      const at = source.lastIndexOf(part);
      return {
        line: first + i,
        column: at >= 0 ? at : Math.max(0, source.lastIndexOf(part.trim())),
        text: at >= 0 ? part : part.trim(),
      };
    });
    regions.push({ kind: 'text', lines: parts });
  }

  // Display math may hold blank lines, so it is cut out of the running text by lines.
  const math = new Set();
  for (let i = fm; i < body.length; i++) {
    if (code.has(i) || !/^[\s>]*\$\$/.test(body[i]) || body[i].split('$$').length > 2) continue;
    const end = body.findIndex((line, j) => j > i && !code.has(j) && line.includes('$$'));
    if (end < 0) break;
    for (let j = i; j <= end; j++) math.add(j);
    i = end;
  }
  return { lines, body, fm, code, math, regions, headings, env };
}

/** A heading's text without Markdown marks; the text of inline code is kept. */
function plainText(content, env) {
  const out = [];
  const visit = (tokens) => {
    for (const t of tokens) {
      if (t.type === 'text' || t.type === 'text_special' || t.type === 'code_inline') out.push(t.content);
      else if (t.type === 'softbreak' || t.type === 'hardbreak') out.push(' ');
      else if (t.type === 'image') visit(t.children ?? []);
      else if (t.children) visit(t.children);
    }
  };
  const keep = seen;
  visit(md.parseInline(content, env));
  seen = keep;
  return out
    .join('')
    .replace(/!?\[\[([^\]|]*\|)?([^\]]*)\]\]/g, '$2')
    .replace(/\s+\{#[^}]*\}\s*$/, '');
}

/** Walks one region from left to right and reports wiki-links and comments that are not inside something else. */
function scan(region, math, own) {
  const text = region.lines.map((l) => l.text).join('\n');
  const starts = [];
  let sum = 0;
  for (const l of region.lines) {
    starts.push(sum);
    sum += l.text.length + 1;
  }
  const place = (offset) => {
    let i = starts.length - 1;
    while (starts[i] > offset) i--;
    return { line: region.lines[i].line, column: region.lines[i].column + offset - starts[i] };
  };
  const covered = (offset) => own.some((o) => o.start <= offset && offset < o.end);
  const links = [];
  const comments = [];
  const skipped = [];
  let i = 0;
  while (i < text.length) {
    const rest = text.slice(i);
    if (math.has(place(i).line)) {
      const next = text.indexOf('\n', i);
      i = next < 0 ? text.length : next + 1;
      continue;
    }
    if (rest.startsWith('<!--')) {
      const end = /^<!-{2,3}>/.test(rest) ? i + rest.indexOf('>') + 1 : text.indexOf('-->', i + 4) + 3;
      if (end > 2 || region.kind === 'html') {
        const stop = end > 2 ? end : text.length;
        comments.push({ start: i, end: stop, text: text.slice(i, stop), ...place(i), endPlace: place(stop - 1) });
        i = stop;
        continue;
      }
    }
    if (region.kind !== 'html') {
      if (/^\\[!-/:-@[-`{-~]/.test(rest)) {
        i += 2;
        continue;
      }
      const ticks = /^`+/.exec(rest)?.[0];
      if (ticks) {
        const cell = region.kind === 'row' ? /^(?:\\.|[^|\\])*/.exec(rest)[0].length : rest.length;
        const close = new RegExp(`(?<!\`)\`{${ticks.length}}(?!\`)`, 'g');
        close.lastIndex = ticks.length;
        const hit = close.exec(rest.slice(0, cell));
        i += hit ? hit.index + ticks.length : ticks.length;
        continue;
      }
      const tag = TAG.exec(rest)?.[0];
      if (tag) {
        i += tag.length;
        continue;
      }
      if (rest.startsWith('$$')) {
        const end = text.indexOf('$$', i + 2);
        i = end < 0 ? i + 2 : end + 2;
        continue;
      }
      if (/^\$\S/.test(rest)) {
        const close = /(?<=[^\s\\])\$(?!\d)/g;
        close.lastIndex = 2;
        const hit = close.exec(rest);
        if (hit && !/\s\[\[/.test(rest.slice(0, hit.index))) {
          i += hit.index + 1;
          continue;
        }
      }
      if (rest.startsWith('%%')) {
        const end = text.indexOf('%%', i + 2);
        if (end >= 0) {
          i = end + 2;
          continue;
        }
      }
    }
    if (rest.startsWith('[[') && rest[2] !== '[') {
      const line = rest.split('\n', 1)[0];
      const end = line.indexOf(']]', 2);
      const inner = line.slice(2, end);
      if (end > 2 && inner.trim() !== '' && !inner.includes('[[')) {
        const embed = text[i - 1] === '!' && text[i - 2] !== '\\';
        const reason = notALink(inner);
        // "[[x]](y)" is CommonMark's link with the text "[x]"; only a link that really parses as one counts.
        if (covered(i)) skipped.push({ raw: `[[${inner}]]`, why: 'inside a CommonMark link', ...place(i) });
        else if (reason) skipped.push({ raw: `[[${inner}]]`, why: reason, ...place(i) });
        else links.push({ start: embed ? i - 1 : i, end: i + end + 2, inner, embed, ...place(i) });
        i += end + 2;
        continue;
      }
      skipped.push({ raw: line.slice(0, 60), why: 'not closed on its line', ...place(i) });
    }
    i++;
  }
  return { text, links, comments, skipped, place };
}

function notALink(inner) {
  const [left, right] = inner.split(/\\?\|/);
  if (/^\s*dendron:\/\//i.test(right ?? '')) return undefined;
  const target = left.split('#')[0].trim();
  if (/^[\d\s.,[\]]+$/.test(target) && /[\s,[\]]/.test(target)) return 'only numbers, commas and brackets';
  if (/^-[A-Za-z] /.test(target)) return 'a shell test';
  if (/==|&&|"/.test(target)) return 'a shell test';
  return undefined;
}

// ---------------------------------------------------------------- reading one note

function readNote(path, text) {
  const { lines, body, fm, code, math, regions, headings, env } = regionsOf(text);
  const note = {
    path,
    wiki: [],
    links: [],
    comments: [],
    skipped: [],
    headings,
    anchors: [],
    blocks: [],
    properties: {},
    lines,
  };
  if (fm > 0) {
    const yaml = lines.slice(1, fm - 1).join('\n');
    try {
      note.properties = parseYaml(yaml, { logLevel: 'error' }) ?? {};
    } catch (error) {
      note.yamlError = String(error.message).split('\n')[0];
    }
    // A value of the front matter that is itself "[[x]]" is a link.
    for (let i = 1; i < fm - 1; i++) {
      if (/^\s*#/.test(lines[i])) continue;
      for (const m of lines[i].matchAll(
        /(?<=(?:^|[:\-[,])\s*)(["'])(!?)\[\[((?:(?!\[\[|\]\]).)+)\]\]\1(?=\s*(?:$|[,\]#]))/g,
      )) {
        const column = m.index + 1 + m[2].length;
        note.wiki.push({
          inner: m[3],
          embed: m[2] === '!',
          line: i,
          column,
          endColumn: column + m[3].length + 4,
          place: 'front matter',
        });
      }
    }
  }
  for (const region of regions) {
    const own = [];
    const parse = (content, toRegion) => {
      seen = [];
      md.parseInline(content, env);
      for (const s of seen)
        if (s.source === content) own.push({ ...s, start: toRegion(s.start), end: toRegion(s.end) });
      seen = [];
    };
    if (region.kind === 'text') parse(region.lines.map((l) => l.text).join('\n'), (x) => x);
    if (region.kind === 'row') for (const cell of region.cells) parse(cell.text, (x) => x + cell.column);
    // "[x]" inside "[[x]]" is a shortcut reference wherever x is defined (Foam writes such definitions under its
    // notes), and "[[x|y]]" stays a wiki-link; only a link that goes on after the brackets is CommonMark's own.
    const real = own.filter((o) => {
      const source = region.lines.map((l) => l.text).join('\n');
      const shortcut = !/\]\(|\]\[/.test(source.slice(o.start, o.end));
      return !(shortcut && source[o.start - 1] === '[' && source[o.end] === ']');
    });
    const result = scan(region, math, real);
    for (const l of result.links)
      note.wiki.push({ ...l, endColumn: l.column + l.inner.length + 4, region: result, place: region.kind });
    for (const c of result.comments) note.comments.push({ ...c, region: result });
    note.skipped.push(...result.skipped);
    for (const o of real) {
      const raw = result.text.slice(o.start, o.end);
      const where = result.place(o.start);
      if (math.has(where.line) || result.links.some((l) => l.start <= o.start && o.end <= l.end)) continue;
      const inlineForm = /\]\(/.test(raw) && raw.endsWith(')');
      note.links.push({
        kind: o.kind,
        start: o.start,
        end: o.end,
        region: result,
        raw,
        target: o.target,
        reference: !inlineForm,
        ...where,
      });
    }
    for (const m of result.text.matchAll(
      /<(img|a)\b[^>]*?\s(src|href)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))[^>]*>/gi,
    )) {
      const tick = region.kind === 'html' ? false : insideCode(result.text, m.index);
      if (tick || result.comments.some((c) => c.start <= m.index && m.index < c.end)) continue;
      const kind = m[1].toLowerCase() === 'img' ? 'image' : 'link';
      note.links.push({
        kind,
        start: m.index,
        end: m.index + m[0].length,
        region: result,
        raw: m[0],
        target: m[3] ?? m[4] ?? m[5],
        html: true,
        ...result.place(m.index),
      });
    }
    for (const m of result.text.matchAll(/\s(?:id|name)\s*=\s*["']([^"']+)["']/gi)) note.anchors.push(m[1]);
  }
  body.forEach((line, i) => {
    if (i < fm || code.has(i) || math.has(i)) return;
    const definition = /^ {0,3}\[((?:\\.|[^[\]\\])+)\]:\s*(?:<([^<>]*)>|(\S+))/.exec(line);
    if (definition && !definition[1].startsWith('^') && env.references?.[md.utils.normalizeReference(definition[1])]) {
      note.links.push({
        kind: 'link',
        definition: true,
        raw: line.trim(),
        target: definition[2] ?? definition[3],
        line: i,
        column: line.indexOf('['),
      });
    }
    const block = /(?:^|\s)\^([A-Za-z0-9-]+)\s*$/.exec(line);
    if (block) note.blocks.push(block[1]);
    for (const m of line.matchAll(/\{[^}]*#([^\s}]+)[^}]*\}\s*$/g)) note.anchors.push(m[1]);
  });
  note.wiki.sort((a, b) => a.line - b.line || a.column - b.column);
  note.title = typeof note.properties?.title === 'string' ? note.properties.title : undefined;
  note.h1 = headings[0]?.level === 1 ? headings[0].text : undefined;
  const asList = (value) =>
    (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]).map(String);
  const p = note.properties && typeof note.properties === 'object' ? note.properties : {};
  note.aliases = [...asList(p.aliases), ...asList(p.alias), ...asList(p.id)];
  return note;
}

function insideCode(text, offset) {
  for (const m of text.matchAll(/(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g))
    if (m.index < offset && offset < m.index + m[0].length) return true;
  return false;
}

// ---------------------------------------------------------------- what a link means

/**
 * `pipe` says what "resolves" means where the alias may come first: `literal` any tier, as the contract is written;
 * `paths` only a path (or, on the left, a file name), so that a title never takes a link from the path beside it.
 */
export function readVault(folder, { workspace = ['.'], gitRoot, pipe = 'literal' } = {}) {
  folder = resolve(folder);
  const workspaces = workspace.map((w) => (w === '.' ? '' : w.replace(/\/$/, '')));
  const gitBase = gitRoot === undefined ? undefined : resolve(folder, gitRoot);
  const withGit = gitBase === folder;
  const { files: listed, folders } = listFiles(folder, workspaces);
  const inWorkspace = (path) => workspaces.some((w) => within(path, w));
  const allowed = (path) => withGit || inWorkspace(path);
  const files = listed.filter(allowed);
  const text = (path) => readFileSync(join(folder, path), 'utf8');

  // Sidecars by their beginning; those known only by an image of their stem need the links first.
  const sidecars = new Set();
  const maybe = new Set();
  const notes = new Map();
  for (const path of files.filter((f) => NOTE.test(f))) {
    const content = text(path);
    const head = content
      .replace(/^\uFEFF/, '')
      .split(/\r?\n/)
      .map((l) => l.trim())
      .filter(Boolean);
    if (/^#\s+Image Description\s*#*$/i.test(head[0] ?? '') && head.slice(1, 6).some((l) => l.startsWith('**File:**')))
      sidecars.add(path);
    else if (files.some((f) => IMAGE.test(f) && f.replace(IMAGE, '') === stem(path))) maybe.add(path);
    if (inWorkspace(path)) notes.set(path, readNote(path, content));
  }
  const view = { folder, files, folders, workspaces, withGit, allowed, inWorkspace, sidecars, notes, pipe, roots: [] };
  const obsidian = workspaces.some((w) => existsSync(join(folder, w, '.obsidian')));

  const log = [];
  const roots = workspaces.map((path) => ({ path, why: 'workspace folder' }));
  for (const f of files.filter((f) => basename(f) === 'mkdocs.yml' && inWorkspace(f))) {
    const dir = /^docs_dir:\s*['"]?([^'"#\n]+?)['"]?\s*(#.*)?$/m.exec(text(f))?.[1];
    if (dir === undefined) continue;
    const path = walkFrom(dirname(f), dir.split('/'));
    if (path === undefined || !allowed(path))
      log.push(`${f}: docs_dir ${dir} lies outside the workspace and is ignored`);
    else if (!folders.has(path)) log.push(`${f}: docs_dir ${dir} does not exist`);
    else roots.push({ path, why: `docs_dir of ${f}` });
  }
  view.roots = roots;

  const isNote = (path) => notes.has(path) && !sidecars.has(path);
  for (let changed = true; changed; ) {
    // A stem sidecar that a note links to is a note, and then its own links count as well.
    changed = false;
    for (const path of [...maybe]) {
      const linked = [...notes.keys()].some((from) => {
        if (!isNote(from) || from === path || maybe.has(from)) return false;
        const base = basename(stem(path)).toLowerCase();
        const note = notes.get(from);
        const wiki = note.wiki.some(
          (l) => l.inner.toLowerCase().includes(base) && meaning(view, from, l).targets.includes(path),
        );
        return (
          wiki ||
          note.links.some(
            (l) =>
              (l.target ?? '').toLowerCase().includes(base) && markdownMeaning(view, from, l, obsidian).target === path,
          )
        );
      });
      if (linked) {
        maybe.delete(path);
        changed = true;
      }
    }
  }
  for (const path of maybe) sidecars.add(path);
  view.isNote = isNote;

  const inference = inferRoot(view);
  if (inference.chosen !== undefined && !roots.some((r) => r.path === inference.chosen)) {
    roots.push({
      path: inference.chosen,
      why: `inferred: ${inference.ranking[0].count} links resolve from it, next ${inference.ranking[1]?.path ?? '-'} with ${inference.ranking[1]?.count ?? 0}`,
    });
  }

  const links = [];
  const markdown = [];
  const staleTodos = [];
  const otherTodos = [];
  const skipped = [];
  for (const path of [...notes.keys()].sort()) {
    if (!isNote(path)) continue;
    const note = notes.get(path);
    for (const s of note.skipped)
      skipped.push({ file: path, line: s.line + 1, column: s.column + 1, raw: s.raw, why: s.why });
    const here = [];
    for (const l of note.wiki) {
      const result = meaning(view, path, l);
      here.push({ l, ok: !['missing', 'url'].includes(result.tier) });
      links.push({
        file: path,
        line: l.line + 1,
        column: l.column + 1,
        endColumn: l.endColumn + 1,
        raw: `${l.embed ? '!' : ''}[[${l.inner}]]`,
        embed: l.embed,
        place: l.place,
        ...result,
        fragmentProblem: fragmentProblem(view, result),
      });
    }
    for (const l of note.links) {
      const result = markdownMeaning(view, path, l, obsidian);
      here.push({ l, ok: result.state === 'ok' });
      const fragment =
        result.state === 'ok' && isNote(result.target) && result.fragment
          ? fragmentProblem(view, { targets: [result.target], fragment: result.fragment })
          : undefined;
      markdown.push({
        file: path,
        line: l.line + 1,
        column: l.column + 1,
        kind: l.kind,
        form: l.html ? 'html' : l.definition ? 'definition' : l.reference ? 'reference' : 'inline',
        raw: l.raw,
        written: l.target,
        ...result,
        fragmentProblem: fragment,
      });
    }
    for (const c of note.comments) {
      if (!/^<!--\s*TODO: Broken (image path|link)\s*-->$/.test(c.text)) continue;
      // "Right after": nothing but spaces lies between the end of the link and the comment, on the same line.
      const before = here.find(
        ({ l }) => l.region === c.region && l.end <= c.start && /^[ \t]*$/.test(c.region.text.slice(l.end, c.start)),
      );
      const entry = { file: path, line: c.line + 1, column: c.column + 1, text: c.text };
      if (before?.ok) staleTodos.push(entry);
      else otherTodos.push({ ...entry, why: before ? 'the link does not resolve' : 'no link right before it' });
    }
  }
  return {
    folder,
    workspace: workspaces.map((w) => w || '.'),
    roots,
    inference: inference.ranking.slice(0, 6),
    log,
    notes: [...notes.keys()].filter(isNote).length,
    sidecars: [...sidecars].length,
    links,
    markdown,
    staleTodos,
    otherTodos,
    skipped,
    yamlErrors: [...notes.values()]
      .filter((n) => n.yamlError && isNote(n.path))
      .map((n) => ({ file: n.path, error: n.yamlError })),
  };
}

/**
 * The folder from which at least 20 `dir/name` links that do not resolve beside their note resolve exactly, and at
 * least 5 times as many as from any other folder.
 */
function inferRoot(view) {
  const counts = new Map();
  const exact = new Set();
  for (const path of view.files) {
    exact.add(path);
    if (!NOTE.test(path) || view.sidecars.has(path)) continue;
    exact.add(stem(path));
    if (/^(index|readme)$/i.test(basename(stem(path)))) exact.add(dirname(path));
  }
  for (const [path, note] of view.notes) {
    if (!view.isNote(path)) continue;
    for (const l of note.wiki) {
      const target = l.inner
        .split(/\\?\|/)[0]
        .split('#')[0]
        .trim()
        .replaceAll('\\', '/')
        .replace(/\/{2,}/g, '/');
      if (!target.includes('/') || /^[./]/.test(target) || SCHEME.test(target) || /^[A-Za-z]:/.test(target)) continue;
      const segments = target.split('/').map((s) => s.trim());
      const beside = walkFrom(dirname(path), segments);
      if (beside !== undefined && bestAt(view, beside).hits.length > 0) continue;
      const plain = walkFrom('', segments);
      if (plain === undefined || plain === '') continue;
      for (const folder of view.folders) {
        if (!view.inWorkspace(folder)) continue;
        const at = folder === '' ? plain : `${folder}/${plain}`;
        if (exact.has(at)) counts.set(folder, (counts.get(folder) ?? 0) + 1);
      }
    }
  }
  const ranking = [...counts].map(([path, count]) => ({ path: path || '.', count })).sort((a, b) => b.count - a.count);
  const [first, second] = ranking;
  const clear = first !== undefined && first.count >= 20 && first.count >= 5 * (second?.count ?? 0);
  return { ranking, chosen: clear ? (first.path === '.' ? '' : first.path) : undefined };
}

/** The hits that are equally good and better than all others. */
function best(hits) {
  const level = Math.min(...hits.map((h) => h.level));
  return { hits: hits.filter((h) => h.level === level).map((h) => h.path), level };
}

/**
 * The files that a written path names. `same` says how alike a file's path and the wanted path are: over the whole
 * path for the tiers `relative` and `root`, over the last segments for `suffix`. A note comes first, then a folder's
 * index (for a target without an ending), then any other file, whose ending has to be written.
 */
function candidates(view, wanted, among, same) {
  const noted = [];
  const others = [];
  for (const path of among) {
    const note = NOTE.test(path) && !view.sidecars.has(path);
    const whole = same(path, wanted);
    if (note) {
      const short = same(stem(path), wanted);
      const level = Math.min(whole ?? 9, short ?? 9);
      if (level < 9) noted.push({ path, level });
    } else if (whole !== undefined) others.push({ path, level: whole });
  }
  if (noted.length > 0) return { ...best(noted), form: 'note' };
  if (!NOTE.test(wanted) && !ATTACHMENT.test(wanted)) {
    for (const name of ['index', 'readme']) {
      const indexed = [];
      for (const path of among) {
        if (!NOTE.test(path) || view.sidecars.has(path) || fold(basename(stem(path))) !== name) continue;
        const level = same(dirname(path), wanted);
        if (level !== undefined) indexed.push({ path, level });
      }
      if (indexed.length > 0) return { ...best(indexed), form: 'index' };
    }
  }
  if (others.length > 0) return { ...best(others), form: 'file' };
  return { hits: [], level: 0 };
}

const noHits = { hits: [], level: 0 };

function bestAt(view, path) {
  const result = candidates(view, path, view.files, likeness);
  if (result.hits.length > 0) return result;
  // Excluded files are not listed but exist, so the disk is asked before a target is called missing.
  if (view.allowed(path) && path !== '' && !view.files.includes(path)) {
    for (const ending of NOTE.test(path) ? [''] : ['.md', '.markdown', ...(/\.[A-Za-z0-9]+$/.test(path) ? [''] : [])]) {
      const file = path + ending;
      if (!view.folders.has(file) && inside(view, file)) return { hits: [file], level: 0, form: 'excluded' };
    }
  }
  return noHits;
}

function inside(view, path) {
  const absolute = join(view.folder, path);
  if (!existsSync(absolute)) return false;
  const real = realpathSync(absolute);
  const base = realpathSync(view.folder);
  return real === base || real.startsWith(base + sep);
}

function rootsFor(view, from) {
  const depth = (path) => (path === '' ? 0 : path.split('/').length);
  const near = (r) => (within(from, r.path) ? depth(r.path) : -1);
  return [...view.roots]
    .map((r, i) => ({ r, i }))
    .sort((a, b) => near(b.r) - near(a.r) || a.i - b.i)
    .map((x) => x.r);
}

/** Chooses among several hits as the contract says. */
function choose(from, hits, parentwards) {
  const own = dirname(from);
  const common = (path) => {
    const a = own === '' ? [] : own.split('/');
    const b = dirname(path) === '' ? [] : dirname(path).split('/');
    let n = 0;
    while (n < a.length && n < b.length && a[n] === b[n]) n++;
    return n;
  };
  const order = (a, b) =>
    Number(a === from) - Number(b === from) ||
    (parentwards ? Number(within(a, own)) - Number(within(b, own)) : 0) ||
    common(b) - common(a) ||
    a.split('/').length - b.split('/').length ||
    (a < b ? -1 : 1);
  return [...hits].sort(order);
}

/** The path tiers of one spelling of a target. */
function pathTiers(view, from, written, tiers = ['relative', 'root', 'suffix', 'name']) {
  const slashed = written.replaceAll('\\', '/').replace(/\/{2,}/g, '/');
  const rooted = slashed.startsWith('/');
  const explicit = /^\.\.?(\/|$)/.test(slashed);
  const parentwards = slashed.startsWith('..');
  const segments = slashed
    .split('/')
    .map((s) => s.trim())
    .filter((s) => s !== '');
  if (segments.length === 0) return undefined;
  let outside = false;

  if (!rooted && tiers.includes('relative')) {
    const path = walkFrom(dirname(from), segments);
    if (path === undefined || !view.allowed(path)) outside = true;
    else {
      const found = bestAt(view, path);
      if (found.hits.length > 0) return { tier: 'relative', ...found, parentwards };
    }
  }
  if (!explicit && tiers.includes('root')) {
    const through = [];
    for (const root of rootsFor(view, from)) {
      const path = walkFrom(root.path, segments);
      if (path === undefined || !view.allowed(path)) continue;
      const found = bestAt(view, path);
      if (found.hits.length > 0) through.push({ root, found });
    }
    if (through.length > 0) {
      const [{ root, found }] = through;
      const several = [...new Set(through.flatMap((t) => t.found.hits))];
      return {
        tier: 'root',
        ...found,
        root: root.path || '.',
        fromSeveralRoots: several.length > 1 ? several : undefined,
      };
    }
  }
  // For the tiers below only the named segments count, however many `../` stand before them.
  const named = [];
  for (const s of segments) {
    if (s === '.') continue;
    if (s === '..') named.pop();
    else named.push(s);
  }
  if (named.length === 0) return outside ? { outside } : undefined;
  const wanted = named.join('/');
  const home = view.workspaces.filter((w) => within(from, w)).sort((a, b) => b.length - a.length)[0];
  const rings = [
    view.files.filter((f) => within(f, home)),
    view.files.filter((f) => !within(f, home) && view.inWorkspace(f)),
    view.files.filter((f) => !view.inWorkspace(f)),
  ];
  if (tiers.includes('suffix')) {
    for (const ring of rings) {
      const found = candidates(view, wanted, ring, tailLikeness);
      if (found.hits.length > 0) return { tier: 'suffix', ...found, imprecise: explicit, parentwards };
    }
  }
  if (tiers.includes('name')) {
    const last = named.at(-1);
    if ((named.length > 1 || rooted || explicit) && !NEVER_BY_NAME.has(fold(stem(last)))) {
      const hits = [];
      for (const path of view.files) {
        const note = NOTE.test(path) && !view.sidecars.has(path);
        const level = Math.min(
          likeness(basename(path), last) ?? 9,
          note ? (likeness(basename(stem(path)), last) ?? 9) : 9,
        );
        if (level < 9) hits.push({ path, level });
      }
      if (hits.length > 0) {
        const found = best(hits);
        if (found.hits.length === 1) return { tier: 'name', ...found, imprecise: true };
        return { tier: undefined, suggestions: found.hits, outside };
      }
    }
  }
  return outside ? { outside } : undefined;
}

function aliasOrTitle(view, written) {
  const key = (s) => fold(s.trim().replace(/\s+/g, ' '));
  const wanted = key(written);
  const all = [...view.notes.values()].filter((n) => view.isNote?.(n.path) ?? true);
  const byAlias = all.filter((n) => n.aliases.some((a) => key(a) === wanted)).map((n) => n.path);
  if (byAlias.length > 0) return { tier: 'alias', hits: byAlias, level: 0, form: 'note' };
  const byTitle = all
    .filter((n) => [n.title, n.h1].some((t) => t !== undefined && key(t) === wanted))
    .map((n) => n.path);
  if (byTitle.length > 0) return { tier: 'title', hits: byTitle, level: 0, form: 'note' };
  return undefined;
}

function tiersOf(view, from, target) {
  const raw = tiersOfSpelling(view, from, target);
  if ((raw.tier && !raw.imprecise) || decoded(target) === target) return raw;
  const plain = tiersOfSpelling(view, from, decoded(target));
  if (raw.tier) return plain.tier && !plain.imprecise ? plain : raw;
  return plain.tier ? plain : raw;
}

function tiersOfSpelling(view, from, spelling) {
  const path = pathTiers(view, from, spelling, ['relative', 'root', 'suffix']);
  if (path?.tier) return path;
  const text = aliasOrTitle(view, spelling);
  if (text) return text;
  const name = pathTiers(view, from, spelling, ['name']);
  return name?.tier ? name : { ...path, ...name };
}

/** What stands between the brackets, taken apart and resolved. */
function meaning(view, from, link) {
  const inner = link.inner.trim();
  const pipe = /\\?\|/.exec(inner);
  const left = (pipe ? inner.slice(0, pipe.index) : inner).trim();
  const right = pipe ? inner.slice(pipe.index + pipe[0].length).trim() : undefined;
  const size = right !== undefined && link.embed && /^\d+(x\d+)?$/.test(right);
  if (right !== undefined && /^dendron:\/\//i.test(right)) return { ...one(view, from, right), aliasFirst: true };
  const first = one(view, from, left);
  const literal = view.pipe === 'literal';
  const keeps = literal ? first.tier !== 'missing' : !['missing', 'alias', 'title'].includes(first.tier);
  if (keeps || !right || size) return { ...first, alias: right };
  const second = one(view, from, right);
  const takes = literal
    ? !['missing', 'url'].includes(second.tier)
    : ['relative', 'root', 'suffix'].includes(second.tier);
  if (!takes) return { ...first, alias: right };
  return { ...second, aliasFirst: true, alias: left };
}

function one(view, from, written) {
  const dendron = /^dendron:\/\/[^/]+\/(.*)$/i.exec(written);
  if (dendron) written = dendron[1];
  else if (SCHEME.test(written))
    return { tier: 'url', target: written, targets: [], ambiguous: false, imprecise: false, why: 'an external scheme' };
  if (/^[A-Za-z]:(?=[\\/]|$)/.test(written))
    return {
      tier: 'missing',
      target: written,
      targets: [],
      ambiguous: false,
      imprecise: false,
      outside: true,
      why: 'a drive, outside the workspace',
    };

  const hash = written.indexOf('#');
  if (hash >= 0 && hash > 0) {
    const whole = pathTiers(view, from, written, ['relative', 'root', 'suffix']);
    if (whole?.tier) return said(view, from, written, undefined, whole);
  }
  const target = (hash < 0 ? written : written.slice(0, hash)).trim();
  const fragment = hash < 0 ? undefined : written.slice(hash + 1).trim();
  if (target === '')
    return {
      tier: 'relative',
      target,
      fragment,
      targets: [from],
      ambiguous: false,
      imprecise: false,
      why: 'this note',
      self: true,
    };
  const result = tiersOf(view, from, target);
  if (!result?.tier && hash > 0) {
    const titled = aliasOrTitle(view, written);
    if (titled) return said(view, from, written, undefined, titled);
  }
  return said(view, from, target, fragment, result);
}

function said(view, from, target, fragment, result) {
  if (!result?.tier) {
    const bare = walkFrom(dirname(from), target.replaceAll('\\', '/').split('/'));
    const folder = [bare, ...view.roots.map((r) => walkFrom(r.path, target.split('/')))].find(
      (p) => p !== undefined && p !== '' && view.folders.has(p),
    );
    const why = result?.suggestions
      ? `several notes have that name: ${result.suggestions.join(', ')}`
      : folder !== undefined && !NOTE.test(target)
        ? `the folder ${folder} has no index`
        : 'nothing of that path, alias, title or name';
    return {
      tier: 'missing',
      target,
      fragment,
      targets: [],
      suggestions: result?.suggestions,
      outside: result?.outside || undefined,
      ambiguous: false,
      imprecise: false,
      why,
    };
  }
  const ordered = choose(from, result.hits, result.parentwards);
  const why = [
    result.form === 'index' ? 'the index of a folder' : undefined,
    result.root !== undefined ? `from the content root ${result.root}` : undefined,
    result.imprecise ? 'the written path does not exist' : undefined,
    result.level > 0 ? (result.level === 2 ? 'differs in case' : 'differs in normalisation') : undefined,
    ordered.length > 1 ? `${ordered.length} candidates` : undefined,
  ];
  return {
    tier: result.tier,
    target,
    fragment,
    targets: ordered,
    form: result.form,
    ambiguous: ordered.length > 1,
    imprecise: Boolean(result.imprecise),
    caseMismatch: result.level === 2 && !['alias', 'title'].includes(result.tier) ? true : undefined,
    fromSeveralRoots: result.fromSeveralRoots,
    self: ordered[0] === from || undefined,
    why: why.filter(Boolean).join('; '),
  };
}

// ---------------------------------------------------------------- Markdown links and images

function markdownMeaning(view, from, link, obsidian) {
  const written = link.target ?? '';
  if (written === '') return { state: 'empty' };
  if (
    SCHEME.test(written) ||
    written.startsWith('//') ||
    /^(javascript|vscode|command|about|blob|file):/i.test(written)
  )
    return { state: 'url' };
  if (/^[A-Za-z]:[\\/]/.test(written)) return { state: 'outside' };
  const hash = written.indexOf('#');
  const fragment = hash < 0 ? undefined : decoded(written.slice(hash + 1));
  const pathText = (hash < 0 ? written : written.slice(0, hash)).replace(/\?.*$/, '');
  if (pathText === '') return { state: 'ok', target: from, fragment };
  let outside = false;
  for (const spelling of new Set([decoded(pathText), pathText])) {
    for (const variant of new Set([spelling, spelling.replace(/:\d+(:\d+)?$/, '')])) {
      const segments = variant.replaceAll('\\', '/').split('/').filter(Boolean);
      const starts = variant.startsWith('/') ? rootsFor(view, from).map((r) => r.path) : [dirname(from)];
      for (const start of starts) {
        const path = walkFrom(start, segments);
        if (path === undefined || !view.allowed(path)) {
          outside = true;
          continue;
        }
        const found = markdownAt(view, path);
        if (found !== undefined)
          return {
            state: 'ok',
            target: found,
            fragment,
            caseMismatch: likeness(found, path) === 2 || likeness(stem(found), path) === 2 || undefined,
          };
      }
      if (obsidian && segments.length === 1) {
        const found = candidates(view, segments[0], view.files, tailLikeness);
        if (found.hits.length === 1)
          return { state: 'ok', target: found.hits[0], fragment, why: 'a unique file name, as in Obsidian' };
      }
    }
  }
  if (outside) return { state: 'outside' };
  return { state: link.kind === 'image' ? 'missing-image' : 'missing-file' };
}

function markdownAt(view, path) {
  if (path === '' || view.folders.has(path)) return path === '' ? '.' : path;
  const hits = [];
  for (const f of view.files) {
    const level = Math.min(likeness(f, path) ?? 9, NOTE.test(f) ? (likeness(stem(f), path) ?? 9) : 9);
    if (level < 9) hits.push({ path: f, level });
  }
  if (hits.length > 0) return best(hits).hits[0];
  for (const ending of ['', '.md']) if (inside(view, path + ending)) return path + ending;
  return undefined;
}

// ---------------------------------------------------------------- fragments

const headingKey = (s) =>
  s.normalize('NFC').toUpperCase().toLowerCase().replaceAll('ё', 'е').replace(/\s+/g, ' ').trim();
const slug = (s) =>
  s
    .normalize('NFC')
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-');
const bare = (s) => headingKey(s).replace(/[^\p{L}\p{N}]/gu, '');
const unmarked = (s) => s.replace(/[*_~`]|==/g, '').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');

function headingsCalled(note, wanted) {
  const used = new Map();
  const slugs = note.headings.map((h) => {
    const s = slug(h.text);
    const n = used.get(s) ?? 0;
    used.set(s, n + 1);
    return n === 0 ? s : `${s}-${n}`;
  });
  const tests = [
    (h) => h.raw === wanted,
    (h) => headingKey(h.raw) === headingKey(wanted),
    (h) => headingKey(h.text) === headingKey(wanted) || headingKey(h.text) === headingKey(unmarked(wanted)),
    (_, i) => headingKey(slugs[i]) === headingKey(wanted),
    (h, i) => bare(wanted) !== '' && (bare(h.text) === bare(wanted) || bare(slugs[i]) === bare(wanted)),
  ];
  for (const test of tests) {
    const found = note.headings.map((h, i) => ({ h, i })).filter(({ h, i }) => test(h, i));
    if (found.length > 0) return found;
  }
  return [];
}

function fragmentProblem(view, { targets, fragment }) {
  if (!fragment || targets.length === 0) return undefined;
  const note = view.notes.get(targets[0]);
  if (note === undefined || !view.isNote(targets[0])) return undefined;
  if (/^L\d+(-L?\d+)?$/i.test(fragment)) return undefined;
  for (const spelling of new Set([fragment, decoded(fragment)])) {
    if (spelling.startsWith('^')) {
      if (note.blocks.some((b) => fold(b) === fold(spelling.slice(1)))) return undefined;
      continue;
    }
    if (headingsCalled(note, spelling).length > 0) return undefined;
    if (note.anchors.some((a) => headingKey(a) === headingKey(spelling))) return undefined;
    const chain = spelling
      .split('#')
      .map((s) => s.trim())
      .filter(Boolean);
    if (chain.length > 1 && below(note, chain, -1, 0)) return undefined;
    const block = chain.at(-1);
    if (chain.length > 1 && block?.startsWith('^') && note.blocks.some((b) => fold(b) === fold(block.slice(1))))
      return undefined;
  }
  return fragment.startsWith('^') ? 'missing-block' : 'missing-heading';
}

/** Whether the headings of `chain` stand each in the section of the one before it. */
function below(note, chain, parent, n) {
  if (n === chain.length) return true;
  const end =
    parent < 0
      ? note.headings.length
      : (() => {
          const i = note.headings.findIndex((h, j) => j > parent && h.level <= note.headings[parent].level);
          return i < 0 ? note.headings.length : i;
        })();
  return headingsCalled(note, chain[n]).some(({ i }) => i > parent && i < end && below(note, chain, i, n + 1));
}

// ---------------------------------------------------------------- the command

export function summary(vault) {
  const count = (list, test) => list.filter(test).length;
  const tiers = Object.fromEntries(TIERS.map((t) => [t, count(vault.links, (l) => l.tier === t)]));
  return {
    notes: vault.notes,
    sidecars: vault.sidecars,
    links: vault.links.length,
    tiers,
    folderIndex: count(vault.links, (l) => l.form === 'index'),
    ambiguous: count(vault.links, (l) => l.ambiguous),
    imprecise: count(vault.links, (l) => l.imprecise && !l.ambiguous),
    impreciseBySuffix: count(vault.links, (l) => l.imprecise && !l.ambiguous && l.tier === 'suffix'),
    impreciseAndAmbiguous: count(vault.links, (l) => l.imprecise && l.ambiguous),
    outside: count(vault.links, (l) => l.outside && l.tier === 'missing'),
    caseMismatch: count(vault.links, (l) => l.caseMismatch),
    aliasFirst: count(vault.links, (l) => l.aliasFirst),
    self: count(vault.links, (l) => l.self),
    fromSeveralRoots: count(vault.links, (l) => l.fromSeveralRoots),
    embeds: count(vault.links, (l) => l.embed),
    frontMatter: count(vault.links, (l) => l.place === 'front matter'),
    missingHeadings:
      count(vault.links, (l) => l.fragmentProblem === 'missing-heading') +
      count(vault.markdown, (l) => l.fragmentProblem === 'missing-heading'),
    missingBlocks: count(vault.links, (l) => l.fragmentProblem === 'missing-block'),
    markdown: Object.fromEntries(
      ['ok', 'url', 'outside', 'missing-file', 'missing-image', 'empty'].map((s) => [
        s,
        // A use of a reference is counted with its definition.
        count(vault.markdown, (l) => l.state === s && l.form !== 'reference'),
      ]),
    ),
    staleTodos: vault.staleTodos.length,
    notesWithStaleTodos: new Set(vault.staleTodos.map((t) => t.file)).size,
    otherTodos: vault.otherTodos.length,
    notLinks: vault.skipped.length,
  };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const args = process.argv.slice(2);
  const take = (name) => {
    const out = [];
    for (let i = args.indexOf(name); i >= 0; i = args.indexOf(name)) out.push(args.splice(i, 2)[1]);
    return out;
  };
  const workspace = take('--workspace');
  const git = take('--git-root')[0] ?? '.';
  const pipe = take('--pipe')[0];
  const json = args.includes('--json');
  const folder = args.find((a) => !a.startsWith('--'));
  if (folder === undefined) {
    console.error(
      'usage: reader.mjs FOLDER [--workspace FOLDER]... [--git-root FOLDER|none] [--pipe literal|paths] [--json]',
    );
    process.exit(2);
  }
  const vault = readVault(folder, {
    workspace: workspace.length > 0 ? workspace : ['.'],
    gitRoot: git === 'none' ? undefined : git,
    pipe,
  });
  if (json) process.stdout.write(`${JSON.stringify({ summary: summary(vault), ...vault }, null, 1)}\n`);
  else {
    console.log(JSON.stringify(summary(vault), null, 2));
    console.log('content roots:', vault.roots.map((r) => `${r.path || '.'} (${r.why})`).join('; '));
    console.log('inference:', vault.inference.map((r) => `${r.path} ${r.count}`).join(', '));
    for (const line of vault.log) console.log('log:', line);
    const at = (l) => `${l.file}:${l.line}:${l.column}`;
    const list = (title, items, show) => {
      console.log(`\n${title} (${items.length})`);
      for (const item of items) console.log(`  ${at(item)} ${show(item)}`);
    };
    list(
      'missing',
      vault.links.filter((l) => l.tier === 'missing'),
      (l) => `${l.raw} ${l.why}${l.outside ? ' [outside]' : ''}`,
    );
    list(
      'ambiguous',
      vault.links.filter((l) => l.ambiguous),
      (l) => `${l.raw} ${l.tier} -> ${l.targets.join(' | ')}`,
    );
    list(
      'alias first',
      vault.links.filter((l) => l.aliasFirst),
      (l) => `${l.raw} ${l.tier} -> ${l.targets.join(' | ')}`,
    );
    list(
      'case',
      vault.links.filter((l) => l.caseMismatch),
      (l) => `${l.raw} -> ${l.targets[0]}`,
    );
    list(
      'alias and title',
      vault.links.filter((l) => l.tier === 'alias' || l.tier === 'title'),
      (l) => `${l.raw} ${l.tier} -> ${l.targets.join(' | ')}`,
    );
    list(
      'self',
      vault.links.filter((l) => l.self && l.target !== ''),
      (l) => `${l.raw} ${l.tier}`,
    );
    list(
      'from several roots',
      vault.links.filter((l) => l.fromSeveralRoots),
      (l) => `${l.raw} -> ${l.fromSeveralRoots.join(' | ')}`,
    );
    list(
      'fragments',
      [...vault.links, ...vault.markdown].filter((l) => l.fragmentProblem),
      (l) => `${l.raw} ${l.fragmentProblem}`,
    );
    list(
      'missing files and images',
      vault.markdown.filter((l) => /^missing|outside/.test(l.state)),
      (l) => `${l.state} ${l.written}`,
    );
    list('stale TODO', vault.staleTodos, (l) => l.text);
    list('other TODO', vault.otherTodos, (l) => l.why);
    list('not links', vault.skipped, (l) => `${l.raw} ${l.why}`);
    list(
      'front matter errors',
      vault.yamlErrors.map((e) => ({ ...e, line: 1, column: 1 })),
      (l) => l.error,
    );
  }
}
