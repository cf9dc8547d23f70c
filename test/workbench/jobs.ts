// The runner's end of the bridge: a small HTTP server that hands functions to the extension host and takes the results.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Job {
  readonly id: number;
  readonly body: string;
  readonly done: (value: unknown) => void;
  readonly fail: (error: Error) => void;
}

export class Jobs {
  readonly #server = createServer((request, response) => void this.#answer(request, response));
  readonly #waiting: Job[] = [];
  readonly #running = new Map<number, Job>();
  /** The extension host's open question for work. */
  #idle: ServerResponse | undefined;
  #next = 1;
  /** The files of the vault in memory, as [path, base64]; none when the vault is on disk. */
  memory: readonly (readonly [string, string])[] = [];

  async start(): Promise<string> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#idle?.writeHead(204).end();
    for (const job of [...this.#waiting, ...this.#running.values()]) job.fail(new Error('The workbench was closed.'));
    this.#server.close();
    this.#server.closeAllConnections();
  }

  /** Calls the function of that source text in the extension host. */
  call(source: string, args: readonly unknown[], deadline: number): Promise<unknown> {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => job.fail(new Error(`The extension host did not answer within ${deadline / 1000} s: ${source}`)),
        deadline,
      );
      const settle = () => {
        clearTimeout(timer);
        this.#running.delete(id);
        const index = this.#waiting.indexOf(job);
        if (index >= 0) this.#waiting.splice(index, 1);
      };
      const job: Job = {
        id,
        body: JSON.stringify({ id, source, args }),
        done: (value) => {
          settle();
          resolve(value);
        },
        fail: (error) => {
          settle();
          reject(error);
        },
      };
      this.#waiting.push(job);
      this.#hand();
    });
  }

  #hand(): void {
    const job = this.#idle && this.#waiting.shift();
    if (!job) return;
    this.#running.set(job.id, job);
    this.#idle?.end(job.body);
    this.#idle = undefined;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://runner');
    // The web worker host is a page of another origin.
    response.setHeader('Access-Control-Allow-Origin', '*');
    if (url.pathname === '/memfs') {
      response.end(JSON.stringify(this.memory));
    } else if (url.pathname === '/job') {
      // After a reload of the window the old host's question is void.
      this.#idle?.writeHead(204).end();
      this.#idle = response;
      request.once('close', () => {
        if (response.destroyed && this.#idle === response) this.#idle = undefined;
      });
      this.#hand();
    } else {
      // A part may end within a character.
      request.setEncoding('utf8');
      let text = '';
      for await (const part of request) text += part;
      response.end();
      const job = this.#running.get(Number(url.searchParams.get('id')));
      const result = JSON.parse(text) as { value?: unknown; error?: string };
      if (result.error) job?.fail(new Error(`In the extension host: ${result.error}`));
      else job?.done(result.value);
    }
  }
}
