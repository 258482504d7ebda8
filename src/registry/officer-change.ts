import { DomainError } from '../common/errors.js';
import type { ChangeOfficerDto } from './officer.dto.js';
import type { OfficerChange } from './officers.service.js';

/**
 * What a machine sent as a change of an officer.
 * @throws DomainError `invalid`: days of a value that is not given, or days in the wrong order
 */
export function officerChangeOf(sent: ChangeOfficerDto, todayOn: string): OfficerChange {
  const { rank, rankFrom, rankUntil, nameWithheld, nameWithheldFrom, nameWithheldUntil, ...rest } = sent;
  const { serviceFrom, serviceUntil, ...columns } = rest;
  if (rank === undefined && (rankFrom ?? rankUntil) !== undefined) {
    throw DomainError.field('rank', 'Give the rank that holds on these days');
  }
  if (nameWithheld === undefined && (nameWithheldFrom ?? nameWithheldUntil) !== undefined) {
    throw DomainError.field('nameWithheld', 'Say whether the name is withheld on these days');
  }
  const rankOn = rankFrom ?? todayOn;
  const withheldOn = nameWithheldFrom ?? todayOn;
  refuseReversed('rankUntil', rankOn, rankUntil);
  refuseReversed('nameWithheldUntil', withheldOn, nameWithheldUntil);
  return {
    ...columns,
    ...(serviceFrom !== undefined && { serviceFromOn: serviceFrom }),
    ...(serviceUntil !== undefined && { serviceUntilOn: serviceUntil }),
    ...(rank !== undefined && {
      rank: { value: rank, fromOn: rankOn, ...(rankUntil !== undefined && { untilOn: rankUntil }) },
    }),
    // A name that is to be withheld stays so: a period recorded earlier must not publish it again.
    ...(nameWithheld !== undefined && {
      withheld: { value: nameWithheld, fromOn: withheldOn, untilOn: nameWithheldUntil ?? null },
    }),
  };
}

function refuseReversed(field: string, fromOn: string, untilOn: string | null | undefined): void {
  if (untilOn && untilOn < fromOn)
    throw DomainError.field(field, 'The last day must not be before the first');
}
