import { Injectable } from '@nestjs/common';
import type { Principal } from '../../platform/access/index.js';
import { Transactions } from '../../platform/database/index.js';
import { readTimingSettings, timingSettingsTable } from './timing.repository.js';
import type { TimingSettingsEntity } from './timing-settings.entity.js';

type SettingsView = Omit<TimingSettingsEntity, 'organization_id' | 'id'>;

/** Lead times that count where a product does not say its own. */
@Injectable()
export class TimingSettingsService {
  constructor(private readonly transactions: Transactions) {}

  get(principal: Principal): Promise<SettingsView> {
    return this.transactions.read(principal, async (tx) => view(await readTimingSettings(tx)));
  }

  /** The totals of products that use them follow in the same transaction, by a trigger. */
  replace(
    principal: Principal,
    version: number,
    values: Partial<TimingSettingsEntity>,
  ): Promise<SettingsView> {
    return this.transactions.run(principal, async (tx) => {
      const { id } = await readTimingSettings(tx);
      return view(await timingSettingsTable.update(tx, id, version, values));
    });
  }
}

function view({ id: _id, ...settings }: TimingSettingsEntity): SettingsView {
  return settings;
}
