import {connect} from 'node:net';
import {deflateRawSync, gzipSync} from 'node:zlib';
import fc, {type Arbitrary} from 'fast-check';

const HEAD = 'POST /api/messages HTTP/1.1\r\nHost: bot\r\n';

/** A request as bytes, whole or not, right or not. */
export const requests: Arbitrary<Buffer> = fc
  .tuple(
    fc.oneof(
      fc
        .constantFrom(
          ...[
            '',
            '{}',
            '[]',
            'null',
            '{"type":"message"',
            '['.repeat(60_000),
            '{"a":'.repeat(30_000),
            '"\\ud800"',
            '-',
          ],
        )
        .map((text) => Buffer.from(text)),
      fc.uint8Array({maxLength: 400}).map((bytes) => Buffer.from(bytes)),
      // Half a character, an overlong one, one of another encoding.
      fc
        .constantFrom([0x22, 0xe3, 0x81, 0x22], [0x22, 0xc0, 0xaf, 0x22], [0x22, 0x83, 0x65, 0x22])
        .map((b) => Buffer.from(b)),
      fc.constantFrom(
        gzipSync('{"type":"message"}').subarray(0, 12),
        deflateRawSync('{}'),
        gzipSync('x'.repeat(1e6)),
      ),
    ),
    fc.constantFrom(
      'application/json',
      'application/json; charset=shift_jis',
      'text/plain',
      'multipart/form-data',
      '',
    ),
    fc.constantFrom('', '', 'gzip', 'br', 'deflate', 'identity', 'gzip, gzip'),
    fc.constantFrom<number | 'chunked' | 'none' | 'twice' | 'negative'>(
      0,
      0,
      -3,
      5,
      1e12,
      'chunked',
      'none',
      'twice',
      'negative',
    ),
  )
  .map(([body, type, encoding, length]) => {
    const lengthOf = (off: number) => `Content-Length: ${body.length + off}\r\n`;
    const lengths =
      length === 'chunked'
        ? 'Transfer-Encoding: chunked\r\n'
        : length === 'none'
          ? ''
          : length === 'twice'
            ? `${lengthOf(0)}${lengthOf(1)}`
            : length === 'negative'
              ? 'Content-Length: -1\r\n'
              : lengthOf(Math.max(length, -body.length));
    const coded = encoding === '' ? '' : `Content-Encoding: ${encoding}\r\n`;
    const head = `${HEAD}Connection: close\r\n${type === '' ? '' : `Content-Type: ${type}\r\n`}${coded}${lengths}\r\n`;
    return Buffer.concat([Buffer.from(head), body]);
  });

/**
 * Sends bytes and hangs up.
 *
 * @returns the status of the answer; undefined where there was none
 */
export function send(port: number, bytes: Buffer): Promise<number | undefined> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(bytes);
      // Whoever promised more than came goes away, as people and proxies do.
      setTimeout(() => socket.destroy(), 150).unref();
    });
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      text += chunk;
      if (text.includes('\r\n')) socket.destroy();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      const status = /^HTTP\/1\.1 (\d{3})/.exec(text)?.[1];
      resolve(status === undefined ? undefined : Number(status));
    });
  });
}
