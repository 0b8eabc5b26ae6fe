/** Outer headings: Markdown's, parts of a bundle, chapters, articles, what is counted with a word. */
import type {Line} from '../lines/lines.ts';
import type {Mark} from '../lines/marks.ts';
import {isTitle} from '../lines/titles.ts';
import {newSection} from '../section.ts';
import {articleHeading} from './legal.ts';
import {beginsPart} from './parts.ts';
import type {Heading, Place} from './place.ts';
import {follow} from './place.ts';
import {isRanked} from './stack.ts';

export function rankedHeading(line: Line, place: Place): Heading | undefined {
  const {mark} = line;
  const {stack} = place;
  if (mark?.style.startsWith('#') === true) return hashHeading(line, mark, place);
  if (beginsPart(line, place)) {
    // What a document begins with is its title, not a part of it.
    if (stack.isEmpty) return {kind: 'title', line: {...line, shown: line.text}};
    const section = newSection('part', mark?.title ?? line.text, [line.text]);
    return {kind: 'section', section, level: stack.levelOfRank('part')};
  }
  if (mark === undefined || !isRanked(mark.style)) return undefined;
  if (mark.style === 'article') return articleHeading(line, mark, place);
  const level = stack.levelOfRank(mark.style);
  if (mark.style === 'supplement') {
    // 「附 則」 is told without its space.
    const name = `${mark.mark}${mark.title}`;
    return {kind: 'section', section: newSection('supplement', name, [name], {legal: true}), level};
  }
  const isNamed = mark.style === 'named';
  if (!isTitle(mark.title) && (isNamed || mark.title !== '')) return undefined;
  const section = newSection(mark.style, line.text, [line.text]);
  // 「施策1 鍵」 right below a heading that has no rank belongs to that heading, and so does 「施策2 灯」.
  const within = isNamed && (stack.isFresh || stack.isOpen('named'));
  return {kind: 'section', section, level: within ? stack.levelOfStyle('named') : level};
}

function hashHeading(line: Line, mark: Mark, place: Place): Heading {
  const {stack} = place;
  const {style, title} = mark;
  if (!place.hashes) {
    const section = newSection('plain', title, [title], {follow: follow(line, place)});
    return {kind: 'section', section, level: stack.levelOfStyle('plain')};
  }
  // The first `#` above all others names the document.
  if (style === '#1' && stack.root.children.length === 0)
    return {kind: 'title', line: {...line, shown: title}};
  return {kind: 'section', section: newSection(style, title, [title]), level: stack.levelOfRank(style)};
}
