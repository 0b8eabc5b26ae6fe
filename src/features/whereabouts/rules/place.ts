import type {Area, Floor, Office} from '../../../platform/office/shape.ts';
import type {Where} from './state.ts';

type PlaceOf = Extract<Where, {kind: 'place'}>;

export interface FoundFloor {
  readonly site: string;
  readonly floor: Floor;
}

/** Every floor of the office, in the order of the file. */
export function floorsOf(office: Office): FoundFloor[] {
  return office.sites.flatMap(({id, floors}) => floors.map((floor) => ({site: id, floor})));
}

/** A floor by its number; of several sites that have it, the first. */
export function floorOf(office: Office, number: number, site?: string): FoundFloor | undefined {
  return floorsOf(office).find(
    (each) => each.floor.number === number && (site === undefined || each.site === site),
  );
}

export function areaOf(floor: Floor, id: string | undefined): Area | undefined {
  return floor.areas.find((area) => area.id === id);
}

const SEAT = /(?<![a-z0-9])(b)?(\d{1,2})f[-ー]([a-z]{1,2})[-ー]0*(\d{1,3})(?![0-9a-z])/iu;

/** The code on a desk in its one form, `6F-C-12`. */
export function seatCode(floor: number, area: string, number: number): string {
  return `${floor < 0 ? 'B' : ''}${Math.abs(floor)}F-${area}-${number}`;
}

/**
 * The desk whose code stands in a text.
 *
 * @returns `unknown` where it looks like a code and the office has no such desk; undefined where none stands there
 */
export function readSeat(text: string, office: Office): PlaceOf | 'unknown' | undefined {
  const match = SEAT.exec(text);
  if (match === null) return undefined;
  const [, below, level = '', letters = '', number = ''] = match;
  const floor = Number(level) * (below === undefined ? 1 : -1);
  for (const {site, floor: found} of floorsOf(office)) {
    if (found.number !== floor) continue;
    const area = found.areas.find(({code}) => code === letters.toUpperCase());
    if (area !== undefined && Number(number) >= 1 && Number(number) <= (area.seats ?? 0)) {
      return {
        kind: 'place',
        site,
        floor,
        area: area.id,
        seat: seatCode(floor, area.code ?? '', Number(number)),
      };
    }
  }
  return 'unknown';
}

/** Whether the office has such a place; what a card sends back need not be what was put there. */
export function isPlace(where: Where, office: Office): boolean {
  if (where.kind !== 'place') return true;
  const found = floorOf(office, where.floor, where.site);
  if (found === undefined) return false;
  if (where.area !== undefined && areaOf(found.floor, where.area) === undefined) return false;
  if (where.seat === undefined) return true;
  const seat = readSeat(where.seat, office);
  return typeof seat === 'object' && seat.floor === where.floor && seat.area === where.area;
}

/** How full an area is, in three bands; of an area whose seats are not counted, undefined. */
export function bandOf(
  people: number,
  seats: number | undefined,
  bands: {readonly busy: number; readonly full: number},
): 'free' | 'busy' | 'full' | undefined {
  if (seats === undefined) return undefined;
  const share = people / seats;
  return share >= bands.full ? 'full' : share >= bands.busy ? 'busy' : 'free';
}
