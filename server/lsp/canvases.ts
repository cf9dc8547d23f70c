// What canvases must say after a plan: their texts are no part of the index, so they are read when something gets another
// name, if there are any.
import { Changes, type Plan } from '../features/plan.ts';
import { largestNote } from '../protocol.ts';
import { decode } from './decode.ts';
import type { EditsHost, OpenDocument } from './edits.ts';
import { Slices } from './slices.ts';

/** One that changes, as it was read. */
export interface Canvas {
  readonly text: string;
  /** Absent for one that is closed: its text is that of the disk. */
  readonly open: OpenDocument | undefined;
}

interface PlanWithCanvases {
  readonly plan: Plan;
  readonly canvases: ReadonlyMap<string, Canvas>;
}

/** Adds to a plan what canvases must say. Those that cannot be read, or are larger than any note, stay as they are. */
export async function withCanvases(host: EditsHost, plan: Plan): Promise<PlanWithCanvases> {
  const { vault, files, turn } = host;
  const { names } = plan;
  const canvases = new Map<string, Canvas>();
  if (vault.files.canvases.size === 0 || !names || names.moves.length + names.notes.length === 0)
    return { plan, canvases };
  const { canvasLinks } = await import('../features/canvasLinks.ts');
  const uris = [...vault.files.canvases].map(({ uri }) => uri);
  const changes = new Changes();
  const follow = canvasLinks(vault, names, changes);
  const open = await host.openTexts(uris);
  // One by one: a canvas may be large, and other requests wait for no more than one.
  const slices = new Slices(turn);
  for (const uri of uris) {
    const document = open.get(uri);
    const [file] = await files.read([uri], largestNote);
    const text = document?.text ?? (file?.bytes && decode(file.bytes));
    if (slices.isOver) await slices.giveWay();
    if (text === undefined || text.length > largestNote) continue;
    follow(uri, text);
    if (changes.has(uri)) canvases.set(uri, { text, open: document });
  }
  return { plan: { ...plan, changes: new Map([...plan.changes, ...changes.sorted()]) }, canvases };
}
