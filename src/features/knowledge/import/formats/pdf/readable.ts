/** Whether letters came out of a PDF, or numbers of shapes in a font that does not say what they mean. */

/** The share of letters that must be ones that people write. */
const ENOUGH = 0.8;

let known: ReadonlySet<string> | undefined;

// Everything that Shift_JIS can write, among it all kanji in common use.
function letters(): ReadonlySet<string> {
  if (known !== undefined) return known;
  const decoder = new TextDecoder('shift_jis');
  const found = new Set<string>();
  for (let a = 0x81; a <= 0xfc; a++) {
    if (a >= 0xa0 && a < 0xe0) continue;
    for (let b = 0x40; b <= 0xfc; b++) found.add(decoder.decode(Uint8Array.of(a, b)));
  }
  found.delete('\uFFFD');
  known = found;
  return found;
}

export function isReadable(text: string): boolean {
  let good = 0;
  let all = 0;
  for (const char of text.normalize('NFKC')) {
    if (/\s/.test(char)) continue;
    all++;
    // Letters of other alphabets, rare kanji and punctuation are a small part of a Japanese document.
    if (/[!-~\u00a1-\u00ff\u2010-\u2026ｦ-ﾟ]/.test(char) || letters().has(char)) good++;
  }
  return all === 0 || good / all >= ENOUGH;
}
