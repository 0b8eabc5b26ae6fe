import {readFileSync} from 'node:fs';
import {Copy, DockerfileParser, type Instruction} from 'dockerfile-ast';

/** One stage of a Dockerfile. */
export interface Stage {
  readonly image: string;
  readonly name: string | undefined;
  readonly steps: readonly Step[];
}

export interface Step {
  readonly keyword: string;
  /** All after the keyword, joined where lines were continued. */
  readonly words: string;
  /** Of `COPY --from=build`: the stage's name. */
  readonly from: string | undefined;
}

/** Reads a Dockerfile's stages. */
export function readDockerfile(path: string): readonly Stage[] {
  const stages: {image: string; name: string | undefined; steps: Step[]}[] = [];
  for (const instruction of DockerfileParser.parse(readFileSync(path, 'utf8')).getInstructions()) {
    const words = wordsOf(instruction);
    if (instruction.getKeyword() === 'FROM') {
      const [image = '', , name] = words.split(' ');
      stages.push({image, name, steps: []});
      continue;
    }
    const from =
      instruction instanceof Copy ? (instruction.getFromFlag()?.getValue() ?? undefined) : undefined;
    stages.at(-1)?.steps.push({
      keyword: instruction.getKeyword(),
      words,
      from,
    });
  }
  return stages;
}

function wordsOf(instruction: Instruction): string {
  return (instruction.getRawArgumentsContent() ?? '').replace(/\\\n\s*/g, ' ').trim();
}
