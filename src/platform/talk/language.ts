import type {Language} from '../../kernel/person.ts';

/** The language of a text by its letters; undefined where they do not tell: then what is known of the person holds. */
export function languageOf(text: string): Language | undefined {
  if (/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(text)) return 'ja';
  // A desk's code (6F-C-12) is in no language.
  return /[a-z]{2}/i.test(text) ? 'en' : undefined;
}
