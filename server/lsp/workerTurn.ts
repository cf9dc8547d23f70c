// How work gives way in a worker of the web.

/** So many requests that wait one behind the other are answered before the work goes on, of which each may bring the next. */
const mostRequests = 5;

/**
 * A request comes as a message, and is answered in a timer that the message sets. A message to oneself comes after those
 * that wait already, and without the delay of a timer; a timer is waited for only where something came, since it takes up to
 * some milliseconds.
 * @param arrived how many messages have come so far
 */
export function workerTurn(arrived: () => number): () => Promise<void> {
  const messages = () =>
    new Promise<void>((done) => {
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener('message', () => {
        port1.close();
        done();
      });
      port1.start();
      port2.postMessage(undefined);
    });
  const timers = () => new Promise<void>((done) => setTimeout(done, 0));
  return async () => {
    for (let at = 0; at < mostRequests; at++) {
      const before = arrived();
      await messages();
      if (arrived() === before) return;
      await timers();
    }
  };
}
