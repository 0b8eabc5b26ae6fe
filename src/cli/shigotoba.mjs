#!/usr/bin/env node
// The commands' entry. In a checkout they run from the sources; a built package has no sources.
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';

if (existsSync(new URL('./main.ts', import.meta.url))) {
  const {compiled} = await import('./run.mjs');
  await import(pathToFileURL(join(compiled(), 'cli/main.js')).href);
} else {
  await import(new URL('./main.js', import.meta.url).href);
}
