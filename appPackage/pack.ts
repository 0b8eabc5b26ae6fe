import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {parseEnv} from 'node:util';
import {AppManifestUtils, type TeamsManifest} from '@microsoft/app-manifest';
import {strToU8, zipSync} from 'fflate';
import {PNG} from 'pngjs';
import {z} from 'zod/v4';

/** The app's package, or what is wrong with it. */
export type Packed =
  | {readonly kind: 'packed'; readonly zip: Uint8Array; readonly hints: readonly string[]}
  | {readonly kind: 'refused'; readonly problems: readonly string[]};

/** What is looked at here; all else is the schema's. */
const manifestSchema = z.looseObject({
  developer: z.looseObject({websiteUrl: z.string(), privacyUrl: z.string(), termsOfUseUrl: z.string()}),
  icons: z.object({color: z.string(), outline: z.string()}),
  localizationInfo: z.looseObject({additionalLanguages: z.array(z.looseObject({file: z.string()}))}),
  validDomains: z.array(z.string()),
});

const ICON_SIZES = {color: 192, outline: 32} as const;
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const PLACEHOLDER = /\$\{\{\s*(\w+)\s*\}\}/g;

/**
 * The variables of one environment, as the Agents Toolkit reads them: `.env.NAME`, over it the ignored
 * `.env.NAME.user`, over both the process's own.
 *
 * @param folder the project's `env`
 * @returns undefined where there is no such environment
 */
export function readEnvFiles(
  folder: string,
  name: string,
  own: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string | undefined>> | undefined {
  // A name, no path.
  if (!/^[a-z0-9-]+$/.test(name) || !existsSync(join(folder, `.env.${name}`))) return undefined;
  const read = (file: string) => (existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {});
  const set = Object.entries(own).filter(([, value]) => value !== undefined && value !== '');
  return {
    ...read(join(folder, `.env.${name}`)),
    ...read(join(folder, `.env.${name}.user`)),
    ...Object.fromEntries(set),
  };
}

/**
 * Fills the manifest's placeholders, checks it against its schema (which the validator brings along) and zips it
 * with its icons and languages. The same files give the same bytes.
 *
 * @param folder the project's `appPackage`
 */
export async function packApp(
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Packed> {
  const problems: string[] = [];
  const raw = readFileSync(join(folder, 'manifest.json'), 'utf8');
  const text = raw.replace(PLACEHOLDER, (whole, name: string) => {
    const value = env[name] ?? '';
    if (value === '') problems.push(`${name}: 値がありません。 Has no value.`);
    else if (name.endsWith('_ID') && !GUID.test(value)) {
      problems.push(`${name}: GUID ではありません。 Is no GUID: ${JSON.stringify(value)}`);
    } else return JSON.stringify(value).slice(1, -1);
    return whole;
  });
  if (problems.length > 0) return {kind: 'refused', problems: [...new Set(problems)]};

  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return {kind: 'refused', problems: [`manifest.json: ${error instanceof Error ? error.message : ''}`]};
  }
  // The validator takes anything and finds out whether it is one.
  const found = await AppManifestUtils.validateAgainstSchema(json as TeamsManifest);
  if (found.length > 0)
    return {kind: 'refused', problems: found.map((problem) => `manifest.json: ${problem}`)};
  const manifest = manifestSchema.parse(json);

  const files: Record<string, Uint8Array> = {'manifest.json': strToU8(text)};
  for (const {file} of manifest.localizationInfo.additionalLanguages) {
    const language = readFileSync(join(folder, file), 'utf8');
    JSON.parse(language);
    files[file] = strToU8(language);
  }
  for (const [kind, size] of Object.entries(ICON_SIZES)) {
    const file = manifest.icons[kind as keyof typeof ICON_SIZES];
    const bytes = readFileSync(join(folder, file));
    const {width, height} = PNG.sync.read(bytes);
    if (width !== size || height !== size) {
      problems.push(`${file}: ${size}×${size} ではなく Not ${size}×${size} but ${width}×${height}`);
    }
    files[file] = bytes;
  }
  for (const domain of manifest.validDomains) {
    if (domain !== env['BOT_DOMAIN']) {
      problems.push(`validDomains: ボット自身のものではありません。 Is not the bot's own: ${domain}`);
    }
  }
  if (problems.length > 0) return {kind: 'refused', problems};
  // A fixed day, in the machine's own zone, which is what ZIP knows.
  const zip = zipSync(files, {level: 9, mtime: new Date(1980, 0, 1)});
  return {kind: 'packed', zip, hints: hints(manifest, env)};
}

/** What is right by the schema and still not meant for a city. */
function hints(
  {developer}: z.infer<typeof manifestSchema>,
  env: Readonly<Record<string, string | undefined>>,
): string[] {
  const found: string[] = [];
  if (Object.values(developer).some((value) => typeof value === 'string' && /\bexample\.jp\b/.test(value))) {
    found.push(
      'appPackage/manifest.json の developer が見本のままです。 Its developer is still the sample: name, privacy and terms.',
    );
  }
  for (const name of ['TEAMS_APP_ID', 'BOT_ID']) {
    if (env[name]?.startsWith('5e190000-')) found.push(`${name} が見本のままです。 Is still the sample.`);
  }
  return found;
}
