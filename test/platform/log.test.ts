import assert from 'node:assert/strict';
import {CodedError} from '../../src/kernel/errors.ts';
import {createLog, hashed, word} from '../../src/platform/log.ts';

function logger(level = 'debug') {
  const lines: string[] = [];
  return {log: createLog(level, {write: (line) => void lines.push(line)}), lines};
}

describe('the log', () => {
  it('writes a JSON line an event', () => {
    const {log, lines} = logger();
    log.info('turn.intent', {intent: word('knowledge.ask'), account: hashed('a-person'), ms: 12});
    const line = JSON.parse(lines[0] ?? '') as Record<string, unknown>;
    assert.equal(line['msg'], 'turn.intent');
    assert.equal(line['intent'], 'knowledge.ask');
    assert.equal(line['ms'], 12);
    assert.equal(lines.length, 1);
  });

  it('writes nothing below its level', () => {
    const {log, lines} = logger('warn');
    log.info('turn.intent');
    log.warn('turn.too-slow');
    assert.equal(lines.length, 1);
  });

  it('shows an id as a hash, the same one each time', () => {
    assert.equal(hashed('tanaka'), hashed('tanaka'));
    assert.notEqual(hashed('tanaka'), hashed('sato'));
    assert.ok(!hashed('tanaka').includes('tanaka'));
  });

  it('takes no sentence for a word', () => {
    assert.equal(word('田中さんの口座'), '?');
    assert.equal(word('a'.repeat(100)), '?');
    assert.equal(word('knowledge.open'), 'knowledge.open');
  });

  it('writes of an error where it came from, never what it says', () => {
    const {log, lines} = logger();
    const cause = new Error('the message 「田中は休み」 cannot be parsed');
    log.error('turn.failed', new CodedError('turn/failed', {reference: 'ひみつ'}, {cause}));
    assert.match(lines[0] ?? '', /turn\/failed/);
    assert.match(lines[0] ?? '', /log\.test\.ts/);
    assert.doesNotMatch(lines[0] ?? '', /田中|ひみつ/);
  });
});
