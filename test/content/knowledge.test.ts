import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {resolve} from 'node:path';
import {parse} from 'yaml';

const folder = resolve(import.meta.dirname, '../../content/knowledge');

function read(name: string): {matter: Record<string, unknown>; body: string} {
  const text = readFileSync(resolve(folder, name), 'utf8');
  const match = /^---\n(.*?)\n---\n(.*)$/s.exec(text);
  assert.ok(match?.[1] !== undefined && match[2] !== undefined, `${name} has no front matter`);
  // The next test looks at what stands in it.
  return {matter: parse(match[1]) as Record<string, unknown>, body: match[2]};
}

describe('content/knowledge', () => {
  const names = readdirSync(folder);

  it('holds between six and eight documents in Markdown', () => {
    assert.ok(names.length >= 6 && names.length <= 8, String(names.length));
    for (const name of names) assert.match(name, /^[a-z-]+\.md$/);
  });

  for (const name of names) {
    describe(name, () => {
      const {matter, body} = read(name);

      it('says its title, on what it rests, and from when it holds', () => {
        assert.deepEqual(Object.keys(matter), ['title', 'source', 'issuer', 'kind', 'applies', 'effective']);
        assert.match(String(matter['source']), /をもとにした例$/);
        assert.match(String(matter['effective']), /^\d{4}-\d{2}-\d{2}$/);
        assert.ok(body.includes(`\n# ${String(matter['title'])}\n`), 'the title is the first heading');
      });

      it('has headings and short sentences', () => {
        assert.ok((body.match(/^##+ .+$/gm) ?? []).length >= 3);
        const prose = body.split('\n').filter((line) => !line.startsWith('|'));
        for (const sentence of prose.flatMap((line) => line.split('。'))) {
          assert.ok(sentence.length <= 90, sentence);
        }
      });

      it('is of a size that one reads at one go', () => {
        const bytes = Buffer.byteLength(body);
        assert.ok(bytes >= 1000 && bytes <= 4000, String(bytes));
      });

      it('holds nothing that looks like a personal number, an address or a link', () => {
        assert.doesNotMatch(body, /\d{7,}|@|https?:/);
      });
    });
  }

  it('shows every form that documents here have', () => {
    const all = names.map((name) => read(name).body).join('\n');
    assert.match(all, /^### 第\d+条（.+）$/m, 'articles');
    assert.match(all, /^2 .+。$/m, 'paragraphs');
    assert.match(all, /^\(1\) .+。$/m, 'items');
    assert.match(all, /^- .+$/m, 'lists');
    assert.match(all, /^1\. .+$/m, 'numbered lists');
    assert.match(all, /^\|---\|/m, 'a table');
    assert.match(all, /^Q\. .+\nA\. .+$/m, 'questions with answers');
  });
});
