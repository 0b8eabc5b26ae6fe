import type {DayText, MinuteOfDay} from '../../../kernel/time.ts';
import {boothOf, boothsOfKind, kindOf} from '../../../platform/office/office.ts';
import type {Booth, BoothKind, Office, Site} from '../../../platform/office/shape.ts';
import type {Wanted} from '../rules/choices.ts';

/**
 * A booking as far as it has been chosen. It travels in the data of the card's buttons and is looked at anew at
 * each press: anything may stand in it.
 */
export interface Draft {
  readonly kind?: string | undefined;
  readonly booth?: string | undefined;
  readonly site?: string | undefined;
  readonly floor?: number | undefined;
  readonly day?: DayText | undefined;
  readonly from?: MinuteOfDay | undefined;
  readonly minutes?: number | undefined;
  /** The booking that this is to replace. */
  readonly moving?: string | undefined;
}

/** The draft with what follows from it: the kind of a booth, the only kind, the only site. */
export function completed(draft: Draft, office: Office): Draft {
  const booth = draft.booth === undefined ? undefined : boothOf(office, draft.booth);
  const [only, other] = office.kinds;
  const kind = booth?.kind ?? draft.kind ?? (other === undefined ? only?.id : undefined);
  return {...draft, kind, site: booth?.site ?? draft.site ?? onlySite(kind, draft.floor, office)};
}

function onlySite(kind: string | undefined, floor: number | undefined, office: Office): string | undefined {
  const [only, other] = sitesWith(kind, floor, office);
  return other === undefined ? only?.id : undefined;
}

/** The sites that have booths of a kind. */
export function sitesWith(kind: string | undefined, floor: number | undefined, office: Office): Site[] {
  const booths = kind === undefined ? office.booths : boothsOfKind(office, kind);
  const here = booths.filter((booth) => floor === undefined || booth.floor === floor);
  return office.sites.filter(({id}) => here.some((booth) => booth.site === id));
}

/** What the rules are asked for; undefined while the kind is open. */
export function wantedOf({kind, booth, site, floor}: Draft): Wanted | undefined {
  if (booth !== undefined) return {booth};
  if (kind === undefined) return undefined;
  return {kind, ...(site === undefined ? {} : {site}), ...(floor === undefined ? {} : {floor})};
}

/** The kind of a draft. */
export function draftKind({kind}: Draft, office: Office): BoothKind | undefined {
  return kind === undefined ? undefined : kindOf(office, kind);
}

/** The booths among which a draft leaves the choice, its own booth not regarded. */
export function boothsFor({kind, site, floor}: Draft, office: Office): Booth[] {
  return (kind === undefined ? office.booths : boothsOfKind(office, kind)).filter(
    (booth) => (site === undefined || booth.site === site) && (floor === undefined || booth.floor === floor),
  );
}
