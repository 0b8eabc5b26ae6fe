import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {resolve} from 'node:path';
import {parse} from 'yaml';

interface Both<T> {
  ja: T;
  en: T;
}
interface Incidents {
  hours: {from: string; to: string};
  contacts: {now: {name: Both<string>; extension: string}; after: {name: Both<string>; extension: string}};
  kinds: {
    id: string;
    title: Both<string>;
    first: Both<string[]>;
    never: Both<string[]>;
    words: string[];
    verbs: string[];
  }[];
}

describe('content/incidents.yaml', () => {
  const file = resolve(import.meta.dirname, '../../content/incidents.yaml');
  // YAML knows no types; each test below looks at what it uses.
  const incidents = parse(readFileSync(file, 'utf8')) as Incidents;

  it('says whom to call, and within which hours', () => {
    assert.match(incidents.hours.from, /^\d{2}:\d{2}$/);
    assert.match(incidents.hours.to, /^\d{2}:\d{2}$/);
    assert.ok(incidents.hours.from < incidents.hours.to);
    for (const contact of [incidents.contacts.now, incidents.contacts.after]) {
      assert.ok(contact.name.ja.length > 0 && contact.name.en.length > 0);
      assert.match(contact.extension, /^\d{4}$/);
    }
  });

  it('has the kinds that the house knows, the general one last', () => {
    assert.deepEqual(
      incidents.kinds.map((kind) => kind.id),
      [
        'wrong-send',
        'lost-device',
        'password-entered',
        'suspicious-mail',
        'malware',
        'lost-paper',
        'wrong-handover',
        'other',
      ],
    );
  });

  for (const kind of incidents.kinds) {
    it(`tells for ${kind.id} what to do and what not to do, as much in one language as in the other`, () => {
      assert.deepEqual(Object.keys(kind.title), ['ja', 'en']);
      for (const list of [kind.first, kind.never]) {
        assert.deepEqual(Object.keys(list), ['ja', 'en']);
        assert.equal(list.ja.length, list.en.length);
        for (const step of list.ja) assert.match(step, /[^\x20-\x7e].*。$/);
        for (const step of list.en) assert.match(step, /^[A-Z][\x20-\x7e]*\.$/);
      }
      assert.ok(kind.first.ja.length >= 3 && kind.first.ja.length <= 5);
      assert.ok(kind.never.ja.length >= 1);
      assert.ok(kind.first.ja.some((step) => step.includes('情報政策課')));
    });

    it(`has words and verbs for ${kind.id}, none twice`, () => {
      for (const list of [kind.words, kind.verbs]) {
        assert.ok(list.length > 0);
        assert.equal(new Set(list).size, list.length);
      }
    });
  }
});
