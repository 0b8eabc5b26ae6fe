// Fetches and puts a file over TLS, in a process that was told at its start whom to trust.
import {createTransfer} from '../../../../src/platform/teams/files/transfer.ts';

const [host = ''] = process.argv.slice(2);
const transfer = createTransfer((address) => address.startsWith(host));
const {signal} = new AbortController();
const fetched = await transfer.download(`${host}/a`, 1_000, signal);
const bytes = fetched.kind === 'fetched' ? [...fetched.bytes] : [];
const put = await transfer.upload(`${host}/b`, new Uint8Array([4, 5]), signal);
console.log(JSON.stringify({fetched: fetched.kind, bytes, put}));
