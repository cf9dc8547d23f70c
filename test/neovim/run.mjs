// Drives a real Neovim with the server over stdio: `npm run test:neovim`. Says so where Neovim is not installed.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const found = spawnSync('nvim', ['--version'], { encoding: 'utf8' });
if (found.error) {
  console.log('neovim: not installed, so nothing was tested here');
  process.exit(0);
}
const vault = mkdtempSync(join(tmpdir(), 'research-notes-neovim-'));
mkdirSync(join(vault, '.git'));
writeFileSync(join(vault, 'a.md'), '# A\n\n[[no]] [[b#Часть]]\n');
writeFileSync(join(vault, 'b.md'), '# Визуальные эмбеддинги\n\n## Часть\n\nЧто в части.\n');
const session = resolve(import.meta.dirname, 'session.lua');
const run = spawnSync('nvim', ['--headless', '--clean', '-c', `luafile ${session}`], {
  encoding: 'utf8',
  timeout: 60_000,
  env: {
    ...process.env,
    RESEARCH_NOTES_VAULT: vault,
    RESEARCH_NOTES_SERVER: resolve('dist/server/node.js'),
    XDG_STATE_HOME: vault,
  },
});
rmSync(vault, { recursive: true, force: true });
console.log(found.stdout.split('\n')[0]);
console.log((run.stdout + run.stderr).replace(/\r/g, '').trim());
process.exitCode = run.status === 0 ? 0 : 1;
