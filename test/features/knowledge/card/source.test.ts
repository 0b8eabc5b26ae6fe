import assert from 'node:assert/strict';
import {sourceLink} from '../../../../src/features/knowledge/card/source.ts';

describe('sourceLink', () => {
  it('links what opens from the internet', () => {
    assert.deepEqual(sourceLink('https://www.example.jp/kitei/6.html'), {
      url: 'https://www.example.jp/kitei/6.html',
      from: 'internet',
    });
  });

  for (const source of [
    'http://portal/kitei',
    'https://reiki.minato.local/6',
    'http://10.1.2.3/kitei',
    'http://172.20.0.4:8080/',
    'https://www.minato.lgwan.jp/kitei',
  ]) {
    it(`knows ${source} for the organisation’s own network`, () => {
      assert.equal(sourceLink(source)?.from, 'intranet');
    });
  }

  for (const source of [
    'kitei.txt',
    '庁内掲示板',
    'http://www.example.jp/kitei',
    'javascript:alert(1)',
    'file:///c:/kitei.docx',
    'https://user:secret@www.example.jp/',
    'https://',
    'https://a b',
  ]) {
    it(`links nothing for ${source}`, () => {
      assert.equal(sourceLink(source), undefined);
    });
  }
});
