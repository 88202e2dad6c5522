import { Injectable } from '@nestjs/common';
import { BUILT_IN_ROLES } from '../../platform/access/index.js';
import type { Tx } from '../../platform/database/index.js';

/** Puts into a new organization what one module cannot work without: units, a main warehouse, reasons. Idempotent. */
export type OrganizationSeed = (tx: Tx) => Promise<void>;

/** What a new organization starts with. A port: the modules above register their part. */
@Injectable()
export class OrganizationSeeds {
  private readonly seeds: { order: number; seed: OrganizationSeed }[] = [];

  /** `floor` is the module's floor: lower ones are seeded first. */
  register(floor: number, seed: OrganizationSeed): void {
    this.seeds.push({ order: floor, seed });
    this.seeds.sort((a, b) => a.order - b.order);
  }

  /** Seeds the organization of the transaction. A second run changes nothing. */
  async apply(tx: Tx): Promise<void> {
    await seedRoles(tx);
    for (const { seed } of this.seeds) await seed(tx);
  }
}

async function seedRoles(tx: Tx): Promise<void> {
  const names = {
    admin: 'Administrator',
    manager: 'Manager',
    operator: 'Shop-floor operator',
    customer: 'Customer',
  };
  await tx.execute(
    `INSERT INTO roles (organization_id, code, name, is_system)
     SELECT $1, code, name, true FROM unnest($2::text[], $3::text[]) AS role (code, name)
     ON CONFLICT DO NOTHING`,
    [tx.organizationId, BUILT_IN_ROLES, BUILT_IN_ROLES.map((role) => names[role])],
  );
}
