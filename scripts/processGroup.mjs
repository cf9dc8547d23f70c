// Runs a command as a group of processes that never outlives us, however we end.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';

/** @type {Set<number>} the groups that run */
const running = new Set();
/** @type {Set<string>} temporary folders to remove when we end */
export const temporary = new Set();
let guarded = false;

// The shell waits on a pipe from us: should we be killed outright, the pipe closes and the shell ends the group.
const shell = '("$@" </dev/null; echo "exit code $?"; kill -9 0) & cat >/dev/null; kill -9 0';

/**
 * @typedef {object} Group
 * @property {(pattern: RegExp, deadline: number) => Promise<string>} says waits for a line; gives its first group
 * @property {(deadline: number) => Promise<string>} done waits for a good end; gives the output
 * @property {() => Promise<void>} kill
 * @property {Promise<void>} ended
 */

/**
 * @param {string} name for messages
 * @param {string[]} command
 * @returns {Group}
 */
export function startGroup(name, command) {
  guard();
  const leader = spawn('/bin/sh', ['-c', shell, 'sh', ...command], {
    detached: true,
    stdio: 'pipe',
    env: ownEnvironment(),
  });
  const pid = /** @type {number} */ (leader.pid);
  running.add(pid);
  let output = '';
  /** @type {Set<() => void>} */
  const listeners = new Set();
  const tell = () => {
    for (const listener of listeners) listener();
  };
  for (const stream of [leader.stdout, leader.stderr]) {
    stream.on('data', (text) => {
      // A server that runs for days must not fill the memory with its log.
      output = (output + text).slice(-100_000);
      tell();
    });
  }
  leader.stdin.on('error', () => undefined);
  /** @type {Promise<void>} */
  const ended = new Promise((done) => {
    leader.once('close', () => {
      running.delete(pid);
      done();
      tell();
    });
  });
  const kill = () => {
    end(pid);
    return ended;
  };

  /** @type {Group['says']} */
  const says = (pattern, deadline) =>
    new Promise((done, fail) => {
      const settle = (/** @type {string | undefined} */ trouble, found = '', log = true) => {
        clearTimeout(timer);
        listeners.delete(look);
        if (trouble === undefined) return done(found);
        void kill();
        fail(new Error(`${name} ${trouble}${log ? `:\n${output.slice(-2000)}` : '.'}`));
      };
      const look = () => {
        const found = pattern.exec(output);
        if (found) settle(undefined, found[1]);
        else if (/EADDRINUSE/.test(output)) settle('cannot have its port, another program has taken it', '', false);
        else if (!running.has(pid)) settle('ended early');
      };
      const timer = setTimeout(() => settle(`was not ready within ${deadline / 1000} s`), deadline);
      listeners.add(look);
      look();
    });

  /** @type {Group['done']} */
  const done = async (deadline) => {
    const code = await says(/exit code (\d+)/, deadline);
    await ended;
    if (code !== '0') throw new Error(`${name} failed:\n${output.slice(-2000)}`);
    return output;
  };
  return { says, done, kill, ended };
}

/** @param {number} pid */
function end(pid) {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

function guard() {
  if (guarded) return;
  guarded = true;
  process.on('exit', () => {
    for (const pid of running) end(pid);
    for (const folder of temporary) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  });
  const codes = /** @type {const} */ ({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 });
  for (const [signal, code] of Object.entries(codes)) process.on(signal, () => process.exit(code));
}

/** Without what a VS Code terminal or npm would tell a server of its own window. */
function ownEnvironment() {
  const foreign = /^(VSCODE_|ELECTRON_|npm_|NODE_OPTIONS$)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}
