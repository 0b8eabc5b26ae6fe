import {lineOf, partsOf, type Node} from './syntax.ts';

/** What stands to the right of a name. */
export type Value =
  | {readonly kind: 'literal'; readonly value: string | number | boolean | null; readonly node: Node}
  | {readonly kind: 'object'; readonly entries: readonly Entry[]; readonly node: Node}
  | {readonly kind: 'array'; readonly items: readonly Value[]; readonly node: Node}
  /** `a ? b : c`, of which either may come. */
  | {readonly kind: 'either'; readonly branches: readonly Value[]; readonly node: Node}
  | {readonly kind: 'name'; readonly name: string; readonly node: Node}
  | {readonly kind: 'call'; readonly name: string; readonly given: readonly Value[]; readonly node: Node}
  /** A text that is put together: only its being a text is known. */
  | {readonly kind: 'text'; readonly node: Node}
  /** Anything else: known when it is deployed. */
  | {readonly kind: 'later'; readonly node: Node};

export interface Entry {
  /** Undefined: put together, such as `'${identityId}'`. */
  readonly key: string | undefined;
  readonly value: Value;
  readonly node: Node;
}

export interface Parameter {
  readonly name: string;
  readonly type: string;
  readonly fallback: Value | undefined;
  readonly allowed: readonly (string | number | boolean | null)[] | undefined;
  readonly secure: boolean;
  readonly node: Node;
}

export interface Declared {
  readonly name: string;
  /** Of a resource `TYPE@VERSION`, of a module its path; of others empty. */
  readonly what: string;
  readonly body: Value;
  /** Behind an `if`. */
  readonly conditional: boolean;
  readonly node: Node;
}

/** One Bicep file, as far as it is looked at: no loops, no user types, no functions of its own. */
export interface Template {
  readonly file: string;
  readonly root: Node;
  readonly parameters: readonly Parameter[];
  readonly variables: readonly Declared[];
  readonly resources: readonly Declared[];
  readonly modules: readonly Declared[];
  readonly outputs: readonly Declared[];
  /** Kinds of declarations that this reader does not know, which is a mistake of one of the two. */
  readonly unknown: readonly Node[];
}

/** Sorts a file's declarations. */
export function readTemplate(file: string, root: Node): Template {
  const parameters: Parameter[] = [];
  const lists = {variable: [], resource: [], module: [], output: []} as Record<string, Declared[]>;
  const unknown: Node[] = [];
  let decorators: readonly Node[] = [];
  for (const node of partsOf(root)) {
    const parts = partsOf(node);
    switch (node.type) {
      case 'decorators':
        decorators = parts;
        continue;
      case 'target_scope_assignment':
        break;
      case 'parameter_declaration':
        parameters.push(readParameter(parts, decorators, node));
        break;
      case 'variable_declaration':
      case 'resource_declaration':
      case 'module_declaration':
      case 'output_declaration': {
        const named = readDeclared(parts, node);
        if (named === undefined) unknown.push(node);
        else lists[node.type.replace('_declaration', '')]?.push(named);
        break;
      }
      default:
        unknown.push(node);
    }
    decorators = [];
  }
  return {
    file,
    root,
    parameters,
    variables: lists['variable'] ?? [],
    resources: lists['resource'] ?? [],
    modules: lists['module'] ?? [],
    outputs: lists['output'] ?? [],
    unknown,
  };
}

function readParameter(parts: readonly Node[], decorators: readonly Node[], node: Node): Parameter {
  const [name, type, fallback] = parts;
  const calls = decorators.map((decorator) => {
    const [call] = partsOf(decorator);
    return call === undefined ? undefined : readValue(call);
  });
  const called = (wanted: string) => calls.find((call) => call?.kind === 'call' && call.name === wanted);
  const allowed = called('allowed');
  const [list] = allowed?.kind === 'call' ? allowed.given : [];
  return {
    name: name?.text ?? '',
    type: type?.text ?? '',
    fallback: fallback && readValue(fallback),
    allowed:
      list?.kind === 'array'
        ? list.items.flatMap((item) => (item.kind === 'literal' ? [item.value] : []))
        : undefined,
    secure: called('secure') !== undefined,
    node,
  };
}

function readDeclared(parts: readonly Node[], node: Node): Declared | undefined {
  const [name, ...rest] = parts;
  const last = rest.at(-1);
  if (name === undefined || last === undefined) return undefined;
  const conditional = last.type === 'if_statement';
  const body = conditional ? partsOf(last).at(-1) : last;
  if (body === undefined || last.type === 'for_statement') return undefined;
  const [what] = rest;
  return {
    name: name.text,
    what: what?.type === 'string' && rest.length > 1 ? what.text.slice(1, -1) : '',
    body: readValue(body),
    conditional,
    node,
  };
}

/** Reads an expression as far as its form tells. */
export function readValue(node: Node): Value {
  const parts = partsOf(node);
  switch (node.type) {
    case 'string':
      if (parts.some((part) => part.type === 'interpolation')) return {kind: 'text', node};
      return {kind: 'literal', value: node.text.slice(1, -1).replaceAll("\\'", "'"), node};
    case 'number':
      return {kind: 'literal', value: Number(node.text), node};
    case 'boolean':
      return {kind: 'literal', value: node.text === 'true', node};
    case 'null':
      return {kind: 'literal', value: null, node};
    case 'identifier':
      return {kind: 'name', name: node.text, node};
    case 'array':
      return {kind: 'array', items: parts.map(readValue), node};
    case 'object':
      return {kind: 'object', entries: parts.map(readEntry), node};
    case 'ternary_expression': {
      const [, ...branches] = parts;
      return {kind: 'either', branches: branches.map(readValue), node};
    }
    case 'parenthesized_expression': {
      const [inner] = parts;
      return inner === undefined ? {kind: 'later', node} : readValue(inner);
    }
    case 'call_expression': {
      const [name, given] = parts;
      if (name?.type !== 'identifier') return {kind: 'later', node};
      return {kind: 'call', name: name.text, given: given ? partsOf(given).map(readValue) : [], node};
    }
    default:
      return {kind: 'later', node};
  }
}

function readEntry(node: Node): Entry {
  const [key, value] = partsOf(node);
  const name = key?.type === 'string' ? readValue(key) : undefined;
  return {
    key: name === undefined ? key?.text : name.kind === 'literal' ? String(name.value) : undefined,
    value: value === undefined ? {kind: 'later', node} : readValue(value),
    node,
  };
}

/** A problem's place. */
export function at(template: Template, node: Node): {readonly file: string; readonly line: number} {
  return {file: template.file, line: lineOf(node)};
}

/** An object's value under a key. */
export function entry(value: Value | undefined, key: string): Value | undefined {
  return value?.kind === 'object' ? value.entries.find((e) => e.key === key)?.value : undefined;
}
