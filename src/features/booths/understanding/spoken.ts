import {boothByName, spokenForm, unknownBooth} from '../../../platform/office/names.ts';
import type {BoothKind, Office} from '../../../platform/office/shape.ts';

/** What booths a sentence speaks of, as slots. */
export interface Spoken {
  readonly booth?: string;
  readonly kind?: string;
  /** A name as of a booth (集中ブース9) that none has. */
  readonly unknown?: string;
  readonly [more: string]: string | undefined;
}

/** The booth or kind that a text names; a booth brings its kind. */
export function spokenOf(said: string, office: Office): Spoken {
  const named = boothByName(office, said);
  if (named.kind === 'booth') return {booth: named.booth.id, kind: named.booth.kind};
  const kinds = named.kind === 'several' ? new Set(named.booths.map(({kind}) => kind)) : undefined;
  const unknown = named.kind === 'none' ? unknownBooth(office, said) : undefined;
  const kind = kindByWord(office, said);
  if (kind !== undefined || unknown !== undefined) {
    return {...(kind === undefined ? {} : {kind: kind.id}), ...(unknown === undefined ? {} : {unknown})};
  }
  const [only, other] = kinds ?? [];
  return only !== undefined && other === undefined ? {kind: only} : {};
}

/** The kind whose longest word stands in a text. A short word (集中) counts only right before ブース. */
function kindByWord({kinds}: Office, said: string): BoothKind | undefined {
  const spoken = spokenForm(said);
  let best: {length: number; kind: BoothKind} | undefined;
  for (const kind of kinds) {
    for (const word of [kind.name.ja, kind.name.en, ...kind.words].map(spokenForm)) {
      const whole = /ブース|booth/u.test(word) ? word : '';
      const found = [whole, `${word}ブース`, `${word}用ブース`, `${word}用のブース`, `${word}booth`].some(
        (form) => form !== '' && spoken.includes(form),
      );
      if (found && word.length > (best?.length ?? 0)) best = {length: word.length, kind};
    }
  }
  return best?.kind;
}
