#!/usr/bin/env node
// The commands' entry. In a checkout the sources run as they are; a built package has no sources to run.
import {existsSync} from 'node:fs';

const source = new URL('./main.ts', import.meta.url);
if (existsSync(source)) {
  const {register} = await import('tsx/esm/api');
  register();
  await import(source.href);
} else {
  await import(new URL('./main.js', import.meta.url).href);
}
