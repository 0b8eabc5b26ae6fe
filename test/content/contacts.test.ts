import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {resolve} from 'node:path';
import {parse} from 'yaml';

interface Contact {
  section: {ja: string; en: string};
  extension: string;
}
interface Contacts {
  default: Contact;
  topics: ({id: string; words: string[]} & Contact)[];
}

describe('content/contacts.yaml', () => {
  const file = resolve(import.meta.dirname, '../../content/contacts.yaml');
  // YAML knows no types; each test below looks at what it uses.
  const contacts = parse(readFileSync(file, 'utf8')) as Contacts;

  it('names a section in both languages and an extension, for each topic and for all else', () => {
    for (const contact of [contacts.default, ...contacts.topics]) {
      assert.deepEqual(Object.keys(contact.section), ['ja', 'en']);
      assert.match(contact.section.ja, /課/);
      assert.match(contact.section.en, /^[\x20-\x7e]+$/);
      assert.match(contact.extension, /^\d{4}$/);
    }
  });

  it('has each topic once, and each word under one topic', () => {
    const ids = contacts.topics.map((topic) => topic.id);
    assert.equal(new Set(ids).size, ids.length);
    const words = contacts.topics.flatMap((topic) => topic.words.map((word) => word.normalize('NFKC').toLowerCase()));
    assert.deepEqual(
      words.filter((word, i) => words.indexOf(word) !== i),
      [],
    );
    assert.ok(contacts.topics.every((topic) => topic.words.length >= 5));
  });

  it('covers what staff ask most', () => {
    const sectionOf = (word: string) => contacts.topics.find((t) => t.words.includes(word))?.section.ja ?? '';
    assert.match(sectionOf('パスワード'), /情報政策課/);
    assert.match(sectionOf('プリンター'), /情報政策課/);
    assert.match(sectionOf('個人情報'), /総務課/);
    assert.match(sectionOf('休暇'), /人事課/);
    assert.match(sectionOf('昇任試験'), /人事課/);
    assert.match(sectionOf('ブース'), /管財課/);
    assert.match(sectionOf('税'), /税務課/);
    assert.match(sectionOf('食堂'), /職員厚生課/);
  });
});
