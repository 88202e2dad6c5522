import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Alternates that stand in for what is short: whether a run lets them is kept with its terms, and the plan of a product
 * names what stands in for it, so that pegging finds the way from an order to its alternates.
 *
 * Document: Millwright: planning. Revision: mrp_alternates. Parents: lean_indexes.
 * Down loses: Which runs let alternates stand in, and for what they do.
 */
export class MrpAddAlternates1735000000092 implements MigrationInterface {
  static readonly revision = 'mrp_alternates';
  static readonly document = 'Millwright: planning';
  static readonly parents: string[] = ['lean_indexes'];
  static readonly summary = 'Alternates stand in for what is short in a plan.';
  static readonly downLoses = 'Which runs let alternates stand in, and for what they do.';
  readonly name = 'MrpAddAlternates1735000000092';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE mrp_runs ADD COLUMN use_alternates boolean NOT NULL DEFAULT false;
      ALTER TABLE mrp_product_plans ADD COLUMN alternate_ids bigint[] NOT NULL DEFAULT '{}';
      DROP VIEW mrp_pegs;
      ${pegs(`,
           CASE WHEN d.ref ~ '^(firm_)?planned_order:.*@' THEN split_part(d.ref, '@', 2)::bigint END AS stands_in_for_id`)}
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP VIEW mrp_pegs;
      ${pegs('')}
      ALTER TABLE mrp_product_plans DROP COLUMN alternate_ids;
      ALTER TABLE mrp_runs DROP COLUMN use_alternates;
    `);
  }
}

function pegs(more: string): string {
  return `
  CREATE VIEW mrp_pegs WITH (security_invoker = true) AS
    SELECT p.organization_id, p.plan_id, p.product_id,
           least(d.upto, s.upto) - greatest(d.upto - d.quantity, s.upto - s.quantity) AS quantity,
           split_part(d.ref, ':', 1) AS demand_kind, split_part(d.ref, '@', 1) AS demand_ref, d.day AS demand_date,
           d.quantity AS demand_quantity, d.place AS demand_place,
           split_part(s.ref, ':', 1) AS supply_kind, s.ref AS supply_ref, s.day AS supply_date,
           s.quantity AS supply_quantity, s.place AS supply_place${more}
      FROM mrp_product_plans p
     CROSS JOIN LATERAL (
           SELECT ref, day, quantity, place, sum(quantity) OVER (ORDER BY place) AS upto
             FROM unnest(p.demand_refs, p.demand_dates, p.demand_quantities) WITH ORDINALITY AS u (ref, day, quantity, place)) d
      JOIN LATERAL (
           SELECT ref, day, quantity, place, sum(quantity) OVER (ORDER BY place) AS upto
             FROM unnest(p.supply_refs, p.supply_dates, p.supply_quantities) WITH ORDINALITY AS u (ref, day, quantity, place)) s
        ON d.upto - d.quantity < s.upto AND s.upto - s.quantity < d.upto;
  GRANT SELECT ON mrp_pegs TO millwright_app;`;
}
