/** Signs that a text goes on: what no sentence begins with, brackets left open, bullets that forbid it. */
import {BULLET_SIGNS} from '../lines/lines.ts';
import {readMark} from '../lines/marks.ts';

// Particles and endings of verbs. A particle is none where it begins a common word: がい (外), のぞ (除).
const WITHIN =
  /^(?:[をんっゃゅょァィゥェォッャュョ、。」』）)]|が(?![いかくけこすちっはらり])|の(?![こぞちばびぼみむりる])|に(?![おぎくげしちほもゅわん])|へ(?![いこたやらる])|で(?![あかきぐこす])|は(?![いかがきぎくげこさしじずたちっなばひぶまみめやゆりる])|から|より|まで|など|され|して|した|します|する|すもの|すこと|すため|せず|せる|ない|なけれ|なかった|ました|ます|です|られ|れ[るたて]|る(?![いす])|た[。、])/;

/** Whether a text begins in the middle of a sentence: 「ものとする。」 does not, 「すものとする。」 does. */
export function beginsWithin(text: string): boolean {
  return WITHIN.test(text);
}

/** Brackets opened less brackets closed. */
export function openBrackets(text: string): number {
  const count = (pattern: RegExp): number => text.match(pattern)?.length ?? 0;
  return count(/[（(]/g) - count(/[）)]/g);
}

const SIGN = new RegExp(`^[-*+${BULLET_SIGNS}]`);

/** Whether a trimmed line begins with a bullet. Converters lose the space behind a hyphen, so it needs none. */
export function beginsWithBullet(text: string): boolean {
  return SIGN.test(text);
}

/** Whether a trimmed line begins something of its own: a mark, a bullet, a note, a Markdown sign. */
export function beginsAnew(text: string): boolean {
  return readMark(text) !== undefined || beginsWithBullet(text) || /^[※＊#>【]/.test(text);
}
