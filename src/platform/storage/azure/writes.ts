import {odata, type TableClient, type TransactionAction} from '@azure/data-tables';
import {checkKeys, checkRow, checkTransaction} from '../limits.ts';
import type {InsertResult, Operation, Table, TransactionResult, UpdateResult} from '../table.ts';
import {marksOf, toEntity, type Entity} from './entity.ts';
import {failureOf, isAbsent} from './failure.ts';
import type {Request} from './retry.ts';

// Every write carries an id of its own. When a try ends without an answer and the next one clashes, the
// row is read back: with our id on it, the first try had succeeded. What cannot be told apart even so:
// an update of ours that another one has overwritten since is reported as changed; a delete that finds
// nothing is reported as done, whoever did it.

// A well-formed tag that no row has. It is given for a row of ours that somebody has changed since: its
// present tag would let the caller overwrite a change that it has not seen.
const OUTDATED = `W/"datetime'1601-01-01T00%3A00%3A00.0000000Z'"`;

type Writes = Pick<Table, 'insert' | 'update' | 'put' | 'delete' | 'transact'>;

/** The writing half of a table. */
export function azureWrites(client: TableClient, request: Request, newId: () => string): Writes {
  const table = client.tableName;

  return {
    insert: async (row, options): Promise<InsertResult> => {
      checkRow(row);
      const id = newId();
      const entity = toEntity(row, {in_: id});
      return request('insert', table, options, async (abortSignal, doubtful) => {
        try {
          const {etag} = await client.createEntity(entity, {abortSignal});
          return {kind: 'inserted', etag: etag ?? OUTDATED};
        } catch (error) {
          if (failureOf(error).status !== 409) throw error;
          const found = doubtful ? await readBack(client, row.pk, row.rk, abortSignal) : undefined;
          if (found?.in_ !== id) return {kind: 'exists'};
          return {kind: 'inserted', etag: found.op_ === undefined ? found.etag : OUTDATED};
        }
      });
    },

    update: async (row, etag, options): Promise<UpdateResult> => {
      checkRow(row);
      const id = newId();
      const entity = toEntity(row, {op_: id});
      return request('update', table, options, async (abortSignal, doubtful) => {
        try {
          const answer = await client.updateEntity(entity, 'Merge', {etag, abortSignal});
          return {kind: 'updated', etag: answer.etag ?? OUTDATED};
        } catch (error) {
          if (isAbsent(error)) return {kind: 'absent'};
          if (failureOf(error).status !== 412) throw error;
          const found = doubtful ? await readBack(client, row.pk, row.rk, abortSignal) : undefined;
          return found?.op_ === id ? {kind: 'updated', etag: found.etag} : {kind: 'changed'};
        }
      });
    },

    put: async (row, options) => {
      checkRow(row);
      const entity = toEntity(row, {op_: newId()});
      await request('put', table, options, (abortSignal) =>
        client.upsertEntity(entity, 'Merge', {abortSignal}),
      );
    },

    delete: async (pk, rk, etag, options) => {
      checkKeys(pk, rk);
      return request('delete', table, options, async (abortSignal, doubtful) => {
        try {
          await client.deleteEntity(pk, rk, {etag, abortSignal});
          return {kind: 'deleted'};
        } catch (error) {
          if (isAbsent(error)) return {kind: doubtful ? 'deleted' : 'absent'};
          if (failureOf(error).status === 412) return {kind: 'changed'};
          throw error;
        }
      });
    },

    transact: async (operations, options): Promise<TransactionResult> => {
      checkTransaction(operations);
      const id = newId();
      const actions = operations.map((operation) => actionOf(operation, id));
      return request('transact', table, options, async (abortSignal, doubtful) => {
        try {
          const {subResponses} = await client.submitTransaction(actions, {abortSignal});
          return {kind: 'done', etags: subResponses.map(({etag}) => etag)};
        } catch (error) {
          const {status, index} = failureOf(error);
          if (!(status === 409 || status === 412 || isAbsent(error))) throw error;
          if (doubtful && (await wasDone(client, operations, id, abortSignal))) return {kind: 'done'};
          return index === undefined ? {kind: 'clash'} : {kind: 'clash', index};
        }
      });
    },
  };
}

function actionOf(operation: Operation, id: string): TransactionAction {
  switch (operation.kind) {
    case 'insert':
      return ['create', toEntity(operation.row, {in_: id})];
    case 'update':
      return ['update', toEntity(operation.row, {op_: id}), 'Merge', {etag: operation.etag}];
    case 'put':
      return ['upsert', toEntity(operation.row, {op_: id}), 'Merge'];
    case 'delete':
      return ['delete', {partitionKey: operation.pk, rowKey: operation.rk}];
  }
}

interface ReadBack {
  readonly in_?: string | undefined;
  readonly op_?: string | undefined;
  readonly etag: string;
}

async function readBack(
  client: TableClient,
  pk: string,
  rk: string,
  abortSignal: AbortSignal,
): Promise<ReadBack | undefined> {
  try {
    const entity = await client.getEntity<Entity>(pk, rk, {abortSignal});
    return {...marksOf(entity), etag: entity.etag};
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

/**
 * Whether a transaction of ours went through: one row with its id is proof, since all or none are
 * written. A transaction of nothing but deletes leaves no row to look at; it is taken as done when none
 * of its rows is there.
 */
async function wasDone(
  client: TableClient,
  operations: readonly Operation[],
  id: string,
  abortSignal: AbortSignal,
): Promise<boolean> {
  const keys = operations.map((operation) => (operation.kind === 'delete' ? operation : operation.row));
  const pk = keys[0]?.pk ?? '';
  const sorted = keys.map(({rk}) => rk).sort();
  const range = odata`PartitionKey eq ${pk} and RowKey ge ${sorted[0]} and RowKey le ${sorted.at(-1)}`;
  const onlyDeletes = operations.every((operation) => operation.kind === 'delete');
  const filter = onlyDeletes ? range : `${range} and ${odata`(in_ eq ${id} or op_ eq ${id})`}`;
  const rows = client.listEntities<Entity>({queryOptions: {filter, select: ['rowKey']}, abortSignal});
  for await (const row of rows) {
    if (!onlyDeletes) return true;
    if (sorted.includes(String(row['rowKey']))) return false;
  }
  return onlyDeletes;
}
