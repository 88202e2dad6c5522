import type { MigrationInterface, QueryRunner } from 'typeorm';
import { refuseWhen } from './support/refuse.js';

/** The columns that a posting reads with the lock; the last two say whether reservations wait or have run out. */
const lockSql = (returns: string, columns: string): string => `
  DROP FUNCTION ledger_lock_products;
  -- Closing a period takes the same lock alone: no posting into the period is under way while it closes.
  CREATE FUNCTION ledger_lock_products(p_organization_id bigint, p_product_ids bigint[])
  RETURNS TABLE (id bigint, sku text, unit text, item_type text, track_lots boolean, cost_method text, last_cost numeric,
                 standard_cost numeric, quantity numeric, total_value numeric, last_unit_cost numeric,
                 last_effective_at timestamptz, costed_since timestamptz, closed_through date${returns})
  LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
  #variable_conflict use_column
  BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtext('inventory_period'), p_organization_id::int);
    RETURN QUERY
    SELECT p.id, p.sku, p.unit, p.item_type, p.track_lots, p.cost_method, p.last_cost, p.standard_cost, v.quantity,
           v.total_value, v.last_unit_cost, v.last_effective_at, v.costed_since,
           (SELECT max(c.closed_through) FROM inventory_period_closings c
             WHERE c.organization_id = p_organization_id AND c.reopened_at IS NULL)${columns}
      FROM inventory_valuations v
      JOIN products p ON p.organization_id = v.organization_id AND p.id = v.product_id
     WHERE v.organization_id = p_organization_id AND v.product_id = ANY (p_product_ids)
     ORDER BY v.product_id
       FOR UPDATE OF v FOR KEY SHARE OF p;
  END $$;
`;

/**
 * Adds waiting demands to reservations, when they run out, what they are for, and a version.
 *
 * A waiting demand lies on no balance: it has no location, and a quantity that is short instead of one that is open.
 * The product's valuation row, which is its lock, says whether demands wait for the product and when the next of its
 * reservations runs out: a posting knows both without asking.
 *
 * Document: Millwright: inventory in depth. Revision: reservation_depth. Parents: inventory_alerts.
 * Down loses: What reservations were for, when they would have run out, and their versions. It refuses while demands wait.
 */
