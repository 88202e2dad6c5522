import { Injectable } from '@nestjs/common';
import { dayNumber } from '../../kernel/business-day.js';
import { type Decimal, decimal, sum, ZERO } from '../../kernel/decimal.js';
import { groupBy } from '../../kernel/group-by.js';
import type { Principal } from '../../platform/access/index.js';
import { Transactions, type Tx } from '../../platform/database/index.js';
import { BusinessTime, WorkingCalendar } from '../settings/index.js';
import {
  type CapacityCenterRow,
  type OpenOperationRow,
  type PlannedProductionRow,
  readCapacityCenters,
  readOpenOperations,
  readPlannedProduction,
  readRoutingWork,
  readWorkDone,
  type RoutingWorkRow,
} from './capacity.query.js';
import { type CapacityLoad, figuresOf, loadByBucket, percentOf } from './capacity.rules.js';
import { operationMinutes, workMinutes } from './lead-days.rules.js';
import { bucketsOf } from './plan-grid.rules.js';
import { checkPeriod } from './plan-grid.service.js';
import { LIVE_PLAN } from './plan-store.repository.js';
import type { PlannedWork } from './planning-world.rules.js';
import { requireWorkingDays } from './refuse-planning.js';
import type { WorkingDays } from './working-days.rules.js';

const MINUTES_AN_HOUR = 60;
const DAY_TOLERANCE = 1e-9;

export interface CapacityRequest {
  from: string;
  to: string;
  bucket?: 'day' | 'week';
  work_center_id?: number;
  run_id?: number;
}

/** Rough-cut capacity: what orders and plans ask of work centers, and what these can do. */
@Injectable()
export class CapacityService {
  constructor(
    private readonly transactions: Transactions,
    private readonly businessTime: BusinessTime,
    private readonly calendars: WorkingCalendar,
  ) {}

  /** Nine statements at most, whatever there is to do. */
  get(principal: Principal, request: CapacityRequest) {
    const { from, to, bucket = 'day' } = request;
    checkPeriod(from, to);
    return this.transactions.read(principal, async (tx) => {
      const centers = await readCapacityCenters(tx, request.work_center_id);
      const ids = centers.map(({ id }) => id);
      const today = dayNumber(await this.businessTime.today(tx));
      const calendar = requireWorkingDays((await this.calendars.load(tx)).workingTime(), today);
      const loads = groupBy(
        [
          ...(await readOpenOperations(tx, ids)).map((row) => openLoad(row, today, calendar)),
          ...(await plannedLoads(tx, request, calendar)),
        ],
        (load) => load.workCenterId,
      );
      const done = new Map((await readWorkDone(tx, ids, from, to)).map((row) => [row.work_center_id, row]));
      const periods = bucketsOf(bucket, from, to).map((period) => ({
        fromDay: dayNumber(period.from),
        toDay: dayNumber(period.to),
      }));
      const workCenters = centers.map((center) => {
        const minutes = minutesPerDay(center, calendar);
        const buckets = loadByBucket(loads.get(center.id) ?? [], minutes, periods, calendar);
        const [planned, actual] = [
          done.get(center.id)?.planned_minutes ?? ZERO,
          done.get(center.id)?.actual_minutes ?? ZERO,
        ];
        return {
          work_center_id: center.id,
          code: center.code,
          name: center.name,
          minutes_per_day: minutes,
          working_days: buckets.reduce((days, { working_days }) => days + working_days, 0),
          ...figuresOf(
            sum(buckets.map(({ capacity_minutes }) => capacity_minutes)),
            sum(buckets.map(({ load_minutes }) => load_minutes)),
          ),
          done_planned_minutes: planned,
          done_actual_minutes: actual,
          actual_percent: percentOf(actual, planned),
          buckets,
        };
      });
      return { from, to, bucket, work_centers: workCenters };
    });
  }
}

/** What a work center says; else what its resources do, each by business hours where it says nothing; else business hours. */
function minutesPerDay(center: CapacityCenterRow, calendar: WorkingDays): Decimal {
  if (center.capacity_hours_per_day !== null) return center.capacity_hours_per_day.times(MINUTES_AN_HOUR);
  const business = decimal(calendar.minutesPerDay);
  if (center.resources === 0) return business;
  return center.resource_hours.times(MINUTES_AN_HOUR).plus(business.times(center.resources_without_hours));
}

/** As planning takes it: when it is scheduled, else counted back from the due date; today at the earliest. */
function openLoad(row: OpenOperationRow, today: number, calendar: WorkingDays): CapacityLoad {
  const perDay = calendar.minutesPerDay;
  const before = Number(row.minutes_before);
  const dueDay = row.due_date === null ? today : dayNumber(row.due_date);
  const leadDays = row.lead_time_days ?? Math.ceil(Number(row.minutes_in_all) / perDay - DAY_TOLERANCE);
  const begins = calendar.add(
    calendar.add(dueDay, -leadDays),
    Math.min(Math.floor(before / perDay), leadDays),
  );
  const day = row.scheduled_on === null ? begins : dayNumber(row.scheduled_on);
  return {
    workCenterId: row.work_center_id,
    kind: 'production_order',
    documentId: row.order_id,
    documentCode: row.code,
    productId: row.product_id,
    day: Math.max(day, today),
    afterMinutes: row.scheduled_on === null && day >= today ? before % perDay : 0,
    minutes: Number(row.remaining_minutes),
  };
}

async function plannedLoads(
  tx: Tx,
  { from, to, run_id: runId }: CapacityRequest,
  calendar: WorkingDays,
): Promise<CapacityLoad[]> {
  const orders = await readPlannedProduction(tx, runId ?? LIVE_PLAN, from, to);
  const routingIds = [...new Set(orders.map((order) => order.routing_id))];
  if (routingIds.length === 0) return [];
  const routings = groupBy(await readRoutingWork(tx, routingIds), (row) => row.routing_id);
  return orders.flatMap((order) => loadsOf(order, routings.get(order.routing_id) ?? [], calendar));
}

/** Each operation on the working day on which it begins, the due date at the latest. */
function loadsOf(
  order: PlannedProductionRow,
  rows: readonly RoutingWorkRow[],
  calendar: WorkingDays,
): CapacityLoad[] {
  const pieces = Number(order.quantity);
  const work = rows.map((row) => workOf(row, rows));
  const perDay = calendar.minutesPerDay;
  return operationMinutes(work, pieces).map(({ start }, index) => {
    const operation = work[index]!;
    const days = Math.floor(start / perDay + DAY_TOLERANCE);
    const day = calendar.add(dayNumber(order.start_date), days);
    return {
      workCenterId: operation.workCenterId,
      kind: 'planned_order',
      documentId: order.id,
      documentCode: null,
      productId: order.product_id,
      day: Math.min(day, dayNumber(order.due_date)),
      afterMinutes: Math.max(0, start - days * perDay),
      minutes: operation.setupMinutes + workMinutes(operation, pieces),
    };
  });
}

function workOf(row: RoutingWorkRow, all: readonly RoutingWorkRow[]): PlannedWork {
  return {
    workCenterId: row.work_center_id,
    sequence: row.sequence,
    setupMinutes: Number(row.setup_time_minutes),
    runMinutes: Number(row.run_time_minutes),
    waitMinutes: Number(row.wait_time_minutes),
    moveMinutes: Number(row.move_time_minutes),
    piecesPerCycle: Number(row.units_per_cycle),
    predecessor: all.findIndex(({ id }) => id === row.predecessor_operation_id),
    overlapPieces: Number(row.overlap_quantity ?? 0),
  };
}
