import { Injectable } from '@nestjs/common';
import { fieldRefusal } from '../../kernel/domain-error.js';
import type { Page } from '../../kernel/page.js';
import type { Principal } from '../../platform/access/index.js';
import { type ListOptions, Transactions, type VersionedTable } from '../../platform/database/index.js';
import { ResourcesErrors } from './resources.errors.js';
import {
  type PrinterRow,
  printersTable,
  type ResourceRow,
  resourcesTable,
  type WorkCenterRow,
  workCentersTable,
} from './resources.repository.js';

const CAPABILITIES_BYTES_MAX = 20_000;

/** The same five verbs for each of the three masters. */
class Masters<Row extends WorkCenterRow | ResourceRow | PrinterRow> {
  constructor(
    protected readonly transactions: Transactions,
    private readonly table: VersionedTable<Row>,
  ) {}

  list(principal: Principal, options: ListOptions): Promise<Page<Row>> {
    return this.transactions.read(principal, (tx) => this.table.list(tx, options));
  }

  get(principal: Principal, id: number): Promise<Row> {
    return this.transactions.read(principal, (tx) => this.table.get(tx, id));
  }

  create(principal: Principal, values: Partial<Row>): Promise<Row> {
    return this.transactions.run(principal, (tx) => this.table.insert(tx, values));
  }

  update(principal: Principal, id: number, version: number, values: Partial<Row>): Promise<Row> {
    return this.transactions.run(principal, (tx) => this.table.update(tx, id, version, values));
  }

  /** Only what nothing refers to; the foreign keys see to that. */
  remove(principal: Principal, id: number, version: number): Promise<void> {
    return this.transactions.run(principal, (tx) => this.table.remove(tx, id, version));
  }
}

@Injectable()
export class WorkCentersService extends Masters<WorkCenterRow> {
  constructor(transactions: Transactions) {
    super(transactions, workCentersTable);
  }
}

@Injectable()
export class ResourcesService extends Masters<ResourceRow> {
  constructor(transactions: Transactions) {
    super(transactions, resourcesTable);
  }
}

/** An address is kept as text for people to read: nothing here ever calls a printer. */
@Injectable()
export class PrintersService extends Masters<PrinterRow> {
  constructor(transactions: Transactions) {
    super(transactions, printersTable);
  }

  override create(principal: Principal, values: Partial<PrinterRow>): Promise<PrinterRow> {
    checkCapabilities(values);
    return super.create(principal, values);
  }

  override update(
    principal: Principal,
    id: number,
    version: number,
    values: Partial<PrinterRow>,
  ): Promise<PrinterRow> {
    checkCapabilities(values);
    return super.update(principal, id, version, values);
  }
}

function checkCapabilities({ capabilities }: Partial<PrinterRow>): void {
  if (JSON.stringify(capabilities ?? {}).length <= CAPABILITIES_BYTES_MAX) return;
  const detail = `At most ${CAPABILITIES_BYTES_MAX} characters of JSON.`;
  throw fieldRefusal(ResourcesErrors.capabilitiesTooLarge, '/capabilities', detail);
}
