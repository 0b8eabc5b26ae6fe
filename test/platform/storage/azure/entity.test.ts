import assert from 'node:assert/strict';
import {fromEntity, toEntity} from '../../../../src/platform/storage/azure/entity.ts';

describe('entities', () => {
  const numbers = (cells: Record<string, number>): unknown => {
    const {partitionKey: _pk, rowKey: _rk, v: _v, ...rest} = toEntity({...cells, pk: 'p', rk: 'r', v: 1}, {});
    return rest;
  };

  it('sends whole numbers within 32 bits as they are, all others as Double', () => {
    const inside = {a: 0, b: 2 ** 31 - 1, c: -(2 ** 31)};
    assert.deepEqual(numbers(inside), inside);
    for (const value of [2 ** 31, -(2 ** 31) - 1, 2 ** 40, 0.5, 1e300]) {
      assert.deepEqual(numbers({value}), {value: {type: 'Double', value}});
    }
  });

  it('leaves columns out that are undefined', () => {
    const entity = toEntity({pk: 'p', rk: 'r', v: 1, none: undefined, some: ''}, {op_: 'id'});
    assert.deepEqual(entity, {partitionKey: 'p', rowKey: 'r', v: 1, some: '', op_: 'id'});
  });

  it('reads past what the service, the driver and other programs added', () => {
    const stored = fromEntity({
      'odata.metadata': 'https://example.invalid',
      partitionKey: 'p',
      rowKey: 'r',
      etag: 'W/"1"',
      timestamp: '2026-11-24T00:00:00Z',
      in_: 'id',
      op_: 'id',
      absent: null,
      large: 1n,
      kept: 'x',
    });
    assert.deepEqual(stored, {row: {pk: 'p', rk: 'r', v: 0, kept: 'x'}, etag: 'W/"1"'});
  });
});
