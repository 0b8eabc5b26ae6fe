import {checkOffice} from './check.ts';
import {officeShape, type Booth, type BoothKind, type Office, type Site} from './shape.ts';

/** `content/office.yaml`, read and checked as a whole. */
export const officeSchema = officeShape.check(checkOffice);

/** The kind of content under which it is stored, and the file's name. */
export const OFFICE_KIND = 'office';

/** What holds until an organisation has given its own: no booths; weekends and national holidays are closed. */
export const NO_OFFICE: Office = {
  sites: [],
  calendars: {
    organisation: {weekends: ['sat', 'sun'], nationalHolidays: true, closed: [], open: []},
    sites: {},
    sections: {},
  },
  kinds: [],
  booths: [],
};

/** A booth by its id; undefined where the office has none such, say since it was taken out of the file. */
export function boothOf({booths}: Office, id: string): Booth | undefined {
  return booths.find((booth) => booth.id === id);
}

/** A kind of booth by its id. */
export function kindOf({kinds}: Office, id: string): BoothKind | undefined {
  return kinds.find((kind) => kind.id === id);
}

/** The booths of a kind in the order of the file. */
export function boothsOfKind({booths}: Office, kind: string): Booth[] {
  return booths.filter((booth) => booth.kind === kind);
}

/** A site by its id. */
export function siteOf({sites}: Office, id: string): Site | undefined {
  return sites.find((site) => site.id === id);
}
