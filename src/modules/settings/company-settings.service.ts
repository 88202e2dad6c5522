import { Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/domain-error.js';
import type { Principal } from '../../platform/access/index.js';
import { Transactions, type Tx } from '../../platform/database/index.js';
import { OrganizationSeeds } from '../identity/index.js';
import { BusinessTime } from './business-time.service.js';
import type { UpdateCompanySettingsRequest } from './company-settings.dto.js';
import {
  type CompanySettingsRow,
  type CompanySettingsView,
  companySettingsTable,
  readCompanySettings,
  seedCompanySettings,
  viewSettings,
} from './company-settings.repository.js';
import { faultsOfSettings, type SettingsToCheck } from './company-settings.rules.js';
import { SettingsErrors } from './settings.errors.js';

const FLOOR = 2;

/** The one settings row of the organization. */
@Injectable()
export class CompanySettings {
  constructor(
    private readonly transactions: Transactions,
    private readonly businessTime: BusinessTime,
    seeds: OrganizationSeeds,
  ) {
    seeds.register(FLOOR, seedCompanySettings);
  }

  get(tx: Tx): Promise<CompanySettingsRow> {
    return readCompanySettings(tx);
  }

  show(principal: Principal): Promise<CompanySettingsView> {
    return this.transactions.read(principal, async (tx) => viewSettings(await readCompanySettings(tx)));
  }

  async update(
    principal: Principal,
    version: number,
    changes: UpdateCompanySettingsRequest,
  ): Promise<CompanySettingsView> {
    const settings = await this.transactions.run(principal, async (tx) => {
      const { id } = await readCompanySettings(tx);
      const before = await companySettingsTable.lockVersion(tx, id, version);
      refuseFaults({ ...before, ...given(changes) });
      return viewSettings(await companySettingsTable.update(tx, id, version, changes));
    });
    // Only after the commit: whoever asks before it would keep the old zone again.
    this.businessTime.forget(principal.organizationId);
    return settings;
  }
}

function given<T extends object>(changes: T): T {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as T;
}

function refuseFaults(settings: SettingsToCheck): void {
  const errors = faultsOfSettings(settings).map(({ field, fault }) => ({
    definition: SettingsErrors[fault],
    pointer: `/${field}`,
  }));
  if (!errors[0]) return;
  throw new DomainError(errors[0].definition, {
    errors: errors.map(({ definition, pointer }) => ({
      pointer,
      code: definition.code,
      detail: definition.title,
    })),
  });
}
