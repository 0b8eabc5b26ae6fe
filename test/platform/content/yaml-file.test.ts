import assert from 'node:assert/strict';
import {z} from 'zod/v4';
import {parseYaml, readYamlFile} from '../../../src/platform/content/yaml-file.ts';

const schema = z.strictObject({hours: z.strictObject({from: z.string()}), kinds: z.array(z.string()).min(1)});

describe('a YAML file of the organisation', () => {
  it('is read', () => {
    const result = parseYaml('hours: {from: "8:30"}\nkinds: [a]\n', 'x.yaml', schema);
    assert.deepEqual(result.kind === 'read' && result.value, {hours: {from: '8:30'}, kinds: ['a']});
  });

  for (const [what, text, line] of [
    ['broken YAML', 'hours: {from: "8:30"}\nkinds: [a\n', 3],
    ['a wrong type', 'hours:\n  from: 8\nkinds: [a]\n', 2],
    ['a missing key', 'kinds: [a]\n', 1],
    ['an unknown key', 'hours: {from: a}\nkinds: [a]\nmore: 1\n', 1],
    ['an empty list', 'hours: {from: a}\nkinds: []\n', 2],
    ['no text', '', undefined],
  ] as const) {
    it(`with ${what} is refused, naming the line`, () => {
      const result = parseYaml(text, 'x.yaml', schema);
      const problems = result.kind === 'wrong' ? result.problems : [];
      const [problem] = problems;
      assert.ok(problem !== undefined);
      assert.deepEqual([problem.file, problem.line], ['x.yaml', line]);
      assert.ok(problem.text.ja !== '' && problem.text.en !== '');
    });
  }

  it('that is not there is no mistake', async () => {
    assert.deepEqual(await readYamlFile('content/nowhere.yaml', schema), {kind: 'absent'});
  });
});
