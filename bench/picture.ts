// The figures as a picture: a row for each measure, a dot for each server, on a scale where each step is ten times the last.
import type { Result } from './main.ts';
import { ours } from './peers.ts';
import { figure, mainSize, median, rows } from './report.ts';

const width = 760;
const left = 290;
const right = 40;
const top = 64;
const step = 26;

/** An SVG with a ground of its own, so that it is readable on pages of any colour. */
export function picture(results: readonly Result[]): string {
  const main = mainSize(results);
  const shown = results.filter(({ notes, runs }) => notes === main && runs.length > 0);
  const lines = rows
    .filter(({ unit }) => unit === 'ms')
    .map(({ measure, what }) => ({
      what,
      dots: shown.flatMap(({ peer, runs }) => {
        const value = median(runs, measure);
        return value === undefined ? [] : [{ peer, value }];
      }),
    }));
  const values = lines.flatMap(({ dots }) => dots.map(({ value }) => value));
  const [low, high] = [Math.floor(Math.log10(Math.min(...values))), Math.ceil(Math.log10(Math.max(...values)))];
  const x = (value: number) => left + ((Math.log10(value) - low) / (high - low)) * (width - left - right);
  const bottom = top + lines.length * step;
  const height = bottom + 36;
  const parts: string[] = [];
  for (let power = low; power <= high; power++) {
    const at = x(10 ** power).toFixed(1);
    const label = power >= 3 ? `${10 ** (power - 3)} s` : `${10 ** power} ms`;
    parts.push(`<line class="grid" x1="${at}" y1="${top - 10}" x2="${at}" y2="${bottom}"/>`);
    parts.push(`<text class="quiet" x="${at}" y="${bottom + 20}" text-anchor="middle">${label}</text>`);
  }
  for (const [at, { what, dots }] of lines.entries()) {
    const y = top + at * step + 6;
    parts.push(`<text x="${left - 16}" y="${y + 4}" text-anchor="end">${what}</text>`);
    const ends = dots.map(({ value }) => x(value));
    parts.push(
      `<line class="span" x1="${Math.min(...ends).toFixed(1)}" y1="${y}" x2="${Math.max(...ends).toFixed(1)}" y2="${y}"/>`,
    );
    // Ours last, so that it lies above the others.
    for (const { peer, value } of [...dots].sort((a, b) => Number(a.peer === ours) - Number(b.peer === ours))) {
      const title = `${peer}: ${what}: ${figure(value)} ms`;
      parts.push(
        `<circle class="${classOf(peer, shown)}" cx="${x(value).toFixed(1)}" cy="${y}" r="6"><title>${title}</title></circle>`,
      );
    }
  }
  let key = left - 16;
  for (const { peer } of shown) {
    parts.push(`<circle class="${classOf(peer, shown)}" cx="${key + 16}" cy="30" r="6"/>`);
    parts.push(`<text x="${key + 28}" y="34">${peer}</text>`);
    key += 50 + peer.length * 7;
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Times of ${shown.map(({ peer }) => peer).join(', ')} on ${main} notes">
<style>
.ground { fill: #fff; stroke: #d0d7de; }
text { font: 13px system-ui, sans-serif; fill: #1f2328; }
.title { font-weight: 600; }
.quiet { fill: #59636e; }
.grid { stroke: #d0d7de; }
.span { stroke: #afb8c1; stroke-width: 2; }
.ours { fill: #0969da; }
.other0 { fill: #8c959f; }
.other1 { fill: #bc4c00; }
@media (prefers-color-scheme: dark) {
.ground { fill: #0d1117; stroke: #3d444d; }
text { fill: #f0f6fc; }
.quiet { fill: #9198a1; }
.grid { stroke: #3d444d; }
.span { stroke: #656c76; }
.ours { fill: #4493f8; }
.other1 { fill: #f0883e; }
}
</style>
<rect class="ground" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8"/>
<text class="title" x="20" y="34">${main.toLocaleString('en')} notes; left is faster</text>
${parts.join('\n')}
</svg>
`;
}

function classOf(peer: string, shown: readonly Result[]): string {
  if (peer === ours) return 'ours';
  return `other${shown.filter((result) => result.peer !== ours).findIndex((result) => result.peer === peer)}`;
}
