import type {Card} from '../feature.ts';

/** An element of a card's body. */
export type Element = Readonly<Record<string, unknown>>;

/** A button. */
export type Button = Readonly<Record<string, unknown>>;

/** At most as many as Teams shows without folding. */
export const MAX_ACTIONS = 6;

/**
 * A card of the version that Teams knows everywhere, with a text for clients that show none.
 *
 * @param body elements from top to bottom
 * @param actions buttons, the main one first
 * @param fallback what stands in a client that cannot draw the card
 */
export function card(body: readonly Element[], actions: readonly Button[], fallback: string): Card {
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    fallbackText: fallback,
    body,
    ...(actions.length === 0 ? {} : {actions}),
  };
}

type Emphasis = 'title' | 'strong' | 'quiet' | 'plain';

const LOOKS: Readonly<Record<Emphasis, Element>> = {
  title: {size: 'medium', weight: 'bolder', style: 'heading'},
  strong: {weight: 'bolder'},
  quiet: {isSubtle: true, size: 'small'},
  plain: {},
};

/** A paragraph. Text from documents and people must come through {@link plain}, since it may be Markdown. */
export function text(content: string, emphasis: Emphasis = 'plain', more: Element = {}): Element {
  return {type: 'TextBlock', text: content, wrap: true, ...LOOKS[emphasis], ...more};
}

/**
 * Text shown as it stands: a rich text block draws no Markdown and no HTML, so nothing in it can become a
 * link, a picture or a mention. `mark` (offsets in characters) is shown bold and highlighted.
 */
export function plain(content: string, mark?: {start: number; end: number}, more: Element = {}): Element {
  const runs =
    mark === undefined
      ? [run(content)]
      : [
          run(content.slice(0, mark.start)),
          run(content.slice(mark.start, mark.end), {weight: 'bolder', highlight: true}),
          run(content.slice(mark.end)),
        ];
  return {type: 'RichTextBlock', inlines: runs.filter((r) => r['text'] !== ''), ...more};
}

function run(content: string, more: Element = {}): Element {
  return {type: 'TextRun', text: content, ...more};
}

/** A line that must not be overlooked. Without colour: the warning colour of some clients is hard to read. */
export function warning(content: string): Element {
  return text(`⚠ ${content}`, 'strong');
}

/** Elements that belong together, in a frame of their own. */
export function box(items: readonly Element[], more: Element = {}): Element {
  return {type: 'Container', style: 'emphasis', items, ...more};
}

/** Names and values, as a table of two columns. */
export function facts(entries: readonly (readonly [title: string, value: string])[]): Element {
  return {type: 'FactSet', facts: entries.map(([title, value]) => ({title, value}))};
}

/**
 * A button that the bot hears: `verb` and version travel in the data as well, since a client that only knows
 * `Action.Submit` sends nothing else.
 */
export function pressButton(
  title: string,
  verb: string,
  version: number,
  data: Readonly<Record<string, unknown>> = {},
  more: Element = {},
): Button {
  const sent = {...data, verb, v: version};
  return {
    type: 'Action.Execute',
    title,
    verb,
    data: sent,
    fallback: {type: 'Action.Submit', title, data: sent},
    ...more,
  };
}

/** The verb and version of {@link sayButton}. */
export const SAY_VERB = 'talk.say';
export const SAY_VERSION = 1;

/**
 * A button that says a sentence for the person. The answer follows below and the card stays. (Teams's own
 * `imBack` would do it too, but other clients ignore it.)
 */
export function sayButton(title: string, says: string): Button {
  return pressButton(title, SAY_VERB, SAY_VERSION, {says});
}

/** A button that opens an address in the browser. */
export function linkButton(title: string, url: string): Button {
  return {type: 'Action.OpenUrl', title, url};
}