export class InventoryAddReservationDepth1735000000051 implements MigrationInterface {
  static readonly revision = 'reservation_depth';
  static readonly document = 'Millwright: inventory in depth';
  static readonly parents: string[] = ['inventory_alerts'];
  static readonly summary =
    'Adds waiting demands to reservations, when they run out, what they are for, and a version.';
  static readonly downLoses =
    'What reservations were for, when they would have run out, and their versions. It refuses while demands wait.';
  readonly name = 'InventoryAddReservationDepth1735000000051';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE inventory_valuations
        ADD COLUMN has_waiting boolean NOT NULL DEFAULT false,
        ADD COLUMN reservations_expire_at timestamptz;
      ALTER TABLE inventory_reservations
        ALTER COLUMN location_id DROP NOT NULL,
        ADD COLUMN quantity_short numeric(20,9) NOT NULL DEFAULT 0 CONSTRAINT ck_inventory_reservations_quantity_short CHECK (quantity_short >= 0),
        ADD COLUMN wanted_location_id bigint,
        ADD COLUMN wanted_lot_id bigint,
        ADD COLUMN source_type text CONSTRAINT ck_inventory_reservations_source_type CHECK (char_length(source_type) BETWEEN 1 AND 50),
        ADD COLUMN source_id bigint,
        ADD COLUMN expires_at timestamptz,
        ADD COLUMN version integer NOT NULL DEFAULT 1 CONSTRAINT ck_inventory_reservations_version CHECK (version >= 1),
        ADD CONSTRAINT ck_inventory_reservations_place CHECK (CASE WHEN location_id IS NULL THEN quantity_open = 0 AND lot_id IS NULL ELSE quantity_short = 0 END),
        ADD CONSTRAINT ck_inventory_reservations_source CHECK ((source_type IS NULL) = (source_id IS NULL)),
        ADD CONSTRAINT fk_inventory_reservations_wanted_location_id FOREIGN KEY (organization_id, wanted_location_id) REFERENCES inventory_locations (organization_id, id),
        ADD CONSTRAINT fk_inventory_reservations_wanted_lot_id FOREIGN KEY (organization_id, wanted_lot_id) REFERENCES material_lots (organization_id, id),
        DROP CONSTRAINT ck_inventory_reservations_open,
        ADD CONSTRAINT ck_inventory_reservations_open CHECK (quantity_open + quantity_short <= quantity),
        DROP CONSTRAINT ck_inventory_reservations_status,
        ADD CONSTRAINT ck_inventory_reservations_status CHECK (status IN ('open', 'consumed', 'released', 'filled', 'expired'));
      CREATE INDEX ix_inventory_reservations_wanted_location_id ON inventory_reservations (organization_id, wanted_location_id);
      CREATE INDEX ix_inventory_reservations_wanted_lot_id ON inventory_reservations (organization_id, wanted_lot_id);
      CREATE INDEX ix_inventory_reservations_source ON inventory_reservations (organization_id, source_type, source_id) WHERE source_type IS NOT NULL;
      -- Who is served first when stock comes: the most urgent, then the oldest.
      CREATE INDEX ix_inventory_reservations_waiting ON inventory_reservations (organization_id, product_id, priority, id) WHERE quantity_short > 0;
      CREATE INDEX ix_inventory_reservations_expires_at ON inventory_reservations (organization_id, expires_at) WHERE status = 'open' AND expires_at IS NOT NULL;
      -- Whoever changes a row gives it the next version, the ledger's own statement too.
      CREATE FUNCTION next_reservation_version() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
      BEGIN
        NEW.version := OLD.version + 1;
        RETURN NEW;
      END $$;
      CREATE TRIGGER next_version BEFORE UPDATE ON inventory_reservations FOR EACH ROW
        WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION next_reservation_version();
    `);
    await queryRunner.query(
      lockSql(
        ', has_waiting boolean, reservations_expire_at timestamptz',
        ', v.has_waiting, v.reservations_expire_at',
      ),
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE inventory_reservations NO FORCE ROW LEVEL SECURITY;');
    await refuseWhen(
      queryRunner,
      `SELECT count(*) FROM inventory_reservations WHERE location_id IS NULL AND status = 'open'`,
      '% demand(s) wait for stock, and the step before has no place for them',
    );
    await queryRunner.query(`
      DROP TRIGGER next_version ON inventory_reservations;
      DROP FUNCTION next_reservation_version();
      -- Demands that are over have lain on no balance and are told of by what they became.
      DELETE FROM inventory_reservations WHERE location_id IS NULL;
      UPDATE inventory_reservations SET status = 'released' WHERE status IN ('filled', 'expired');
      DROP INDEX ix_inventory_reservations_waiting, ix_inventory_reservations_expires_at, ix_inventory_reservations_source;
      ALTER TABLE inventory_reservations
        DROP CONSTRAINT ck_inventory_reservations_status,
        ADD CONSTRAINT ck_inventory_reservations_status CHECK (status IN ('open', 'consumed', 'released')),
        DROP CONSTRAINT ck_inventory_reservations_open,
        DROP CONSTRAINT ck_inventory_reservations_place,
        ALTER COLUMN location_id SET NOT NULL,
        DROP COLUMN quantity_short,
        DROP COLUMN wanted_location_id,
        DROP COLUMN wanted_lot_id,
        DROP COLUMN source_type,
        DROP COLUMN source_id,
        DROP COLUMN expires_at,
        DROP COLUMN version,
        ADD CONSTRAINT ck_inventory_reservations_open CHECK (quantity_open <= quantity);
    `);
    await queryRunner.query(lockSql('', ''));
    await queryRunner.query(`
      ALTER TABLE inventory_valuations DROP COLUMN has_waiting, DROP COLUMN reservations_expire_at;
      ALTER TABLE inventory_reservations FORCE ROW LEVEL SECURITY;
    `);
  }
}
