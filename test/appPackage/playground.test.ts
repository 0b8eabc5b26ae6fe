import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {resolve} from 'node:path';
import {parse} from 'yaml';

interface User {
  id: string;
  name: string;
  userPrincipleName: string;
  aadObjectId: string;
  givenName: string;
  surname: string;
  email: string;
}

interface Playground {
  tenantId: string;
  bot: {id: string; name: string};
  currentUser: User;
  users: User[];
  personalChat: {id: string};
  groupChat: {id: string; name: string};
  team: {id: string; name: string; aadGroupId: string; channels: {id: string; name: string}[]};
}

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/;

describe('.m365agentsplayground.yml', () => {
  const file = resolve(import.meta.dirname, '../../.m365agentsplayground.yml');
  // YAML knows no types; each test below looks at what it uses.
  const playground = parse(readFileSync(file, 'utf8')) as Playground;
  const people = [playground.currentUser, ...playground.users];

  it('has a current user and the five colleagues that the client wants', () => {
    assert.equal(playground.users.length, 5);
    const keys = ['aadObjectId', 'email', 'givenName', 'id', 'name', 'surname', 'userPrincipleName'];
    for (const person of people) assert.deepEqual(Object.keys(person).sort(), keys, person.id);
  });

  it('gives each person ids of their own, in the form of the directory', () => {
    for (const key of ['id', 'name', 'userPrincipleName', 'aadObjectId', 'email'] as const) {
      assert.equal(new Set(people.map((person) => person[key])).size, people.length, key);
    }
    for (const {aadObjectId} of people) assert.match(aadObjectId, GUID);
    for (const id of [playground.tenantId, playground.bot.id, playground.team.aadGroupId]) {
      assert.match(id, GUID);
    }
  });

  it('shows made-up people with Japanese names, at an address that cannot exist', () => {
    for (const person of people) {
      assert.match(person.name, /^[\p{sc=Han}]+ [\p{sc=Han}\p{sc=Hira}]+$/u);
      assert.equal(person.name, `${person.surname} ${person.givenName}`);
      assert.match(person.userPrincipleName, /^[a-z.]+@example\.jp$/);
      assert.equal(person.email, person.userPrincipleName);
    }
  });

  it('gives each chat an id of its own', () => {
    const {personalChat, groupChat, team} = playground;
    const ids = [personalChat.id, groupChat.id, team.id, ...team.channels.map((channel) => channel.id)];
    assert.equal(team.channels.length, 1);
    assert.equal(new Set(ids).size, ids.length);
  });
});
