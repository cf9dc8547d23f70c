// The names that the search looks through are taken in slices: while somebody waits for a list, and then behind all else.
import type { CancellationToken } from 'vscode-languageserver';
import type { Search } from '../vault/search.ts';
import { Slices, shortSlice } from './slices.ts';

/** So long (ms) a list waits for names. */
const longest = 100;
const namesAtOnce = 200;

export interface SearchNamesHost {
  readonly search: Search;
  /** Ends the current turn of the event loop. */
  turn(): Promise<void>;
  /** Hears what goes wrong while nobody waits. */
  fail(error: unknown): void;
}

export class SearchNames {
  private readonly host: SearchNamesHost;
  /** Until somebody asks, no names are taken: many vaults are only read. */
  private isWanted = false;
  private behind: Promise<void> | undefined;

  constructor(host: SearchNamesHost) {
    this.host = host;
  }

  /**
   * After a tenth of a second the list makes do with the names that are there, and the others are taken without it.
   * @param source the note that will ask for unwritten names, if one will
   * @returns `false` where nobody waits any longer
   */
  async wait(token: CancellationToken, source?: string): Promise<boolean> {
    const { search } = this.host;
    this.isWanted = true;
    const end = Date.now() + longest;
    const slices = new Slices(this.host.turn);
    const take = (): boolean => {
      // Begun in any case: a search that finds no list of its own would make it in one go.
      const { unwritten } = search;
      const isLeft = source !== undefined && unwritten.refresh(source) && !unwritten.isKnown;
      return search.refresh(namesAtOnce) || isLeft;
    };
    while (take()) {
      if (Date.now() >= end) {
        void this.goOn();
        return true;
      }
      if (!slices.isOver) continue;
      await slices.giveWay();
      if (token.isCancellationRequested) return false;
    }
    return true;
  }

  /** As if somebody had asked: in an editor of notes somebody will. */
  prepare(): Promise<void> {
    this.isWanted = true;
    return this.goOn();
  }

  /** Takes what is left, if anybody has ever asked. Does not throw. */
  goOn(): Promise<void> {
    if (!this.isWanted) return Promise.resolve();
    this.behind ??= this.takeRest()
      .catch((error) => this.host.fail(error))
      .finally(() => {
        this.behind = undefined;
      });
    return this.behind;
  }

  private async takeRest(): Promise<void> {
    // It does not stand back: who has asked is typing, and each key waits for names until all are there.
    const slices = new Slices(this.host.turn, shortSlice);
    await slices.giveWay();
    while (this.host.search.refresh(namesAtOnce)) if (slices.isOver) await slices.giveWay();
  }
}
