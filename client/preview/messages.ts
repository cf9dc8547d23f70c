// What the page and its host say to each other. What comes from the page is checked before it is believed.
import type { PreviewResult } from '../../server/protocol.ts';

/** Canonical URI of a picture -> the address under which the page may load it. */
export type Images = Readonly<Record<string, string>>;

/** Host to page. */
export type HostMessage =
  | { readonly type: 'page'; readonly uri: string; readonly page: PreviewResult; readonly images: Images }
  | {
      readonly type: 'around';
      readonly uri: string;
      readonly mentions: string;
      readonly unlisted: string;
      readonly images: Images;
    }
  | { readonly type: 'card'; readonly id: number; readonly html: string; readonly images: Images }
  | { readonly type: 'scroll'; readonly line: number }
  | { readonly type: 'cursor'; readonly line: number }
  | { readonly type: 'anchor'; readonly id: string }
  | { readonly type: 'notice'; readonly notice: Notice }
  | { readonly type: 'lock'; readonly locked: boolean }
  | { readonly type: 'export'; readonly sign: string };

/** What stands in the thin bar above the page. */
export type Notice = 'none' | 'loading' | 'restarting' | 'stopped' | 'large' | 'absent';

/** A line, and the URI of the note that the page shows: its host may have gone on to another one. */
interface InNote {
  readonly of: string;
  readonly line: number;
}

/** Page to host. */
export type PageMessage =
  | { readonly type: 'ready' | 'remote' | 'large' | 'problems' | 'back' | 'forward' | 'lock' | 'export' }
  | {
      readonly type: 'open';
      readonly uri: string;
      readonly line: number;
      readonly at: string;
      readonly beside: boolean;
    }
  | { readonly type: 'file'; readonly uri: string }
  | { readonly type: 'external'; readonly url: string }
  | (InNote & { readonly type: 'scrolled' })
  | (InNote & { readonly type: 'reveal' })
  | (InNote & { readonly type: 'toggle'; readonly version: number })
  | { readonly type: 'tick'; readonly uri: string; readonly line: number; readonly was: string }
  | { readonly type: 'card'; readonly id: number; readonly uri: string; readonly at: string }
  | (InNote & { readonly type: 'fix'; readonly character: number })
  | {
      readonly type: 'exported';
      readonly html: string;
      readonly images: readonly string[];
      readonly title: string;
      readonly language: string;
    };

/** The state that VS Code keeps for a page over a reload of the window. */
export interface PageState {
  readonly uri: string;
  readonly line: number;
  readonly locked: boolean;
}

type Check = (value: unknown) => boolean;
const text =
  (limit: number): Check =>
  (value) =>
    typeof value === 'string' && value.length <= limit;
/** A line, or -1 for none. */
const line: Check = (value) => Number.isInteger(value) && (value as number) >= -1 && (value as number) < 10_000_000;
const texts: Check = (value) => Array.isArray(value) && value.length < 10_000 && value.every(text(4000));
const flag: Check = (value) => typeof value === 'boolean';

/** The fields of each message, all of them and no others. */
const shapes: ReadonlyMap<string, Readonly<Record<string, Check>>> = new Map(
  Object.entries({
    ready: {},
    remote: {},
    large: {},
    problems: {},
    back: {},
    forward: {},
    lock: {},
    export: {},
    open: { uri: text(4000), line, at: text(4000), beside: flag },
    file: { uri: text(4000) },
    external: { url: text(8000) },
    scrolled: { of: text(4000), line },
    reveal: { of: text(4000), line },
    toggle: { of: text(4000), line, version: line },
    tick: { uri: text(4000), line, was: text(1000) },
    card: { id: line, uri: text(4000), at: text(4000) },
    fix: { of: text(4000), line, character: line },
    exported: { html: text(64 * 1024 * 1024), images: texts, title: text(2000), language: text(20) },
  }),
);

/** `undefined` for all that is not exactly one of the messages. */
export function pageMessage(value: unknown): PageMessage | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const { type, ...fields } = value as Record<string, unknown>;
  const shape = typeof type === 'string' ? shapes.get(type) : undefined;
  if (!shape || Object.keys(fields).length !== Object.keys(shape).length) return undefined;
  const fits = Object.entries(shape).every(([name, check]) => Object.hasOwn(fields, name) && check(fields[name]));
  return fits ? (value as PageMessage) : undefined;
}

/** `undefined` for a state that no page of ours has written. */
export function pageState(value: unknown): PageState | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { uri, line: at, locked } = value as Record<string, unknown>;
  return text(4000)(uri) && line(at) && flag(locked) ? (value as PageState) : undefined;
}
