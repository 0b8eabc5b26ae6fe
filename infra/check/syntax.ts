import {createRequire} from 'node:module';
import {Language, Parser, type Node} from 'web-tree-sitter';

/** A mistake, and where it stands. */
export interface Problem {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

export type {Node};

/** Reads one file's text. The grammar is tree-sitter's: it knows the form of Bicep and nothing of its meaning. */
export type ReadSyntax = (
  file: string,
  text: string,
) => {readonly root: Node; readonly problems: readonly Problem[]};

/** Loads the grammar, which takes a moment. */
export async function loadSyntax(): Promise<ReadSyntax> {
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(
    await Language.load(createRequire(import.meta.url).resolve('tree-sitter-bicep/tree-sitter-bicep.wasm')),
  );
  return (file, text) => {
    const root = parser.parse(text)?.rootNode;
    if (root === undefined) throw new Error(`not parsed: ${file}`);
    const problems = root.hasError
      ? broken(root).map((node) => ({
          file,
          line: lineOf(node),
          text: node.isMissing ? `missing ${node.type}` : `not Bicep: ${firstLine(node.text)}`,
        }))
      : [];
    return {root, problems};
  };
}

/** The line on which a node begins, from 1. */
export function lineOf(node: Node): number {
  return node.startPosition.row + 1;
}

/** The parts that say something: comments and marks left out. */
export function partsOf(node: Node): readonly Node[] {
  return node.namedChildren.filter((child): child is Node => child !== null && child.type !== 'comment');
}

// The innermost broken nodes: an error around them all says less.
function broken(node: Node): Node[] {
  const within = node.children.flatMap((child) => (child?.hasError === true ? broken(child) : []));
  if (within.length > 0) return within;
  return [node];
}

function firstLine(text: string): string {
  return text.split('\n')[0]?.slice(0, 80) ?? '';
}
