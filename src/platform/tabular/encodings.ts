/** The encodings that Japanese texts come in, and how to tell them apart. */

/** A file's text, and the encoding in which it stood. */
export interface Decoded {
  readonly text: string;
  readonly encoding: string;
}

/** Reads bytes in the encoding that their mark or their look says; undefined where none fits. */
export function decode(bytes: Uint8Array): Decoded | undefined {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return tryAs('utf-8', bytes);
  if (a === 0xff && b === 0xfe) return tryAs('utf-16le', bytes);
  if (a === 0xfe && b === 0xff) return tryAs('utf-16be', bytes);
  const sample = bytes.subarray(0, 65536);
  if (!sample.includes(0)) {
    if (sample.includes(0x1b)) {
      const jis = tryAs('iso-2022-jp', bytes);
      if (jis !== undefined && naturalness(jis.text) > 0.9) return jis;
    }
    const utf8 = tryAs('utf-8', bytes);
    if (utf8 !== undefined) return utf8;
  }
  const guesses = ['shift_jis', 'euc-jp', 'utf-16le', 'utf-16be']
    .map((encoding) => tryAs(encoding, bytes))
    .filter((one) => one !== undefined)
    .map((one) => ({...one, score: naturalness(one.text)}))
    .sort((x, y) => y.score - x.score);
  const best = guesses[0];
  return best === undefined || best.score < 0.8 ? undefined : {text: best.text, encoding: best.encoding};
}

function tryAs(encoding: string, bytes: Uint8Array): Decoded | undefined {
  try {
    return {text: new TextDecoder(encoding, {fatal: true}).decode(bytes), encoding};
  } catch {
    return undefined;
  }
}

/** The share of characters that Japanese texts are made of; half-width kana are what misreading makes. */
function naturalness(text: string): number {
  const sample = text.slice(0, 20000);
  const good =
    sample.match(/[\t\n\r\f\u0020-\u007e\u3000-\u30ff\u4e00-\u9fff\uff01-\uff5e①-⑳■□●○◎◆◇→※・―‐－～]/g)
      ?.length ?? 0;
  // Latin letters and kana tell more than kanji, which any bytes may give.
  const sure = sample.match(/[\t\n\r\u0020-\u007e\u3000-\u30ff]/g)?.length ?? 0;
  return sample.length === 0 ? 0 : (good / sample.length) * 0.9 + (sure / sample.length) * 0.1;
}
