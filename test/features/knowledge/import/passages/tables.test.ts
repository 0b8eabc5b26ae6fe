import assert from 'node:assert/strict';
import {readTable} from '../../../../../src/features/knowledge/import/passages/tables.ts';

const told = (text: string): readonly string[] => readTable(text.split('\n')).entries;

describe('readTable', () => {
  it('tells each row with its headers, and the title of an empty column once', () => {
    assert.deepEqual(told('係\t朝\t夕\n庶務\t○\t\n会計\t-\t'), ['係: 庶務／朝: ○／夕', '係: 会計／朝: -']);
    assert.deepEqual(told('| 場所 | 鍵 |\n|---|---|\n| 倉庫 | 庶務係 |'), ['場所: 倉庫／鍵: 庶務係']);
  });

  it('tells each column of a comparison', () => {
    assert.deepEqual(told('\t初級\t中級\n方法\t三十分ほどの動画\t集まって半日学ぶ'), [
      '初級　方法: 三十分ほどの動画',
      '中級　方法: 集まって半日学ぶ',
    ]);
  });

  it('reads a form, numbered or not, as names and values', () => {
    assert.deepEqual(told('1\t目的\t鍵を確かめる\n2\t相手\t庶務係'), [
      '1 目的: 鍵を確かめる',
      '2 相手: 庶務係',
    ]);
    assert.equal(readTable(['相手\t庶務係', '日\t三月']).form.get('相手'), '庶務係');
    assert.equal(readTable(['項目\t内容', '鍵\t箱に返す']).form.size, 0);
  });

  it('skips a header that comes again, and tells a single row as it stands', () => {
    assert.deepEqual(told('係\t朝\t夕\n庶務\t○\t-\n係\t朝\t夕\n会計\t-\t○'), [
      '係: 庶務／朝: ○／夕: -',
      '係: 会計／朝: -／夕: ○',
    ]);
    assert.deepEqual(told('庶務\t\t○'), ['庶務／○']);
    assert.deepEqual(told(''), []);
  });
});
