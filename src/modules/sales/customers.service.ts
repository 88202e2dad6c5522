import { Injectable } from '@nestjs/common';
import { DomainError, fieldRefusal } from '../../kernel/domain-error.js';
import type { Page } from '../../kernel/page.js';
import type { Principal } from '../../platform/access/index.js';
import { type ListOptions, Transactions, type Tx, VersionedTable } from '../../platform/database/index.js';
import { NumberSeries } from '../settings/index.js';
import { CustomerEntity } from './customer.entity.js';
import { SalesErrors } from './sales.errors.js';

const customers = new VersionedTable<CustomerEntity>(CustomerEntity, {
  notFound: SalesErrors.customerNotFound,
  sorts: ['customer_number', 'id'],
  search: ['customer_number', 'company_name', 'last_name', 'email'],
});

@Injectable()
export class CustomersService {
  constructor(
    private readonly transactions: Transactions,
    private readonly series: NumberSeries,
  ) {}

  list(principal: Principal, options: ListOptions): Promise<Page<CustomerEntity>> {
    return this.transactions.read(principal, (tx) => customers.list(tx, options));
  }

  get(principal: Principal, id: number): Promise<CustomerEntity> {
    return this.transactions.read(principal, (tx) => customers.get(tx, id));
  }

  create(principal: Principal, values: Partial<CustomerEntity>): Promise<CustomerEntity> {
    checkName(values);
    return this.transactions.run(principal, async (tx) => {
      const customerNumber = values.customer_number ?? (await this.series.next(tx, 'customer'));
      return customers.insert(tx, { ...values, customer_number: customerNumber });
    });
  }

  update(
    principal: Principal,
    id: number,
    version: number,
    changes: Partial<CustomerEntity>,
  ): Promise<CustomerEntity> {
    return this.transactions.run(principal, async (tx) => {
      checkName({ ...(await customers.lockVersion(tx, id, version)), ...changes });
      return customers.update(tx, id, version, changes);
    });
  }

  remove(principal: Principal, id: number, version: number): Promise<void> {
    return this.transactions.run(principal, async (tx) => {
      await customers.lockVersion(tx, id, version);
      const documents = await tx.query(
        'SELECT 1 FROM sales_orders WHERE organization_id = $1 AND customer_id = $2 LIMIT 1',
        [tx.organizationId, id],
      );
      if (documents.length > 0) throw new DomainError(SalesErrors.customerInUse);
      await customers.remove(tx, id, version);
    });
  }

  /** An active customer for a new document. */
  async requireActive(tx: Tx, id: number): Promise<CustomerEntity> {
    const customer = await customers.find(tx, id);
    if (!customer)
      throw fieldRefusal(SalesErrors.unknownCustomer, '/customer_id', SalesErrors.unknownCustomer.title);
    if (customer.status !== 'active') {
      throw fieldRefusal(SalesErrors.customerInactive, '/customer_id', SalesErrors.customerInactive.title);
    }
    return customer;
  }
}

function checkName(values: Partial<CustomerEntity>): void {
  if (values.company_name || values.last_name) return;
  throw fieldRefusal(SalesErrors.customerNeedsName, '/company_name', SalesErrors.customerNeedsName.title);
}
