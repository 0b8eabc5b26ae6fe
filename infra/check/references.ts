import {dirname, join, normalize} from 'node:path';
import {at, entry, type Template} from './model.ts';
import {partsOf, type Node, type Problem} from './syntax.ts';

/** The functions of Bicep that are used here; another name is more likely a slip. */
const FUNCTIONS = new Set([
  'concat',
  'environment',
  'guid',
  'subscriptionResourceId',
  'tenant',
  'toLower',
  'union',
  'uniqueString',
]);

/** Where a declaration is named, and where a name is used. */
interface Use {
  readonly name: string;
  readonly node: Node;
  /** What is asked of it: `storage.outputs.accountId` has `outputs`, `accountId`. */
  readonly path: readonly string[];
}

/**
 * Holds names against declarations: within a file, of a module's parameters and outputs against the module's file,
 * and of everything declared against its being used.
 */
export function checkReferences(templates: readonly Template[]): Problem[] {
  return templates.flatMap((template) => [
    ...checkNames(template),
    ...template.modules.flatMap((module) => {
      const path = normalize(join(dirname(template.file), module.what));
      const target = templates.find(({file}) => normalize(file) === path);
      if (target === undefined) return [{...at(template, module.node), text: `no file ${module.what}`}];
      return [
        ...checkParameters(template, module, target),
        ...usesIn(template.root)
          .filter(({name, path: [first]}) => name === module.name && first === 'outputs')
          .filter(({path: [, output]}) => !target.outputs.some(({name}) => name === output))
          .map(({node, path: [, output]}) => ({
            ...at(template, node),
            text: `${module.what} has no output ${output ?? ''}`,
          })),
      ];
    }),
  ]);
}

function checkNames(template: Template): Problem[] {
  const {parameters, variables, resources, modules} = template;
  const names = [...parameters, ...variables, ...resources, ...modules].map(({name}) => name);
  const uses = usesIn(template.root);
  const problems: Problem[] = template.unknown.map((node) => ({
    ...at(template, node),
    text: `a declaration that this check does not know: ${node.type}`,
  }));
  for (const [i, name] of names.entries()) {
    if (names.indexOf(name) !== i)
      problems.push({file: template.file, line: 1, text: `declared twice: ${name}`});
  }
  for (const {name, node} of uses) {
    if (!names.includes(name)) problems.push({...at(template, node), text: `nothing is called ${name}`});
  }
  for (const {name, node} of callsIn(template.root)) {
    if (!FUNCTIONS.has(name)) problems.push({...at(template, node), text: `no function is called ${name}`});
  }
  for (const {name, node} of [...parameters, ...variables]) {
    if (!uses.some((use) => use.name === name))
      problems.push({...at(template, node), text: `not used: ${name}`});
  }
  return problems;
}

function checkParameters(
  template: Template,
  module: Template['modules'][number],
  target: Template,
): Problem[] {
  const params = entry(module.body, 'params');
  const given = params?.kind === 'object' ? params.entries : [];
  const problems: Problem[] = [];
  for (const {key, node} of given) {
    if (!target.parameters.some(({name}) => name === key)) {
      problems.push({...at(template, node), text: `${module.what} takes no ${key ?? ''}`});
    }
  }
  for (const {name, fallback} of target.parameters) {
    if (fallback === undefined && !given.some(({key}) => key === name)) {
      problems.push({...at(template, module.node), text: `${module.what} wants ${name}`});
    }
  }
  return problems;
}

/** Every use of a name in a file, with what is asked of it. */
export function usesIn(node: Node): Use[] {
  switch (node.type) {
    case 'identifier':
      return [{name: node.text, node, path: []}];
    case 'decorators':
    case 'type':
      return [];
    case 'parameter_declaration':
    case 'variable_declaration':
    case 'resource_declaration':
    case 'module_declaration':
    case 'output_declaration':
    case 'object_property': {
      // The first part is the name itself, unless it is put together.
      const [first, ...rest] = partsOf(node);
      return [...(first?.type === 'string' ? usesIn(first) : []), ...rest.flatMap(usesIn)];
    }
    case 'call_expression': {
      const [name, ...rest] = partsOf(node);
      return [
        ...(name?.type === 'identifier' || name === undefined ? [] : usesIn(name)),
        ...rest.flatMap(usesIn),
      ];
    }
    case 'member_expression': {
      const [object, property] = partsOf(node);
      const inner = object === undefined ? [] : usesIn(object);
      const [only] = inner;
      // `a.b.c` and `a!.b.c` are one use of `a`; of `f(a).b` the property belongs to what f gives.
      if (only === undefined || inner.length > 1 || object?.type === 'call_expression') return inner;
      return [{...only, node, path: [...only.path, property?.text ?? '']}];
    }
    default:
      return partsOf(node).flatMap(usesIn);
  }
}

function callsIn(node: Node): {name: string; node: Node}[] {
  if (node.type === 'decorators') return [];
  const within = partsOf(node).flatMap(callsIn);
  const [name] = partsOf(node);
  return node.type === 'call_expression' && name?.type === 'identifier'
    ? [{name: name.text, node}, ...within]
    : within;
}
