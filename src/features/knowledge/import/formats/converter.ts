/** The thread that converts: it takes one file, answers, and ends. */
import {parentPort, workerData} from 'node:worker_threads';
import {convertHere} from './convert-here.ts';
import type {Format} from './converted.ts';

const {format, bytes} = workerData as {format: Format; bytes: Uint8Array};
parentPort?.postMessage(await convertHere(format, bytes));
