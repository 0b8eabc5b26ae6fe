import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {createRequire} from 'node:module';
import {dirname, join} from 'node:path';
import {
  ContainerClient,
  ContainerSASPermissions,
  generateBlobSASQueryParameters,
  StorageSharedKeyCredential,
} from '@azure/storage-blob';
import {eventually, freePort, temporaryFolder} from './processes.ts';

// The development account, known to everybody.
const ACCOUNT = 'devstoreaccount1';
const KEY = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';
const HOURS = 3_600_000;

/** A real blob service with one container, as a process of its own, nothing on disk. */
export async function startBlobs(): Promise<{
  /** Of the container, with a signature that may read, list and add. */
  readonly url: string;
  /** Enters it with the account's key. */
  readonly client: ContainerClient;
  stop(): Promise<void>;
}> {
  const folder = await temporaryFolder();
  const port = await freePort();
  const azurite = dirname(createRequire(import.meta.url).resolve('azurite/package.json'));
  const flags = ['--blobHost', '127.0.0.1', '--blobPort', String(port), '--inMemoryPersistence', '--silent'];
  const more = ['--loose', '--disableTelemetry', '--skipApiVersionCheck'];
  const script = join(azurite, 'dist/src/blob/main.js');
  const child = spawn(process.execPath, [script, ...flags, ...more], {cwd: folder.path, stdio: 'ignore'});
  const credential = new StorageSharedKeyCredential(ACCOUNT, KEY);
  const plain = `http://127.0.0.1:${port}/${ACCOUNT}/backups`;
  const client = new ContainerClient(plain, credential);
  await eventually(
    () =>
      client.createIfNotExists().then(
        () => true,
        () => false,
      ),
    20_000,
  );
  const signature = generateBlobSASQueryParameters(
    {
      containerName: 'backups',
      permissions: ContainerSASPermissions.parse('racwl'),
      expiresOn: new Date(Date.now() + HOURS),
    },
    credential,
  );
  return {
    url: `${plain}?${signature.toString()}`,
    client,
    async stop() {
      const ended = once(child, 'close');
      child.kill('SIGKILL');
      await ended;
      await folder.remove();
    },
  };
}
