import { type Tx, VersionedTable } from '../../platform/database/index.js';
import { QualityErrors } from './quality.errors.js';
import { ScrapReasonEntity } from './scrap-reason.entity.js';
import type { ScrapCategory } from './scrap-records.rules.js';

export const scrapReasons = new VersionedTable<ScrapReasonEntity>(ScrapReasonEntity, {
  notFound: QualityErrors.scrapReasonNotFound,
  sorts: ['sequence', 'id', 'code', 'name'],
  search: ['code', 'name'],
});

/** What the migrations gave the first organization: code, name, description, sequence, category. */
const SEEDS: readonly (readonly [string, string, string, number, ScrapCategory])[] = [
  ['defective_material', 'Defective material', 'Material was faulty before it was used.', 10, 'material'],
  ['print_failure', 'Print failure', 'The print stopped or came loose.', 20, 'print'],
  ['out_of_spec', 'Dimensional out of spec', 'Dimensions are outside the tolerance.', 30, 'process'],
  ['surface_defect', 'Surface defects', 'The surface is not acceptable.', 40, 'process'],
  ['operator_error', 'Operator error', 'A mistake in handling or set-up.', 50, 'operator'],
  ['equipment_malfunction', 'Equipment malfunction', 'A machine or tool failed.', 60, 'equipment'],
  ['wrong_material', 'Wrong material used', 'Made of another material than ordered.', 70, 'material'],
  ['customer_rejection', 'Customer rejection', 'The customer refused the piece.', 80, 'customer'],
  ['adhesion', 'Bed adhesion lost', 'The part came off the build plate.', 100, 'print'],
  ['layer_shift', 'Layer shift', 'Layers are displaced.', 110, 'print'],
  ['stringing', 'Stringing', 'Threads of material between parts.', 120, 'print'],
  ['warping', 'Warping', 'Corners lifted while cooling.', 130, 'print'],
  ['nozzle_clog', 'Nozzle clog', 'Too little material came out of the nozzle.', 140, 'print'],
];

/** Gives an organization without any scrap reason the usual ones; whoever has some has chosen. */
export async function seedScrapReasons(tx: Tx): Promise<void> {
  await tx.execute(
    `INSERT INTO scrap_reasons (organization_id, code, name, description, sequence, category)
     SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[], $5::int[], $6::text[])
      WHERE NOT EXISTS (SELECT FROM scrap_reasons WHERE organization_id = $1)
     ON CONFLICT DO NOTHING`,
    [
      tx.organizationId,
      SEEDS.map(([code]) => code),
      SEEDS.map(([, name]) => name),
      SEEDS.map(([, , description]) => description),
      SEEDS.map(([, , , sequence]) => sequence),
      SEEDS.map(([, , , , category]) => category),
    ],
  );
}
