import type {Card} from '../feature.ts';

/** Stands between the two halves of what would be a link; nobody sees it, and no line breaks there. */
const JOINER = '\u2060';

/**
 * The card without links in its texts. Clients read `[words](address)` in a text as a link, and the bot writes none
 * so: what looks like one came from a name, a list or what somebody said, and would lead a colleague elsewhere.
 */
export function withoutWrittenLinks(card: Card): Card {
  return plain(card) as Card;
}

function plain(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(plain);
  if (typeof node !== 'object' || node === null) return node;
  const isText = (node as {type?: unknown}).type === 'TextBlock';
  const isFact = 'title' in node && 'value' in node && !('type' in node);
  return Object.fromEntries(
    Object.entries(node).map(([key, value]): [string, unknown] => {
      // What a button carries goes back as it is.
      if (key === 'data') return [key, value];
      const shown = (isText && key === 'text') || (isFact && (key === 'title' || key === 'value'));
      return [key, shown && typeof value === 'string' ? unlinked(value) : plain(value)];
    }),
  );
}

function unlinked(text: string): string {
  return text.replace(/\](?=\s*[([])/gu, `]${JOINER}`).replace(/<(?=https?:)/giu, `<${JOINER}`);
}
