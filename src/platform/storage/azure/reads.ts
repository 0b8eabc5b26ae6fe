import {odata, type TableClient} from '@azure/data-tables';
import {checkKeys, LIMITS} from '../limits.ts';
import type {CallOptions, Page, Query, Stored, Table} from '../table.ts';
import {fromEntity, type Entity} from './entity.ts';
import {isAbsent} from './failure.ts';
import type {Request} from './retry.ts';

/** The reading half of a table. */
export function azureReads(client: TableClient, request: Request): Pick<Table, 'get' | 'list' | 'page'> {
  const table = client.tableName;

  const page = async (query: Query, size: number, next?: string, options?: CallOptions): Promise<Page> => {
    const queryOptions = {
      ...filterOf(query),
      ...(query.columns === undefined ? {} : {select: ['partitionKey', 'rowKey', 'v', ...query.columns]}),
    };
    const settings = {
      maxPageSize: Math.min(Math.max(1, size), LIMITS.page),
      ...(next === undefined ? {} : {continuationToken: next}),
    };
    return request('page', table, options, async (abortSignal) => {
      const pages = client.listEntities<Entity>({queryOptions, abortSignal}).byPage(settings);
      const found = await pages.next();
      if (found.done === true) return {rows: []};
      const token = found.value.continuationToken;
      const rows = found.value.map(fromEntity);
      return token === undefined || token === '' ? {rows} : {rows, next: token};
    });
  };

  return {
    page,
    get: async (pk, rk, options) => {
      checkKeys(pk, rk);
      return request('get', table, options, async (abortSignal) => {
        try {
          return fromEntity(await client.getEntity<Entity>(pk, rk, {abortSignal}));
        } catch (error) {
          if (isAbsent(error)) return undefined;
          throw error;
        }
      });
    },
    list: async function* (query: Query, options?: CallOptions): AsyncGenerator<Stored> {
      let next: string | undefined;
      do {
        const found: Page = await page(query, LIMITS.page, next, options);
        yield* found.rows;
        next = found.next;
      } while (next !== undefined);
    },
  };
}

function filterOf({pk, from, to}: Query): {filter?: string} {
  const parts = [
    ...(pk === undefined ? [] : [odata`PartitionKey eq ${pk}`]),
    ...(from === undefined ? [] : [odata`RowKey ge ${from}`]),
    ...(to === undefined ? [] : [odata`RowKey lt ${to}`]),
  ];
  return parts.length === 0 ? {} : {filter: parts.join(' and ')};
}
