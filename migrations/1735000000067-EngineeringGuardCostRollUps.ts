import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Makes the history of roll-ups append-only. A product's part of it goes with the product, and never without it.
 *
 * Document: Millwright: engineering in depth. Revision: cost_rollup_guard. Parents: order_alternates.
 * Down loses: Nothing.
 */
export class EngineeringGuardCostRollUps1735000000067 implements MigrationInterface {
  static readonly revision = 'cost_rollup_guard';
  static readonly document = 'Millwright: engineering in depth';
  static readonly parents: string[] = ['order_alternates'];
  static readonly summary = 'Makes the history of roll-ups append-only; it goes with its product alone.';
  static readonly downLoses = 'Nothing.';
  readonly name = 'EngineeringGuardCostRollUps1735000000067';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE FUNCTION refuse_cost_roll_up_delete() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
      BEGIN
        IF EXISTS (SELECT FROM products p WHERE p.organization_id = OLD.organization_id AND p.id = OLD.product_id) THEN
          RAISE EXCEPTION 'the cost history of product % is never deleted', OLD.product_id USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN OLD;
      END $$;
      CREATE TRIGGER refuse_update BEFORE UPDATE ON cost_roll_ups FOR EACH ROW EXECUTE FUNCTION refuse_row_change();
      CREATE TRIGGER refuse_delete BEFORE DELETE ON cost_roll_ups FOR EACH ROW EXECUTE FUNCTION refuse_cost_roll_up_delete();
      CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON cost_roll_ups FOR EACH STATEMENT EXECUTE FUNCTION refuse_row_change();
      CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON cost_roll_up_runs FOR EACH ROW EXECUTE FUNCTION refuse_row_change();
      CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON cost_roll_up_runs FOR EACH STATEMENT EXECUTE FUNCTION refuse_row_change();
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP TRIGGER refuse_truncate ON cost_roll_up_runs;
      DROP TRIGGER refuse_change ON cost_roll_up_runs;
      DROP TRIGGER refuse_truncate ON cost_roll_ups;
      DROP TRIGGER refuse_delete ON cost_roll_ups;
      DROP TRIGGER refuse_update ON cost_roll_ups;
      DROP FUNCTION refuse_cost_roll_up_delete();
    `);
  }
}
