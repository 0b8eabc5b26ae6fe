import type {Language} from '../../../kernel/person.ts';
import type {StaffMember} from '../../../platform/directory/staff.ts';
import type {HeldItem} from '../../../platform/feature.ts';
import {messages} from './messages.ts';

/**
 * A person's own entry on the staff list. It is the personnel section's, so it is shown and not deleted here.
 *
 * @param isBound whether an account is theirs
 */
export function listedItems(member: StaffMember, isBound: boolean, language: Language): HeldItem[] {
  const m = messages[language];
  const {name, reading, otherNames, main, further, extension, upn, mail, absences, columns} = member;
  const join = language === 'ja' ? '、' : ', ';
  const names = [name, reading, ...otherNames];
  const own = Object.entries(columns).map(([heading, value]) => `${heading} ${value}`);
  const rows: [label: string, values: readonly (string | undefined)[]][] = [
    [m.number, [member.number]],
    [m.name, names],
    [m.posts, [main, ...further].map(({sectionName, unit, post}) => m.unit(sectionName, unit, post))],
    [m.work, [m.workValue(member.employment, member.from), member.ageBand, ...member.flags, ...own]],
    [m.reach, [...new Set([extension, upn, mail])]],
    [m.absences, absences.map(({kind, from, to}) => m.absence(kind, from, to))],
    [m.bound, [isBound ? m.boundValue : undefined]],
    [m.unlisted, [member.unlisted ? m.unlistedValue : undefined]],
  ];
  return rows.flatMap(([label, values]) => {
    const value = values.filter((text) => text !== undefined && text !== '').join(join);
    return value === '' ? [] : [{label, value, kept: m.listKept, stays: m.listStays}];
  });
}
