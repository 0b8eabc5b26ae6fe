import {readFileSync} from 'node:fs';
import {parse} from 'yaml';
import type {IncidentWords} from '../../../src/platform/understand/incident.ts';

// The lists that the project ships: what they recognise is what its users get.
const file = parse(readFileSync('content/incidents.yaml', 'utf8')) as {kinds: readonly IncidentWords[]};

/** Words as a security officer lists them: things, and events in their past form. */
export const INCIDENT_WORDS = file.kinds;
