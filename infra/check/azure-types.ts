import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';

/** A reference into the list of types: `#/12`. */
interface Ref {
  readonly $ref: string;
}

export interface Property {
  readonly type: Ref;
  readonly flags: number;
}

/** A type as Azure publishes them for Bicep (`Azure/bicep-types-az`). */
export type AzureType =
  | {readonly $type: 'AnyType' | 'BooleanType' | 'IntegerType' | 'NullType'}
  | {
      readonly $type: 'StringType';
      readonly minLength?: number;
      readonly maxLength?: number;
      readonly pattern?: string;
    }
  | {readonly $type: 'StringLiteralType'; readonly value: string}
  | {readonly $type: 'UnionType'; readonly elements: readonly Ref[]}
  | {readonly $type: 'ArrayType'; readonly itemType: Ref}
  | {
      readonly $type: 'ObjectType';
      readonly name: string;
      readonly properties: Readonly<Record<string, Property>>;
      readonly additionalProperties?: Ref;
    }
  | {
      readonly $type: 'DiscriminatedObjectType';
      readonly name: string;
      readonly discriminator: string;
      readonly baseProperties: Readonly<Record<string, Property>>;
      readonly elements: Readonly<Record<string, Ref>>;
    }
  | {readonly $type: 'ResourceType'; readonly name: string; readonly body: Ref};

export const REQUIRED = 1;
export const READ_ONLY = 2;

/** One list of types. */
export type TypeList = readonly AzureType[];

/** Where types are looked up, and which of them were needed. */
export interface Catalog {
  /** The body of a resource type, `Microsoft.Web/sites@2025-03-01`; undefined where it is not known. */
  resource(name: string): Place | undefined;
  /** The types that were looked at, in the form in which they are published, all else left out. */
  looked(): readonly TypeList[];
}

/** A type in its list. */
export interface Place {
  readonly type: AzureType;
  follow(ref: Ref): Place;
}

/** Reads a folder of types, as published. */
export function readTypes(folder: string): TypeList[] {
  return (
    readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .sort()
      // Their form is Azure's; a mistake in it is found where it is looked at.
      .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as TypeList)
  );
}

/** Finds types in lists, and remembers which were looked at. */
export function catalogOf(lists: readonly TypeList[]): Catalog {
  const seen = lists.map(() => new Set<number>());
  const indexOf = ({$ref}: Ref) => Number($ref.slice(2));

  function place(list: number, index: number): Place {
    const type = lists[list]?.[index];
    if (type === undefined) throw new Error(`no type ${index}`);
    seen[list]?.add(index);
    return {type, follow: (ref) => place(list, indexOf(ref))};
  }

  return {
    resource(name) {
      for (const [list, types] of lists.entries()) {
        const index = types.findIndex(
          (type) => type.$type === 'ResourceType' && type.name.toLowerCase() === name.toLowerCase(),
        );
        const type = types[index];
        if (type?.$type !== 'ResourceType') continue;
        return place(list, index).follow(type.body);
      }
      return undefined;
    },
    looked() {
      return lists.flatMap((types, list) => {
        const kept = [...(seen[list] ?? [])].sort((a, b) => a - b);
        if (kept.length === 0) return [];
        // The first is what nobody looked at.
        const renumbered = (ref: Ref): Ref => ({$ref: `#/${kept.indexOf(indexOf(ref)) + 1}`});
        return [
          [{$type: 'AnyType'}, ...kept.flatMap((i) => (types[i] ? [reduce(types[i], renumbered)] : []))],
        ];
      });
    },
  };
}

function reduce(type: AzureType, renumbered: (ref: Ref) => Ref): AzureType {
  const properties = (all: Readonly<Record<string, Property>>) =>
    Object.fromEntries(
      Object.entries(all).map(([name, {type, flags}]) => [name, {type: renumbered(type), flags}]),
    );
  switch (type.$type) {
    case 'UnionType':
      return {$type: type.$type, elements: type.elements.map(renumbered)};
    case 'ArrayType':
      return {$type: type.$type, itemType: renumbered(type.itemType)};
    case 'ObjectType': {
      const {$type, name, additionalProperties: more} = type;
      const base = {$type, name, properties: properties(type.properties)};
      return more === undefined ? base : {...base, additionalProperties: renumbered(more)};
    }
    case 'DiscriminatedObjectType': {
      const {$type, name, discriminator} = type;
      const elements = Object.fromEntries(
        Object.entries(type.elements).map(([k, ref]) => [k, renumbered(ref)]),
      );
      return {$type, name, discriminator, baseProperties: properties(type.baseProperties), elements};
    }
    case 'ResourceType':
      return {$type: type.$type, name: type.name, body: renumbered(type.body)};
    default:
      return type;
  }
}
