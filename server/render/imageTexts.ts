// What is written about images: their captions in notes, and the text in them that a file beside them holds. By this an
// image is found whose name says nothing.
import { spacedWords } from '../text/words.ts';
import { type File, isImagePath, isMarkdownPath, stemPath } from '../vault/files.ts';
import type { Vault } from '../vault/vault.ts';
import { captionFor, figureLinks, textInImage } from './excerpt.ts';

export interface DescribedImage {
  readonly file: File;
  /** The caption, or the beginning of the text in the image. */
  readonly text: string;
}

interface Description {
  readonly image: string;
  readonly text: string;
  /** Folded, with a space before each word. */
  readonly key: string;
}

const longestText = 2000;

/** Kept up to date by `touch`; reads nothing itself: texts are taken where they are at hand. */
export class ImageTexts {
  private readonly vault: Vault;
  /** Note or sidecar -> what it says about images. */
  private readonly bySource = new Map<string, readonly Description[]>();
  private readonly stale = new Set<string>();

  constructor(vault: Vault) {
    this.vault = vault;
  }

  touch(uri: string): void {
    this.stale.add(uri);
  }

  /** Changed notes that say something about images, at most `limit`; their texts are what `take` needs. */
  pending(limit: number): string[] {
    const found: string[] = [];
    for (const uri of this.stale) {
      if (found.length === limit) break;
      if (this.speaks(uri)) found.push(uri);
      else {
        this.stale.delete(uri);
        this.bySource.delete(uri);
      }
    }
    return found;
  }

  /** Takes what the note says, whose text the vault has now; a note that could not be read says nothing. */
  take(uri: string): void {
    this.stale.delete(uri);
    const note = this.vault.note(uri);
    const text = this.vault.text(uri);
    const file = this.vault.files.get(uri);
    const found: Description[] = [];
    const add = (image: File, words: string) => {
      if (words !== '') found.push({ image: image.uri, text: words.slice(0, 200), key: keyOf(words) });
    };
    if (note && text !== undefined && file) {
      const described = this.imageBeside(file);
      if (described) add(described, textInImage(note, text).slice(0, longestText));
      else for (const figure of figureLinks(this.vault, note)) add(figure.file, captionFor(text, figure.link));
    }
    if (found.length > 0) this.bySource.set(uri, found);
    else this.bySource.delete(uri);
  }

  /** Images about which all words of the query are written, each begun at its start. */
  find(query: string, limit: number): DescribedImage[] {
    const words = keyOf(query).split(' ').filter(Boolean);
    if (words.length === 0) return [];
    const found = new Map<string, DescribedImage>();
    for (const descriptions of this.bySource.values()) {
      for (const { image, text, key } of descriptions) {
        if (found.has(image) || !words.every((word) => key.includes(` ${word}`))) continue;
        const file = this.vault.files.get(image);
        if (file) found.set(image, { file, text });
        if (found.size === limit) return [...found.values()];
      }
    }
    return [...found.values()];
  }

  private speaks(uri: string): boolean {
    const file = this.vault.files.get(uri);
    const note = this.vault.note(uri);
    if (!file || !note) return false;
    return !this.vault.isNote(file) || note.links.some((link) => link.embed && isImagePath(link.target));
  }

  /** The image that a sidecar describes. */
  private imageBeside(sidecar: File): File | undefined {
    if (this.vault.isNote(sidecar) || !isMarkdownPath(sidecar.path)) return undefined;
    const stem = stemPath(sidecar.key);
    // `photo.jpg.md` is one too.
    const whole = this.vault.files.atPath(stem).find(({ path }) => isImagePath(path));
    return whole ?? this.vault.files.imagesOf(stem)[0];
  }
}

function keyOf(text: string): string {
  return ` ${spacedWords(text)}`;
}
