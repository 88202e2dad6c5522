import { Injectable } from '@nestjs/common';
import type { Principal } from '../../platform/access/index.js';
import { Transactions } from '../../platform/database/index.js';
import type { OrganizationEntity } from './organization.entity.js';

@Injectable()
export class OrganizationsService {
  constructor(private readonly transactions: Transactions) {}

  /** The organization of the credential; no other one can be seen. */
  async own(principal: Principal): Promise<OrganizationEntity> {
    const rows = await this.transactions.read(principal, (tx) =>
      tx.query<OrganizationEntity>('SELECT * FROM organizations WHERE id = $1', [tx.organizationId]),
    );
    return rows[0]!;
  }
}
