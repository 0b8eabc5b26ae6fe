import assert from 'node:assert/strict';
import sinon from 'sinon';
import {CodedError} from '../../../../src/kernel/errors.ts';
import {onceMore} from '../../../../src/platform/storage/azure/once-more.ts';

const unreachable = () =>
  new CodedError('storage/unreachable', {operation: 'get', table: 'booths', reason: 'AbortError'});

describe('doing something once more', () => {
  it('forgives one answer that did not come in time', async () => {
    const work = sinon.stub().onFirstCall().rejects(unreachable()).onSecondCall().resolves('read');
    assert.equal(await onceMore(work), 'read');
  });

  it('gives up at the second, and at any other error at once', async () => {
    const never = sinon.stub().rejects(unreachable());
    await assert.rejects(onceMore(never), {code: 'storage/unreachable'});
    assert.equal(never.callCount, 2);
    const broken = sinon.stub().rejects(new Error('broken'));
    await assert.rejects(onceMore(broken), /broken/);
    assert.equal(broken.callCount, 1);
  });

  it('does not begin again what was stopped', async () => {
    const work = sinon.stub().rejects(unreachable());
    await assert.rejects(onceMore(work, AbortSignal.abort()));
    assert.equal(work.callCount, 1);
  });
});
