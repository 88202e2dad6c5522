import type { Decimal } from '../../kernel/decimal.js';
import type { Tx } from '../../platform/database/index.js';
import { LIVE_PLAN } from './plan-store.repository.js';

export interface CapacityCenterRow {
  id: number;
  code: string;
  name: string;
  capacity_hours_per_day: Decimal | null;
  resources: number;
  /** Of the resources that say so. */
  resource_hours: Decimal;
  resources_without_hours: number;
}

/** Active work centers with what their active resources add up to. */
export function readCapacityCenters(tx: Tx, centerId: number | undefined): Promise<CapacityCenterRow[]> {
  return tx.query<CapacityCenterRow>(
    `SELECT c.id, c.code, c.name, c.capacity_hours_per_day, count(r.id)::integer AS resources,
            coalesce(sum(r.capacity_hours_per_day), 0) AS resource_hours,
            (count(r.id) - count(r.capacity_hours_per_day))::integer AS resources_without_hours
       FROM work_centers c
       LEFT JOIN resources r ON r.organization_id = c.organization_id AND r.work_center_id = c.id AND r.is_active
      WHERE c.organization_id = $1 AND (c.is_active OR c.id = $2) AND ($2::bigint IS NULL OR c.id = $2)
      GROUP BY c.id, c.code, c.name, c.capacity_hours_per_day
      ORDER BY c.code, c.id`,
    [tx.organizationId, centerId ?? null],
  );
}

const OPEN = "('draft', 'scheduled', 'released', 'in_progress', 'on_hold')";

export interface OpenOperationRow {
  work_center_id: number;
  order_id: number;
  code: string;
  product_id: number;
  scheduled_on: string | null;
  due_date: string | null;
  lead_time_days: number | null;
  minutes_before: Decimal;
  minutes_in_all: Decimal;
  remaining_minutes: Decimal;
}

/** What operations of open production orders still take; setting up is done once an operation has begun. */
export function readOpenOperations(tx: Tx, centerIds: readonly number[]): Promise<OpenOperationRow[]> {
  return tx.query<OpenOperationRow>(
    `SELECT op.work_center_id, o.id AS order_id, o.code, o.product_id, op.scheduled_start::date AS scheduled_on, o.due_date,
            p.lead_time_days, op.minutes_before, op.minutes_in_all,
            CASE WHEN op.status IN ('pending', 'queued') THEN op.planned_setup_minutes ELSE 0 END
              + op.planned_run_minutes
                * greatest(0, 1 - (op.quantity_completed + op.quantity_scrapped) / o.quantity_ordered) AS remaining_minutes
       FROM production_orders o
       JOIN products p ON p.organization_id = o.organization_id AND p.id = o.product_id
       JOIN (SELECT w.*, coalesce(sum(w.planned_setup_minutes + w.planned_run_minutes) OVER earlier, 0) AS minutes_before,
                    sum(w.planned_setup_minutes + w.planned_run_minutes) OVER every AS minutes_in_all
               FROM production_order_operations w
              WHERE w.organization_id = $1
                AND w.production_order_id IN (SELECT id FROM production_orders
                                               WHERE organization_id = $1 AND status IN ${OPEN})
             WINDOW every AS (PARTITION BY w.production_order_id),
                    earlier AS (PARTITION BY w.production_order_id ORDER BY w.sequence, w.id
                                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)) op
         ON op.organization_id = o.organization_id AND op.production_order_id = o.id
      WHERE o.organization_id = $1 AND o.status IN ${OPEN}
        AND op.status IN ('pending', 'queued', 'running', 'paused') AND op.work_center_id = ANY ($2)
      ORDER BY o.id, op.sequence, op.id`,
    [tx.organizationId, centerIds],
  );
}

export interface PlannedProductionRow {
  id: number;
  product_id: number;
  routing_id: number;
  quantity: Decimal;
  start_date: string;
  due_date: string;
}

/** Planned and firm production orders of a plan that may load the days. */
export function readPlannedProduction(
  tx: Tx,
  planId: number,
  from: string,
  to: string,
): Promise<PlannedProductionRow[]> {
  return tx.query<PlannedProductionRow>(
    `SELECT id, product_id, routing_id, quantity, start_date, due_date FROM planned_orders
      WHERE organization_id = $1 AND order_type = 'production' AND routing_id IS NOT NULL
        AND (status = 'planned' AND what_if_run_id IS NOT DISTINCT FROM nullif($2::bigint, ${LIVE_PLAN})
             OR status = 'firmed' AND what_if_run_id IS NULL)
        AND start_date <= $4 AND due_date >= $3
      ORDER BY id`,
    [tx.organizationId, planId, from, to],
  );
}

export interface RoutingWorkRow {
  routing_id: number;
  id: number;
  work_center_id: number;
  sequence: number;
  setup_time_minutes: Decimal;
  run_time_minutes: Decimal;
  wait_time_minutes: Decimal;
  move_time_minutes: Decimal;
  units_per_cycle: Decimal;
  predecessor_operation_id: number | null;
  overlap_quantity: Decimal | null;
}

/** Operations of routings in their order. */
export function readRoutingWork(tx: Tx, routingIds: readonly number[]): Promise<RoutingWorkRow[]> {
  return tx.query<RoutingWorkRow>(
    `SELECT routing_id, id, work_center_id, sequence, setup_time_minutes, run_time_minutes, wait_time_minutes,
            move_time_minutes, units_per_cycle, predecessor_operation_id,
            CASE WHEN can_overlap THEN coalesce(overlap_quantity, 1) END AS overlap_quantity
       FROM routing_operations
      WHERE organization_id = $1 AND routing_id = ANY ($2) AND is_active
      ORDER BY routing_id, sequence, id`,
    [tx.organizationId, routingIds],
  );
}

export interface WorkDoneRow {
  work_center_id: number;
  planned_minutes: Decimal;
  actual_minutes: Decimal;
}

/** What operations that ended on these days were to take, and took. */
export function readWorkDone(
  tx: Tx,
  centerIds: readonly number[],
  from: string,
  to: string,
): Promise<WorkDoneRow[]> {
  return tx.query<WorkDoneRow>(
    `SELECT work_center_id, sum(planned_setup_minutes + planned_run_minutes) AS planned_minutes,
            sum(coalesce(actual_setup_minutes, 0) + coalesce(actual_run_minutes, 0)) AS actual_minutes
       FROM production_order_operations
      WHERE organization_id = $1 AND work_center_id = ANY ($2) AND status = 'completed'
        AND actual_end::date BETWEEN $3 AND $4
      GROUP BY work_center_id`,
    [tx.organizationId, centerIds, from, to],
  );
}
