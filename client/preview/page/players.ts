// Players of sound and film: where the host says that a file may be loaded, else the link below it is enough.
import type { Images } from '../messages.ts';

export function enlivenPlayers(root: ParentNode, addresses: Images): void {
  for (const player of root.querySelectorAll<HTMLMediaElement>('audio[data-media], video[data-media]')) {
    const address = addresses[player.dataset.media ?? ''];
    if (address === undefined) {
      player.remove();
      continue;
    }
    player.controls = true;
    player.preload = 'metadata';
    // What the browser cannot play would be a black box.
    player.addEventListener('error', () => player.remove(), { once: true });
    const { part } = player.dataset;
    player.src = part ? `${address}#${part}` : address;
  }
}
