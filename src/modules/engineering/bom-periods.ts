import { DomainError } from '../../kernel/domain-error.js';
import type { Tx } from '../../platform/database/index.js';
import { deactivateVersions, readOverlapping } from './boms.repository.js';
import { EngineeringErrors } from './engineering.errors.js';

type Days = Pick<VersionPeriod, 'effective_from' | 'effective_to'>;

/** A version and the days on which it counts while it is active: from inclusive, to exclusive. */
export interface VersionPeriod {
  id: number | null;
  product_id: number;
  effective_from: string | null;
  effective_to: string | null;
}

/**
 * Makes room for a version that becomes active. One that counts on every day takes the place of the one that did so
 * before; in every other case versions whose days overlap are refused. Call it with the structure lock held.
 */
export async function makeRoom(tx: Tx, version: VersionPeriod): Promise<void> {
  const everyDay = version.effective_from === null && version.effective_to === null;
  if (everyDay) await deactivateVersions(tx, [], [version.product_id]);
  await refuseOverlap(tx, version);
}

/** Refuses (422) a period without days. */
export function refuseEmpty({ effective_from: from, effective_to: to }: Days): void {
  if (from === null || to === null || to > from) return;
  const { emptyVersionPeriod: definition } = EngineeringErrors;
  const error = { pointer: '/effective_to', code: definition.code, detail: definition.title };
  throw new DomainError(definition, { errors: [error] });
}

/** Refuses (409) days on which another active version of the product counts, and names those. */
export async function refuseOverlap(tx: Tx, version: VersionPeriod): Promise<void> {
  const { id, product_id: productId, effective_from: from, effective_to: to } = version;
  const overlapping = await readOverlapping(tx, productId, { id, from, to });
  if (overlapping.length === 0) return;
  const { versionsOverlap: definition } = EngineeringErrors;
  const told = overlapping.map((one) => `version ${one.bom_version} (${days(one)})`).join(', ');
  const detail = `These days belong to ${told} too. End or deactivate it first.`;
  throw new DomainError(definition, {
    detail,
    errors: [{ pointer: '/effective_from', code: definition.code, detail }],
    extra: { versions: overlapping },
  });
}

function days({ effective_from: from, effective_to: to }: Days): string {
  if (from === null) return to === null ? 'every day' : `until ${to}`;
  return to === null ? `from ${from}` : `from ${from} until ${to}`;
}
