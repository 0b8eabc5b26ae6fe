/** Who may see a document. For everybody else it is as if it were not there. */
import type {Place} from '../../platform/feature.ts';

export type Audience =
  | {readonly kind: 'everyone'}
  | {
      /** Whoever is in one of the sections, holds one of the posts, or is employed in one of these ways. */
      readonly kind: 'some';
      readonly sections: readonly string[];
      readonly posts: readonly string[];
      readonly employments: readonly string[];
    };

export const EVERYONE: Audience = {kind: 'everyone'};

/** What the staff list says of a person. */
export interface Membership {
  readonly sections: readonly string[];
  readonly posts: readonly string[];
  readonly employment?: string;
}

/** Who reads, and where the answer will stand. */
export interface Reader {
  /** Undefined where the person is on no staff list, or there is none. */
  readonly membership: Membership | undefined;
  readonly place: Place;
}

/** A reader of whom nothing is known: sees what is for everyone. */
export const ANYBODY: Reader = {membership: undefined, place: 'personal'};

/** Whether a reader may see what is meant for an audience. In groups and channels others read along. */
export function maySee(audience: Audience, {membership, place}: Reader): boolean {
  if (audience.kind === 'everyone') return true;
  if (membership === undefined || place !== 'personal') return false;
  const {sections, posts, employments} = audience;
  return (
    sections.some((one) => membership.sections.includes(one)) ||
    posts.some((one) => membership.posts.includes(one)) ||
    (membership.employment !== undefined && employments.includes(membership.employment))
  );
}

const GROUPS = [
  ['sections', '課'],
  ['posts', '職'],
  ['employments', '雇用'],
] as const;

const EVERYONE_WORDS = ['everyone', '全員', '全職員'];

/**
 * An audience as an operator writes it: `全員`, or `課:情報政策課,人事課;職:課長;雇用:派遣`
 * (`sections`, `posts`, `employments` in English).
 *
 * @returns undefined where it cannot be read
 */
export function readAudience(text: string): Audience | undefined {
  const written = text.normalize('NFKC').trim();
  if (EVERYONE_WORDS.includes(written.toLowerCase())) return EVERYONE;
  const found = {sections: [] as string[], posts: [] as string[], employments: [] as string[]};
  for (const part of written.split(';')) {
    const [name = '', names] = part.split(/:(.*)/s);
    const group = GROUPS.find(([key, word]) => name.trim() === word || name.trim().toLowerCase() === key);
    const members = (names ?? '').split(/[,、]/).map((one) => one.trim());
    if (group === undefined || members.includes('')) return undefined;
    found[group[0]].push(...members);
  }
  return {kind: 'some', ...found};
}

/** An audience in the form that {@link readAudience} reads. */
export function audienceText(audience: Audience): string {
  if (audience.kind === 'everyone') return '全員';
  return GROUPS.flatMap(([key, word]) =>
    audience[key].length > 0 ? [`${word}:${audience[key].join('、')}`] : [],
  ).join(';');
}
