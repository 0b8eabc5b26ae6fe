import assert from 'node:assert/strict';
import {Stack} from '../../../../../src/features/knowledge/import/outline/stack.ts';
import {readLines} from '../../../../../src/features/knowledge/import/lines/lines.ts';
import {newSection} from '../../../../../src/features/knowledge/import/section.ts';

function stackOf(...styles: readonly string[]): Stack {
  const stack = new Stack();
  for (const style of styles) stack.open(newSection(style, style, []), stack.depth);
  return stack;
}

describe('the stack of open sections', () => {
  it('opens a ranked style in the place of what is not further out', () => {
    assert.equal(stackOf('編', '章', 'article', '(1)').levelOfRank('章'), 2);
    assert.equal(stackOf('編', '■', '章').levelOfRank('章'), 2);
    assert.equal(stackOf('■', '(1)').levelOfRank('part'), 1);
  });

  it('opens another style where it is open, else below everything', () => {
    assert.equal(stackOf('part', '■', '(1)').levelOfStyle('■'), 2);
    assert.equal(stackOf('part', '■', '(1)').levelOfStyle('①'), 4);
  });

  it('tells answers from what they answer', () => {
    const stack = stackOf('bracket', 'ア');
    stack.open(newSection('bracket', '回答', [], {response: true}), stack.depth);
    assert.equal(stack.last('bracket')?.label, 'bracket');
    assert.equal(stack.levelOfResponse('bracket'), 3);
    assert.equal(stack.levelOfResponse('plain'), 4);
  });

  it('closes plain headings that lie innermost, and looks for them within the answer alone', () => {
    const stack = stackOf('plain', '■', 'plain', 'plain');
    assert.equal(stack.levelOutsidePlain(), 3);
    stack.open(newSection('■', '回答', [], {response: true}), stack.depth);
    assert.deepEqual(stack.plains(), []);
  });

  it('puts lines of one kind together, and what stands right below an item to the item', () => {
    const stack = new Stack();
    const [first, second, third] = readLines('- 鍵\n箱に返す\n灯を消す');
    assert.ok(first && second && third);
    stack.add(first, 'list', true);
    stack.add(second, 'text', false);
    stack.add(third, 'text', true);
    assert.deepEqual(
      stack.root.body.map(({kind, lines}) => [kind, lines.length]),
      [
        ['list', 2],
        ['text', 1],
      ],
    );
  });
});
