import { Injectable } from '@nestjs/common';
import { DomainError, fieldRefusal } from '../../kernel/domain-error.js';
import { AccessErrors, type Principal } from '../../platform/access/index.js';
import { RequestErrors } from '../../platform/http/index.js';
import { Transactions, type Tx } from '../../platform/database/index.js';
import { type HandMovement, HandMovements } from './hand-movements.js';
import { InventoryPermissions } from './inventory.permissions.js';
import { findPosted, type MovementView } from './movements.query.js';
import { StockLedger } from './stock-ledger.js';

export interface BatchRequest {
  lines: Omit<HandMovement, 'path'>[];
  atomic?: boolean;
}

interface LineError {
  code: string;
  detail: string;
  pointer: string | null;
}

export interface BatchOutcome {
  posted: number;
  refused: number;
  lines: {
    line: number;
    outcome: 'posted' | 'refused';
    movements: MovementView[];
    error: LineError | null;
  }[];
}

/** After so many refused lines it is cheaper to try each of the rest by itself than all of them again. */
const JOINT_TRIES_MAX = 8;

type Line = HandMovement & { index: number };

/** Many movements in one request: all or none, or each by itself. */
@Injectable()
export class MovementBatchService {
  constructor(
    private readonly transactions: Transactions,
    private readonly ledger: StockLedger,
    private readonly hand: HandMovements,
  ) {}

  post(principal: Principal, request: BatchRequest): Promise<BatchOutcome> {
    checkLines(principal, request.lines);
    const lines = request.lines.map((line, index) => ({ ...line, index, path: `/lines/${index}` }));
    return this.transactions.run(principal, async (tx) => {
      const errors = new Map<number, LineError>();
      const posted =
        (request.atomic ?? true) ? await this.postAll(tx, lines) : await this.postEach(tx, lines, errors);
      return outcomeOf(tx, lines, posted, errors);
    });
  }

  /** Gives the rows that each line became. */
  private async postAll(tx: Tx, lines: readonly Line[]): Promise<Map<number, number[]>> {
    const rows = await this.ledger.post(tx, await this.hand.build(tx, lines));
    const posted = new Map<number, number[]>(lines.map((line) => [line.index, []]));
    for (const row of rows) posted.get(lines[row.index]!.index)!.push(row.id);
    return posted;
  }

  /**
   * Posts together what can be posted: whenever a line is refused, the rest is tried again without it. The lines stay in
   * their order, so each finds what the ones before it have left.
   */
  private async postEach(
    tx: Tx,
    lines: readonly Line[],
    errors: Map<number, LineError>,
  ): Promise<Map<number, number[]>> {
    let rest = [...lines];
    for (let tries = 0; tries < JOINT_TRIES_MAX && rest.length > 0; tries += 1) {
      const result = await this.attempt(tx, rest);
      if (!(result instanceof DomainError)) return result;
      const refused = lineOf(result, rest);
      if (refused === null) throw result;
      errors.set(refused, errorOf(result));
      rest = rest.filter((line) => line.index !== refused);
    }
    const posted = new Map<number, number[]>();
    for (const line of rest) {
      const result = await this.attempt(tx, [line]);
      if (result instanceof DomainError) errors.set(line.index, errorOf(result));
      else posted.set(line.index, result.get(line.index)!);
    }
    return posted;
  }

  private async attempt(tx: Tx, lines: readonly Line[]): Promise<Map<number, number[]> | DomainError> {
    await tx.execute('SAVEPOINT batch_line');
    try {
      const posted = await this.postAll(tx, lines);
      await tx.execute('RELEASE SAVEPOINT batch_line');
      return posted;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      await tx.execute('ROLLBACK TO SAVEPOINT batch_line');
      return error;
    }
  }
}

/** Quantities are signed for adjustments only, and adjustments and counts are not for everybody. */
function checkLines(principal: Principal, lines: readonly Omit<HandMovement, 'path'>[]): void {
  const mayAdjust = principal.permissions.has(InventoryPermissions.adjust);
  lines.forEach(({ kind, quantity }, index) => {
    const least = kind === 'count' ? quantity.isNegative() : quantity.lessThanOrEqualTo(0);
    if (kind !== 'adjustment' && least) {
      const detail = `The quantity of a ${kind} is ${kind === 'count' ? 'not negative' : 'greater than 0'}.`;
      throw fieldRefusal(RequestErrors.invalid, `/lines/${index}/quantity`, detail);
    }
    if ((kind === 'adjustment' || kind === 'count') && !mayAdjust) {
      throw new DomainError(AccessErrors.forbidden, { extra: { permission: InventoryPermissions.adjust } });
    }
  });
}

function lineOf(error: DomainError, lines: readonly Line[]): number | null {
  const match = /^\/lines\/(\d+)(\/|$)/.exec(error.details.errors?.[0]?.pointer ?? '');
  if (match) return Number(match[1]);
  return lines.length === 1 ? lines[0]!.index : null;
}

function errorOf(error: DomainError): LineError {
  return { code: error.code, detail: error.message, pointer: error.details.errors?.[0]?.pointer ?? null };
}

async function outcomeOf(
  tx: Tx,
  lines: readonly Line[],
  posted: ReadonlyMap<number, readonly number[]>,
  errors: ReadonlyMap<number, LineError>,
): Promise<BatchOutcome> {
  const movements = await findPosted(tx, [...posted.values()].flat());
  const byId = new Map(movements.map((movement) => [movement.id, movement]));
  return {
    posted: posted.size,
    refused: errors.size,
    lines: lines.map(({ index }) => ({
      line: index,
      outcome: errors.has(index) ? 'refused' : 'posted',
      movements: (posted.get(index) ?? []).map((id) => byId.get(id)!),
      error: errors.get(index) ?? null,
    })),
  };
}
