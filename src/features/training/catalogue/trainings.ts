import {join} from 'node:path';
import type {ContentStore} from '../../../platform/content/content-store.ts';
import {readYamlFile, type YamlResult} from '../../../platform/content/yaml-file.ts';
import type {Day, Directory} from '../../../platform/directory/staff.ts';
import type {ContentPlan} from '../../../platform/feature.ts';
import {trainingsAgainst} from '../rules/check.ts';
import {trainingsShape, type Trainings} from '../rules/course.ts';

/** The kind of content under which it is stored, and the file's name. */
export const TRAININGS_KIND = 'trainings';

/** What holds until an organisation has given its own. */
export const NO_TRAININGS: Trainings = trainingsShape.parse({courses: []});

type StaffList = Pick<Directory, 'known' | 'all' | 'sections' | 'refresh'>;

/** Reads a file of courses and checks it, also against the staff list where there is one. */
export async function readTrainings(
  path: string,
  list: StaffList,
  today: Day,
  signal?: AbortSignal,
): Promise<YamlResult<Trainings>> {
  await list.refresh(signal);
  const against = list.known() ? {sections: list.sections(), staff: list.all(), today} : undefined;
  return readYamlFile(path, trainingsAgainst(against));
}

/** The feature's part of a `content push`. */
export async function planTrainings(
  directory: string,
  content: ContentStore,
  list: StaffList,
  today: Day,
): Promise<ContentPlan> {
  const file = await readTrainings(join(directory, `${TRAININGS_KIND}.yaml`), list, today);
  return {
    problems: file.kind === 'wrong' ? file.problems : [],
    async apply(signal) {
      if (file.kind !== 'read') return [];
      return [{name: TRAININGS_KIND, change: await content.put(TRAININGS_KIND, file.source, signal)}];
    },
  };
}
