import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Catalog} from './azure-types.ts';
import {readTemplate, type Template} from './model.ts';
import {checkReferences} from './references.ts';
import {checkResources} from './resources.ts';
import type {Problem, ReadSyntax} from './syntax.ts';

/** All Bicep files of a folder, read, with what is wrong in their form. */
export function readTemplates(
  folder: string,
  read: ReadSyntax,
): {templates: Template[]; problems: Problem[]} {
  const files = readdirSync(folder, {recursive: true, encoding: 'utf8'}).sort();
  const results = files
    .filter((file) => file.endsWith('.bicep'))
    .map((file) => {
      const {root, problems} = read(file, readFileSync(join(folder, file), 'utf8'));
      return {template: readTemplate(file, root), problems};
    });
  return {templates: results.map((r) => r.template), problems: results.flatMap((r) => r.problems)};
}

/**
 * Everything that can be known of the templates without Azure.
 *
 * @param folder the project's `infra`
 */
export function checkInfra(folder: string, read: ReadSyntax, catalog: Catalog): Problem[] {
  const {templates, problems} = readTemplates(folder, read);
  // What is broken in its form would only be misread.
  if (problems.length > 0) return problems;
  return [
    ...checkReferences(templates),
    ...templates.flatMap((template) => checkResources(template, catalog)),
  ];
}
