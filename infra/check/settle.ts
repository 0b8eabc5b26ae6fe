import type {Entry, Template, Value} from './model.ts';

/**
 * Follows names of variables, `concat` and `union`, so that what a resource is given stands there whole. A name of
 * a parameter or a resource stays one.
 */
export function settle(value: Value, template: Template): Value {
  const inner = (v: Value) => settle(v, template);
  switch (value.kind) {
    case 'name': {
      const variable = template.variables.find(({name}) => name === value.name);
      return variable === undefined ? value : inner(variable.body);
    }
    case 'array':
      return {...value, items: value.items.map(inner)};
    case 'object':
      return {...value, entries: value.entries.map((e) => ({...e, value: inner(e.value)}))};
    case 'either':
      return {...value, branches: value.branches.map(inner)};
    case 'call': {
      const given = value.given.map(inner);
      if (value.name === 'concat' && given.every((v) => v.kind === 'array')) {
        return {kind: 'array', items: given.flatMap((v) => v.items), node: value.node};
      }
      if (value.name === 'union' && given.every((v) => v.kind === 'object')) {
        const entries = new Map<string | undefined, Entry>();
        for (const e of given.flatMap((v) => v.entries)) entries.set(e.key, e);
        return {kind: 'object', entries: [...entries.values()], node: value.node};
      }
      return {...value, given};
    }
    default:
      return value;
  }
}
