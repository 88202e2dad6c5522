import type { MigrationInterface, QueryRunner } from 'typeorm';
import { enableTenancy, withoutForcedRowSecurity } from './support/tenancy.js';

/**
 * What planning needs: runs that can be followed, planned orders that name themselves by product, day and number, the
 * plan of each product with its pegs, and the messages of a plan.
 *
 * Document: Millwright: planning. Revision: mrp_planning. Parents: financial_tracking.
 * Down loses: Plans, pegs and messages, what runs were asked for, and what-if runs; live planned orders stay.
 */
export class MrpAddPlanning1735000000080 implements MigrationInterface {
  static readonly revision = 'mrp_planning';
  static readonly document = 'Millwright: planning';
  static readonly parents: string[] = ['financial_tracking'];
  static readonly summary =
    'What planning needs: runs that can be followed, planned orders that name themselves, plans with their pegs, messages.';
  static readonly downLoses =
    'Plans, pegs and messages, what runs were asked for, and what-if runs; live planned orders stay.';
  readonly name = 'MrpAddPlanning1735000000080';

  async up(queryRunner: QueryRunner): Promise<void> {
    await withoutForcedRowSecurity(queryRunner, ['mrp_runs', 'planned_orders'], async () => {
      await queryRunner.query(RUNS);
      await queryRunner.query(PLANNED_ORDERS);
    });
    await queryRunner.query(PLANS);
    await enableTenancy(queryRunner, 'mrp_product_plans', 'mrp_messages', 'planning_states');
    await queryRunner.query(PEGS_VIEW);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP VIEW mrp_pegs;
      DROP TABLE mrp_messages, mrp_product_plans, planning_states;
    `);
    await withoutForcedRowSecurity(queryRunner, ['mrp_runs', 'planned_orders'], async () => {
      await queryRunner.query(`
        DELETE FROM planned_orders WHERE what_if_run_id IS NOT NULL;
        DROP INDEX uq_planned_orders_planned_key, uq_planned_orders_what_if_key, ix_planned_orders_vendor_id,
          ix_planned_orders_bom_id, ix_planned_orders_routing_id, ix_planned_orders_status;
        ALTER TABLE planned_orders
          DROP CONSTRAINT fk_planned_orders_vendor_id,
          DROP CONSTRAINT fk_planned_orders_bom_id,
          DROP CONSTRAINT fk_planned_orders_routing_id,
          DROP CONSTRAINT fk_planned_orders_what_if_run_id,
          DROP COLUMN version, DROP COLUMN lot_number, DROP COLUMN receipt_quantity, DROP COLUMN need_date,
          DROP COLUMN vendor_id, DROP COLUMN unit_price, DROP COLUMN bom_id, DROP COLUMN routing_id,
          DROP COLUMN what_if_run_id;
        UPDATE mrp_runs SET status = 'running' WHERE status = 'queued';
        DROP INDEX uq_mrp_runs_live;
        ALTER TABLE mrp_runs
          DROP CONSTRAINT ck_mrp_runs_status,
          ADD CONSTRAINT ck_mrp_runs_status CHECK (status IN ('running', 'completed', 'failed', 'cancelled'));
        ALTER TABLE mrp_runs
          DROP COLUMN kind, DROP COLUMN planning_date, DROP COLUMN expedite_window_days,
          DROP COLUMN tolerance_days, DROP COLUMN phase, DROP COLUMN progress_percent, DROP COLUMN cancel_requested,
          DROP COLUMN started_at, DROP COLUMN heartbeat_at, DROP COLUMN orders_changed, DROP COLUMN orders_removed,
          DROP COLUMN messages_found, DROP COLUMN read_ms, DROP COLUMN plan_ms, DROP COLUMN write_ms;
      `);
    });
  }
}

const RUNS = `
  ALTER TABLE mrp_runs
    ADD COLUMN kind text NOT NULL DEFAULT 'live' CONSTRAINT ck_mrp_runs_kind CHECK (kind IN ('live', 'what_if')),
    ADD COLUMN planning_date date,
    ADD COLUMN expedite_window_days integer NOT NULL DEFAULT 90
      CONSTRAINT ck_mrp_runs_expedite_window_days CHECK (expedite_window_days BETWEEN 0 AND 3650),
    ADD COLUMN tolerance_days integer NOT NULL DEFAULT 0
      CONSTRAINT ck_mrp_runs_tolerance_days CHECK (tolerance_days BETWEEN 0 AND 365),
    ADD COLUMN phase text NOT NULL DEFAULT 'queued'
      CONSTRAINT ck_mrp_runs_phase CHECK (phase IN ('queued', 'reading', 'planning', 'writing', 'done')),
    ADD COLUMN progress_percent smallint NOT NULL DEFAULT 0
      CONSTRAINT ck_mrp_runs_progress_percent CHECK (progress_percent BETWEEN 0 AND 100),
    ADD COLUMN cancel_requested boolean NOT NULL DEFAULT false,
    ADD COLUMN started_at timestamptz,
    ADD COLUMN heartbeat_at timestamptz,
    ADD COLUMN orders_changed integer NOT NULL DEFAULT 0 CONSTRAINT ck_mrp_runs_orders_changed CHECK (orders_changed >= 0),
    ADD COLUMN orders_removed integer NOT NULL DEFAULT 0 CONSTRAINT ck_mrp_runs_orders_removed CHECK (orders_removed >= 0),
    ADD COLUMN messages_found integer NOT NULL DEFAULT 0 CONSTRAINT ck_mrp_runs_messages_found CHECK (messages_found >= 0),
    ADD COLUMN read_ms integer CONSTRAINT ck_mrp_runs_read_ms CHECK (read_ms >= 0),
    ADD COLUMN plan_ms integer CONSTRAINT ck_mrp_runs_plan_ms CHECK (plan_ms >= 0),
    ADD COLUMN write_ms integer CONSTRAINT ck_mrp_runs_write_ms CHECK (write_ms >= 0);
  ALTER TABLE mrp_runs
    DROP CONSTRAINT ck_mrp_runs_status,
    ADD CONSTRAINT ck_mrp_runs_status CHECK (status IN ('queued', 'running', 'completed', 'failed', 'cancelled'));
  UPDATE mrp_runs SET phase = 'done', progress_percent = 100 WHERE status <> 'running';
  UPDATE mrp_runs SET status = 'failed', phase = 'done', error_message = 'The run was interrupted.', completed_at = now()
   WHERE status = 'running';
  CREATE UNIQUE INDEX uq_mrp_runs_live ON mrp_runs (organization_id) WHERE kind = 'live' AND status IN ('queued', 'running');
`;

const PLANNED_ORDERS = `
  ALTER TABLE planned_orders
    ADD COLUMN version integer NOT NULL DEFAULT 1 CONSTRAINT ck_planned_orders_version CHECK (version >= 1),
    ADD COLUMN lot_number integer NOT NULL DEFAULT 1 CONSTRAINT ck_planned_orders_lot_number CHECK (lot_number >= 1),
    ADD COLUMN receipt_quantity numeric(20,9) CONSTRAINT ck_planned_orders_receipt_quantity CHECK (receipt_quantity >= 0),
    ADD COLUMN need_date date,
    ADD COLUMN vendor_id bigint,
    ADD COLUMN unit_price numeric(20,9) CONSTRAINT ck_planned_orders_unit_price CHECK (unit_price >= 0),
    ADD COLUMN bom_id bigint,
    ADD COLUMN routing_id bigint,
    ADD COLUMN what_if_run_id bigint,
    ADD CONSTRAINT fk_planned_orders_vendor_id FOREIGN KEY (organization_id, vendor_id) REFERENCES vendors (organization_id, id)
      ON DELETE SET NULL (vendor_id),
    ADD CONSTRAINT fk_planned_orders_bom_id FOREIGN KEY (organization_id, bom_id) REFERENCES boms (organization_id, id)
      ON DELETE SET NULL (bom_id),
    ADD CONSTRAINT fk_planned_orders_routing_id FOREIGN KEY (organization_id, routing_id) REFERENCES routings (organization_id, id)
      ON DELETE SET NULL (routing_id),
    ADD CONSTRAINT fk_planned_orders_what_if_run_id FOREIGN KEY (organization_id, what_if_run_id)
      REFERENCES mrp_runs (organization_id, id) ON DELETE CASCADE;
  UPDATE planned_orders p SET lot_number = counted.lot_number
    FROM (SELECT organization_id, id, row_number() OVER (PARTITION BY organization_id, product_id, due_date ORDER BY id) AS lot_number
            FROM planned_orders WHERE status = 'planned') counted
   WHERE p.organization_id = counted.organization_id AND p.id = counted.id;
  CREATE UNIQUE INDEX uq_planned_orders_planned_key ON planned_orders (organization_id, product_id, due_date, lot_number)
    WHERE status = 'planned' AND what_if_run_id IS NULL;
  CREATE UNIQUE INDEX uq_planned_orders_what_if_key ON planned_orders (organization_id, what_if_run_id, product_id, due_date, lot_number)
    WHERE what_if_run_id IS NOT NULL;
  CREATE INDEX ix_planned_orders_vendor_id ON planned_orders (organization_id, vendor_id) WHERE vendor_id IS NOT NULL;
  CREATE INDEX ix_planned_orders_bom_id ON planned_orders (organization_id, bom_id) WHERE bom_id IS NOT NULL;
  CREATE INDEX ix_planned_orders_routing_id ON planned_orders (organization_id, routing_id) WHERE routing_id IS NOT NULL;
  CREATE INDEX ix_planned_orders_status ON planned_orders (organization_id, product_id) WHERE status = 'firmed';
`;

const PLANS = `
  CREATE TABLE planning_states (
    organization_id bigint NOT NULL CONSTRAINT fk_planning_states_organization_id REFERENCES organizations (id),
    revision bigint NOT NULL DEFAULT 1 CONSTRAINT ck_planning_states_revision CHECK (revision >= 1),
    CONSTRAINT pk_planning_states PRIMARY KEY (organization_id)
  );
  CREATE TABLE mrp_product_plans (
    organization_id bigint NOT NULL CONSTRAINT fk_mrp_product_plans_organization_id REFERENCES organizations (id),
    plan_id bigint NOT NULL,
    product_id bigint NOT NULL,
    demand_refs text[] NOT NULL,
    demand_dates date[] NOT NULL,
    demand_quantities numeric[] NOT NULL,
    supply_refs text[] NOT NULL,
    supply_dates date[] NOT NULL,
    supply_quantities numeric[] NOT NULL,
    component_ids bigint[] NOT NULL,
    low_level_code integer NOT NULL CONSTRAINT ck_mrp_product_plans_low_level_code CHECK (low_level_code >= 0),
    what_if_run_id bigint GENERATED ALWAYS AS (nullif(plan_id, 0)) STORED,
    CONSTRAINT pk_mrp_product_plans PRIMARY KEY (organization_id, plan_id, product_id),
    CONSTRAINT fk_mrp_product_plans_product_id FOREIGN KEY (organization_id, product_id) REFERENCES products (organization_id, id)
      ON DELETE CASCADE,
    CONSTRAINT fk_mrp_product_plans_what_if_run_id FOREIGN KEY (organization_id, what_if_run_id)
      REFERENCES mrp_runs (organization_id, id) ON DELETE CASCADE,
    CONSTRAINT ck_mrp_product_plans_demands CHECK (
      cardinality(demand_dates) = cardinality(demand_refs) AND cardinality(demand_quantities) = cardinality(demand_refs)),
    CONSTRAINT ck_mrp_product_plans_supplies CHECK (
      cardinality(supply_dates) = cardinality(supply_refs) AND cardinality(supply_quantities) = cardinality(supply_refs))
  );
  CREATE INDEX ix_mrp_product_plans_product_id ON mrp_product_plans (organization_id, product_id);
  CREATE INDEX ix_mrp_product_plans_what_if_run_id ON mrp_product_plans (organization_id, what_if_run_id) WHERE what_if_run_id IS NOT NULL;
  CREATE TABLE mrp_messages (
    organization_id bigint NOT NULL CONSTRAINT fk_mrp_messages_organization_id REFERENCES organizations (id),
    id bigint GENERATED BY DEFAULT AS IDENTITY,
    plan_id bigint NOT NULL,
    product_id bigint NOT NULL,
    supply_ref text NOT NULL CONSTRAINT ck_mrp_messages_supply_ref CHECK (char_length(supply_ref) <= 100),
    action text NOT NULL CONSTRAINT ck_mrp_messages_action
      CHECK (action IN ('release', 'expedite', 'defer', 'cancel', 'increase', 'decrease', 'past_due')),
    supply_date date NOT NULL,
    new_date date,
    quantity numeric(20,9) NOT NULL CONSTRAINT ck_mrp_messages_quantity CHECK (quantity >= 0),
    change_quantity numeric(20,9) CONSTRAINT ck_mrp_messages_change_quantity CHECK (change_quantity > 0),
    what_if_run_id bigint GENERATED ALWAYS AS (nullif(plan_id, 0)) STORED,
    CONSTRAINT pk_mrp_messages PRIMARY KEY (organization_id, id),
    CONSTRAINT uq_mrp_messages_key UNIQUE (organization_id, plan_id, product_id, supply_ref, action),
    CONSTRAINT fk_mrp_messages_product_id FOREIGN KEY (organization_id, product_id) REFERENCES products (organization_id, id)
      ON DELETE CASCADE,
    CONSTRAINT fk_mrp_messages_what_if_run_id FOREIGN KEY (organization_id, what_if_run_id)
      REFERENCES mrp_runs (organization_id, id) ON DELETE CASCADE
  );
  CREATE INDEX ix_mrp_messages_product_id ON mrp_messages (organization_id, product_id);
  CREATE INDEX ix_mrp_messages_what_if_run_id ON mrp_messages (organization_id, what_if_run_id) WHERE what_if_run_id IS NOT NULL;
`;

/** The first supply serves the first demand: a peg is where the two overlap when each list is laid end to end. */
const PEGS_VIEW = `
  CREATE VIEW mrp_pegs WITH (security_invoker = true) AS
    SELECT p.organization_id, p.plan_id, p.product_id,
           least(d.upto, s.upto) - greatest(d.upto - d.quantity, s.upto - s.quantity) AS quantity,
           split_part(d.ref, ':', 1) AS demand_kind, split_part(d.ref, '@', 1) AS demand_ref, d.day AS demand_date,
           d.quantity AS demand_quantity, d.place AS demand_place,
           split_part(s.ref, ':', 1) AS supply_kind, s.ref AS supply_ref, s.day AS supply_date,
           s.quantity AS supply_quantity, s.place AS supply_place
      FROM mrp_product_plans p
     CROSS JOIN LATERAL (
           SELECT ref, day, quantity, place, sum(quantity) OVER (ORDER BY place) AS upto
             FROM unnest(p.demand_refs, p.demand_dates, p.demand_quantities) WITH ORDINALITY AS u (ref, day, quantity, place)) d
      JOIN LATERAL (
           SELECT ref, day, quantity, place, sum(quantity) OVER (ORDER BY place) AS upto
             FROM unnest(p.supply_refs, p.supply_dates, p.supply_quantities) WITH ORDINALITY AS u (ref, day, quantity, place)) s
        ON d.upto - d.quantity < s.upto AND s.upto - s.quantity < d.upto;
  GRANT SELECT ON mrp_pegs TO millwright_app;
`;
