import type {Block, Section} from '../section.ts';

/** 「○：あり △：まれ」: what the signs in a table mean. */
export const LEGEND = /^[◎○◯●△▲×✕－—-][:：]\S+(?:\s+[◎○◯●△▲×✕－—-][:：]\S+)+$/;

/** A legend below the last of several tables holds for those before it too. */
export function spreadLegend(parent: Section): void {
  let legend: Block | undefined;
  for (const child of parent.children.toReversed()) {
    const own = child.body.find(
      (block) => block.kind !== 'table' && block.lines.every((line) => LEGEND.test(line.text)),
    );
    if (own !== undefined) legend = own;
    else if (legend !== undefined && child.body.some((block) => block.kind === 'table'))
      child.body.push(legend);
    spreadLegend(child);
  }
}
