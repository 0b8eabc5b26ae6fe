import encodeQR from 'qr';
import {CodedError, EXIT} from '../../../kernel/errors.ts';
import {escapeXml} from '../../../platform/chart/escape-xml.ts';
import {putFile} from '../../../platform/command-output.ts';
import type {Command} from '../../../platform/feature.ts';
import type {Office} from '../../../platform/office/shape.ts';
import {floorsOf, seatCode} from '../rules/place.ts';

export interface QrDeps {
  readonly office: (signal?: AbortSignal) => Promise<Office>;
  /** The bot's app id, for links that open the chat with it. */
  readonly botId: string | undefined;
}

/** `whereabouts qr`: sheets of codes for the desks, to print from a browser. */
export function qrCommand({office, botId}: QrDeps): Command {
  return {
    name: 'whereabouts qr',
    describe: {
      ja: '机に貼る二次元コードのシート（HTML。ブラウザーで印刷します）',
      en: 'Sheets of QR codes for the desks, as a page to print from a browser',
    },
    role: 'operator',
    changes: false,
    arguments: [{name: '<file>', describe: {ja: '書き出すHTMLファイル', en: 'the page to write'}}],
    options: [
      {flags: '--floor <number>', describe: {ja: 'この階だけ（地下は負の数）', en: 'of this floor alone'}},
      {
        flags: '--bot <id>',
        describe: {
          ja: 'ボットのアプリID（省略時は設定のもの）',
          en: "the bot's app id; default: of the settings",
        },
      },
    ],
    async run({arguments: [file = ''], options}, io) {
      const current = await office(io.signal);
      const id = typeof options['bot'] === 'string' ? options['bot'] : botId;
      const wanted = options['floor'] === undefined ? undefined : Number(options['floor']);
      if (wanted !== undefined && !Number.isInteger(wanted)) {
        throw new CodedError('command/usage', {what: `--floor ${String(options['floor'])}`});
      }
      const seats = seatsOf(current, wanted);
      if (seats.length === 0) {
        io.err('この階には番号のある席がありません。office.yaml のエリアに code と seats を書いてください。');
        io.err('No desk has a code there. Give the areas `code` and `seats` in office.yaml.');
        return EXIT.refused;
      }
      await putFile(file, sheetOf(seats, id));
      io.out(`${file}: ${seats.length}`);
      return EXIT.done;
    },
  };
}

/** A desk with its code and what people call the area. */
export interface Seat {
  readonly code: string;
  readonly place: string;
}

/** The desks that have codes. */
export function seatsOf(office: Office, wanted: number | undefined): Seat[] {
  return floorsOf(office)
    .filter(({floor}) => wanted === undefined || floor.number === wanted)
    .flatMap(({floor}) =>
      floor.areas.flatMap(({code, seats, name}) =>
        code === undefined
          ? []
          : Array.from({length: seats ?? 0}, (_, i) => ({
              code: seatCode(floor.number, code, i + 1),
              place: `${floor.name.ja} ${name.ja}`,
            })),
      ),
    );
}

/**
 * What the code says: the documented link that opens a chat with the text filled in; without a bot to chat with, the
 * code itself, to be typed or pasted.
 */
export function linkOf(code: string, botId: string | undefined): string {
  if (botId === undefined) return code;
  const query = new URLSearchParams({users: `28:${botId}`, message: code});
  return `https://teams.microsoft.com/l/chat/0/0?${query.toString()}`;
}

/** The page: twelve desks a sheet, each with its code in letters, since phones are not allowed everywhere. */
export function sheetOf(seats: readonly Seat[], botId: string | undefined): string {
  const cells = seats.map(
    ({code, place}) =>
      `<figure>${encodeQR(linkOf(code, botId), 'svg')}<figcaption><b>${escapeXml(code)}</b><br>${escapeXml(place)}</figcaption></figure>`,
  );
  return `<!doctype html>
<html lang="ja"><meta charset="utf-8"><title>居場所の二次元コード</title>
<style>
body { font-family: sans-serif; margin: 0; }
main { display: grid; grid-template-columns: repeat(3, 1fr); gap: 8mm; padding: 8mm; }
figure { margin: 0; text-align: center; break-inside: avoid; border: 1px dashed gray; padding: 4mm; }
svg { width: 40mm; height: 40mm; }
b { font-size: 18pt; }
</style>
<main>
${cells.join('\n')}
</main>
</html>
`;
}
