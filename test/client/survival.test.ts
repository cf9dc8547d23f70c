// How the client notices that the server no longer answers, and which note it suspects.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, mock, test } from 'node:test';
import { Pulse } from '../../client/pulse.ts';
import { Suspects } from '../../client/suspects.ts';

describe('a server is asked after something was said', () => {
  let asked = 0;
  let lost = 0;
  let answer: () => Promise<unknown>;
  let pulse: Pulse;
  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    asked = 0;
    lost = 0;
    pulse = new Pulse({
      ping: () => {
        asked++;
        return answer();
      },
      lost: () => lost++,
    });
  });
  afterEach(() => mock.timers.reset());
  /** So many seconds go by, one after the other, each with what follows from it. */
  const wait = async (seconds: number) => {
    for (let second = 0; second < seconds; second++) {
      mock.timers.tick(1000);
      await new Promise((done) => setImmediate(done));
    }
  };
  const silence = () => new Promise(() => {});

  test('once, however much is said, and not at all while nothing is', async () => {
    answer = async () => null;
    await wait(60);
    assert.equal(asked, 0);
    for (let at = 0; at < 100; at++) pulse.beat();
    await wait(60);
    assert.equal(asked, 1);
    pulse.beat();
    await wait(3);
    assert.deepEqual([asked, lost], [2, 0]);
  });

  test('one that is silent is lost after eighteen seconds, and only once', async () => {
    answer = silence;
    pulse.beat();
    await wait(17);
    assert.deepEqual([asked, lost], [1, 0]);
    pulse.beat();
    await wait(1);
    assert.deepEqual([asked, lost], [1, 1]);
    await wait(60);
    assert.deepEqual([asked, lost], [1, 1]);
    answer = async () => null;
    pulse.beat();
    await wait(60);
    assert.deepEqual([asked, lost], [2, 1]);
  });

  test('one that is gone is noticed by others; one that was busy is well', async () => {
    answer = async () => Promise.reject(new Error('gone'));
    pulse.beat();
    await wait(60);
    assert.equal(lost, 0);
    let say = () => {};
    answer = () => new Promise<void>((done) => (say = done));
    pulse.beat();
    await wait(16);
    say();
    await wait(60);
    assert.equal(lost, 0);
  });

  test('after the client is gone nothing is asked', async () => {
    answer = silence;
    pulse.beat();
    pulse.dispose();
    await wait(60);
    assert.equal(asked, 0);
  });
});

describe('the text that was being parsed', () => {
  const text = (name: string) => ({ uri: `file:///${name}.md`, hash: 1 });

  test('is to blame where the server no longer answered, and no other', () => {
    const suspects = new Suspects();
    // The first server says nothing: most never end.
    assert.equal(suspects.careful, undefined);
    assert.equal(suspects.ended(true), false);
    assert.deepEqual(suspects.careful, { leaveOut: [] });
    suspects.heard(text('a'));
    suspects.heard(text('b'));
    assert.equal(suspects.ended(true), true);
    assert.deepEqual(suspects.careful, { leaveOut: [text('b')] });
    suspects.heard(text('c'));
    suspects.heard(null);
    assert.equal(suspects.ended(true), false);
    // A server that ends again and again has another reason to: it is not started for ever.
    for (const name of ['d', 'e', 'f', 'g']) {
      suspects.heard(text(name));
      assert.equal(suspects.ended(true), true);
    }
    suspects.heard(text('h'));
    assert.equal(suspects.ended(true), false);
  });

  test('is to blame where two servers ended at it: one may have been ended by the system', () => {
    const suspects = new Suspects();
    for (const name of ['a', 'b']) {
      suspects.heard(text(name));
      assert.equal(suspects.ended(false), true);
    }
    assert.deepEqual(suspects.careful, { leaveOut: [] });
    suspects.heard(text('a'));
    assert.equal(suspects.ended(false), true);
    assert.deepEqual(suspects.careful, { leaveOut: [text('a')] });
    // Another text of the same note is another one.
    suspects.heard({ ...text('b'), hash: 2 });
    assert.equal(suspects.ended(false), true);
    assert.deepEqual(suspects.careful, { leaveOut: [text('a')] });
    for (const name of ['c', 'd']) {
      suspects.heard(text(name));
      assert.equal(suspects.ended(false), true);
    }
    suspects.heard(text('e'));
    assert.equal(suspects.ended(false), false);
  });
});
