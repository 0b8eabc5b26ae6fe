import {READ_ONLY, REQUIRED, type AzureType, type Catalog, type Place, type Property} from './azure-types.ts';
import {at, type Entry, type Template, type Value} from './model.ts';
import {usesIn} from './references.ts';
import {settle} from './settle.ts';
import type {Node, Problem} from './syntax.ts';

/** What Bicep itself puts beside a resource's own properties. */
const BICEP_KEYS = ['parent', 'scope', 'dependsOn'];

type ObjectLike = Extract<AzureType, {$type: 'ObjectType'}>;

/**
 * Holds every resource against Azure's own types: known properties, the required ones there, nothing set that can
 * only be read, literals among those that Azure names (also where it would take others: there a slip hides), and
 * what is read of a resource (`site.properties.defaultHostName`) being there.
 */
export function checkResources(template: Template, catalog: Catalog): Problem[] {
  const problems: Problem[] = [];
  const say = (node: Node, text: string) => void problems.push({...at(template, node), text});

  for (const {name, what, body, node} of template.resources) {
    const place = catalog.resource(what);
    if (place === undefined) {
      say(node, `no type ${what}`);
      continue;
    }
    check(settle(body, template), place, what.split('@')[0] ?? '', true);
    for (const use of usesIn(template.root)) {
      if (use.name === name) read(use.path, place, use.node);
    }
  }
  return problems;

  function check(value: Value, place: Place, path: string, top = false): void {
    const {type} = place;
    switch (value.kind) {
      case 'either':
        for (const branch of value.branches) check(branch, place, path);
        return;
      case 'later':
      case 'call':
        return;
      case 'name': {
        const parameter = template.parameters.find(({name}) => name === value.name);
        if (parameter === undefined) return;
        if (!fits(typeOfParameter(parameter.type), place))
          say(value.node, `${path}: ${parameter.type} does not fit`);
        for (const allowed of parameter.allowed ?? []) literal(allowed, place, path, value.node);
        return;
      }
      case 'text':
        if (!fits('string', place)) say(value.node, `${path}: a text does not fit`);
        return;
      case 'literal':
        // Null leaves it out.
        if (value.value !== null) literal(value.value, place, path, value.node);
        return;
      case 'array':
        if (type.$type === 'AnyType') return;
        if (type.$type !== 'ArrayType') {
          say(value.node, `${path}: a list does not fit`);
          return;
        }
        for (const [i, item] of value.items.entries())
          check(item, place.follow(type.itemType), `${path}[${i}]`);
        return;
      case 'object': {
        object(value.entries, value.node, place, path, top);
        return;
      }
    }
  }

  function object(entries: readonly Entry[], node: Node, place: Place, path: string, top: boolean): void {
    const {type} = place;
    if (type.$type === 'AnyType') return;
    const shape = objectOf(place, entries);
    if (shape === undefined) {
      const why =
        type.$type === 'DiscriminatedObjectType' ? `no such ${type.discriminator}` : 'an object does not fit';
      say(node, `${path}: ${why}`);
      return;
    }
    for (const {key, value, node: here} of entries) {
      if (top && key !== undefined && BICEP_KEYS.includes(key)) continue;
      const found = key === undefined ? undefined : shape.properties[key];
      const below = `${path}.${key ?? '*'}`;
      if (found !== undefined) {
        // A name is a part of the resource's own address and always set.
        if ((found.property.flags & READ_ONLY) !== 0) say(here, `${below}: can only be read`);
        else check(value, found.place(), below);
      } else if (shape.additional !== undefined) check(value, shape.additional(), below);
      else say(here, `${below}: no such property`);
    }
    for (const [key, {property}] of Object.entries(shape.properties)) {
      const required = (property.flags & REQUIRED) !== 0 && (property.flags & READ_ONLY) === 0;
      if (required && !entries.some((e) => e.key === key)) say(node, `${path}.${key}: is required`);
    }
  }

  function literal(value: string | number | boolean | null, place: Place, path: string, node: Node): void {
    const problem = literalProblem(value, place);
    if (problem !== undefined) say(node, `${path}: ${problem}`);
  }

  function read(names: readonly string[], place: Place, node: Node): void {
    let here = place;
    for (const name of names) {
      const shape = objectOf(here, []);
      // A body of several kinds is not followed.
      if (shape === undefined) return;
      const found = shape.properties[name];
      if (found === undefined) {
        if (shape.additional === undefined) say(node, `${names.join('.')}: nothing there to read`);
        return;
      }
      here = found.place();
    }
  }
}

