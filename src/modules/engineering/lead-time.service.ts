import { Injectable } from '@nestjs/common';
import { type Decimal, ONE, roundAmount, ZERO } from '../../kernel/decimal.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Principal } from '../../platform/access/index.js';
import { Transactions, type Tx } from '../../platform/database/index.js';
import { ProductReader } from '../products/index.js';
import { BusinessTime, type Calendar, WorkingCalendar } from '../settings/index.js';
import { EngineeringErrors } from './engineering.errors.js';
import { leadTime, type OperationSpan } from './lead-time.rules.js';
import { type OperationView, readRouting, type RoutingView } from './routings.repository.js';
import { readActiveHead } from './structure.query.js';

export interface LeadTimeRequest {
  quantity?: Decimal;
  start_date?: string;
}

/** Ten years of working minutes round the clock: what lies further away has no date. */
const DATED_MINUTES_MAX = 10 * 366 * 24 * 60;

/** How long an order takes by its routing, when nothing else is in its way. */
@Injectable()
export class LeadTimeService {
  constructor(
    private readonly transactions: Transactions,
    private readonly products: ProductReader,
    private readonly calendar: WorkingCalendar,
    private readonly businessTime: BusinessTime,
  ) {}

  ofRouting(principal: Principal, id: number, request: LeadTimeRequest) {
    return this.transactions.read(principal, async (tx) =>
      this.reckon(tx, await readRouting(tx, id), request),
    );
  }

  ofProduct(principal: Principal, productId: number, request: LeadTimeRequest) {
    return this.transactions.read(principal, async (tx) => {
      await this.products.get(tx, productId);
      const date = request.start_date ?? (await this.businessTime.today(tx));
      const { routingId } = await readActiveHead(tx, productId, date);
      if (routingId === null) throw new DomainError(EngineeringErrors.noActiveRouting);
      return this.reckon(tx, await readRouting(tx, routingId), request);
    });
  }

  private async reckon(tx: Tx, routing: RoutingView, request: LeadTimeRequest) {
    const { quantity = ONE, start_date: startDate } = request;
    const { totalMinutes, operations } = leadTime(routing.operations, quantity);
    const at = startDate === undefined ? () => null : clockOf(await this.calendar.load(tx), startDate);
    return {
      routing_id: routing.id,
      product_id: routing.product_id,
      quantity,
      total_minutes: roundAmount(totalMinutes),
      starts_at: at(ZERO),
      ends_at: at(totalMinutes),
      operations: operations.map((span) => operationOf(span, at)),
    };
  }
}

type Clock = (minutes: Decimal) => Date | null;

/** Minutes from the opening of the first working day on or after the date; all of them are working time. */
function clockOf(calendar: Calendar, startDate: string): Clock {
  const opening = calendar.describeDay(calendar.nextWorkingDay(startDate)).opensAt!;
  return (minutes) =>
    minutes.greaterThan(DATED_MINUTES_MAX) ? null : calendar.addWorkingMinutes(opening, minutes.toNumber());
}

function operationOf(span: OperationSpan<OperationView>, at: Clock) {
  const { operation, startMinutes, endMinutes, readyMinutes } = span;
  return {
    routing_operation_id: operation.id,
    sequence: operation.sequence,
    operation_name: operation.operation_name,
    work_center_id: operation.work_center_id,
    predecessor_sequence: span.predecessorSequence,
    start_minutes: roundAmount(startMinutes),
    end_minutes: roundAmount(endMinutes),
    ready_minutes: roundAmount(readyMinutes),
    starts_at: at(startMinutes),
    ends_at: at(endMinutes),
    is_critical: span.isCritical,
  };
}
