import {liveThrough} from '../support/degraded.ts';

describe('a bot whose storage', () => {
  for (const [way, words] of [
    ['slow', 'is slow'],
    ['refused', 'is gone'],
    ['cut', 'cuts every connection'],
    ['silent', 'takes connections and says nothing'],
  ] as const) {
    it(`${words} answers everybody in time, and goes on when it is back`, async () => {
      console.log(`      ${await liveThrough(way, 200)}`);
    }).timeout(180_000);
  }
});