function literalProblem(value: string | number | boolean | null, place: Place): string | undefined {
  const {type} = place;
  const kind = typeof value;
  if (!fits(kind === 'number' ? 'int' : kind === 'boolean' ? 'bool' : 'string', place)) {
    return `${JSON.stringify(value)} does not fit`;
  }
  if (typeof value !== 'string') return undefined;
  const known = literalsOf(place);
  if (known.length > 0 && !known.includes(value))
    return `${JSON.stringify(value)} is none of ${known.join(', ')}`;
  if (type.$type !== 'StringType') return undefined;
  if (value.length < (type.minLength ?? 0)) return `${JSON.stringify(value)} is too short`;
  if (value.length > (type.maxLength ?? Infinity)) return `${JSON.stringify(value)} is too long`;
  if (type.pattern !== undefined && !new RegExp(type.pattern).test(value)) {
    return `${JSON.stringify(value)} is not like ${type.pattern}`;
  }
  return undefined;
}

function literalsOf(place: Place): string[] {
  const {type} = place;
  if (type.$type === 'StringLiteralType') return [type.value];
  return type.$type === 'UnionType' ? type.elements.flatMap((ref) => literalsOf(place.follow(ref))) : [];
}

/** A parameter's type in Bicep's words: `string`, `int`, `bool`, `object`, `array`. */
function typeOfParameter(type: string): string {
  return type.endsWith('[]') ? 'array' : type;
}

function fits(kind: string, place: Place): boolean {
  const {type} = place;
  switch (type.$type) {
    case 'AnyType':
      return true;
    case 'UnionType':
      return type.elements.some((ref) => fits(kind, place.follow(ref)));
    case 'StringType':
    case 'StringLiteralType':
      return kind === 'string';
    case 'IntegerType':
      return kind === 'int';
    case 'BooleanType':
      return kind === 'bool';
    case 'ArrayType':
      return kind === 'array';
    case 'ObjectType':
    case 'DiscriminatedObjectType':
      return kind === 'object';
    default:
      return false;
  }
}

/** An object's properties; of one with several kinds, those of the kind that it names. */
function objectOf(place: Place, entries: readonly Entry[]) {
  const {type} = place;
  if (type.$type === 'ObjectType') return shapeOf(type, place, {});
  if (type.$type !== 'DiscriminatedObjectType') return undefined;
  const kind = entries.find(({key}) => key === type.discriminator)?.value;
  const ref = kind?.kind === 'literal' ? type.elements[String(kind.value)] : undefined;
  if (ref === undefined) return undefined;
  const element = place.follow(ref);
  return element.type.$type === 'ObjectType'
    ? shapeOf(element.type, element, propertiesOf(type.baseProperties, place))
    : undefined;
}

function shapeOf(type: ObjectLike, place: Place, base: ReturnType<typeof propertiesOf>) {
  const {additionalProperties: more} = type;
  return {
    properties: {...base, ...propertiesOf(type.properties, place)},
    additional: more === undefined ? undefined : () => place.follow(more),
  };
}

function propertiesOf(
  all: Readonly<Record<string, Property>>,
  place: Place,
): Readonly<Record<string, {readonly property: Property; readonly place: () => Place}>> {
  return Object.fromEntries(
    Object.entries(all).map(([name, property]) => [
      name,
      {property, place: () => place.follow(property.type)},
    ]),
  );
}
