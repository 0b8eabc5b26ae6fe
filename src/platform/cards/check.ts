import {createRequire} from 'node:module';
import type * as AdaptiveCardsTypes from 'adaptivecards';
import type {Card} from '../feature.ts';
import {MAX_ACTIONS} from './card.ts';

// The package's own entry fails in Node (it expects a bundler). Its bundle works, but carries no types, and
// how a module import sees its names depends on the loader.
const require = createRequire(import.meta.url);
const AdaptiveCards = require('adaptivecards/dist/adaptivecards.js') as typeof AdaptiveCardsTypes;

/** Teams takes about 100 KB of UTF-16; what surrounds the card needs room too. */
export const MAX_CARD_BYTES = 80 * 1024;

/**
 * What Teams would not show as meant, in words for a developer; empty for a good card.
 *
 * The object model of adaptivecards reads the card as its declared version, so an element of a later version
 * is found. On top of it stand Teams's own limits: size, number of actions.
 */
export function cardProblems(card: Card): string[] {
  const problems: string[] = [];
  const bytes = JSON.stringify(card).length * 2;
  if (bytes > MAX_CARD_BYTES) problems.push(`${bytes} bytes in UTF-16, at most ${MAX_CARD_BYTES}`);
  const actions = card['actions'];
  if (Array.isArray(actions) && actions.length > MAX_ACTIONS) {
    problems.push(`${actions.length} actions, at most ${MAX_ACTIONS}`);
  }
  const version = AdaptiveCards.Version.parse(
    String(card['version']),
    new AdaptiveCards.SerializationContext(),
  );
  const context = new AdaptiveCards.SerializationContext(version);
  const parsed = new AdaptiveCards.AdaptiveCard();
  // The library's own host shows five.
  parsed.hostConfig = new AdaptiveCards.HostConfig({actions: {maxActions: MAX_ACTIONS}});
  parsed.parse(card, context);
  for (let i = 0; i < context.eventCount; i++) {
    const event = context.getEventAt(i);
    problems.push(event.message);
  }
  for (const failure of parsed.validateProperties().validationEvents) problems.push(failure.message);
  return problems;
}
