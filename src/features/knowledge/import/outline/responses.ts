import type {Line} from '../lines/lines.ts';
import {newSection} from '../section.ts';
import type {Heading, Place} from './place.ts';

// 「【措置の内容】」「■回答」「（所管課の対応）」
const RESPONSE = /^[【《（(■●○◆]?\s*(?:措置|回答|答弁|対応|処置|講じた|改善内容|改善措置|所管課)/;

/**
 * A heading that answers the one before it, as 「【措置の内容】」 answers 「【意見】」. It has the style of
 * what it answers and would end it; as an answer it lies below, so that the path says to what.
 */
export function responseHeading(line: Line, {stack}: Place): Heading | undefined {
  if (!RESPONSE.test(line.text) || line.mark?.number !== undefined) return undefined;
  const style = line.mark?.style ?? 'plain';
  const answered = stack.last(style);
  // There must be a remark: something open below that heading, or an answer of this kind before.
  const level = stack.levelOfResponse(style);
  if (answered === undefined || (answered === stack.top && level === stack.depth)) return undefined;
  return {kind: 'section', section: newSection(style, line.text, [line.text], {response: true}), level};
}
