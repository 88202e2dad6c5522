import { Injectable } from '@nestjs/common';
import type { Page } from '../../kernel/page.js';
import type { Principal } from '../../platform/access/index.js';
import { Transactions } from '../../platform/database/index.js';
import { appendEvents } from '../../platform/outbox/outbox.js';
import { alertEvent } from './alert-changes.js';
import {
  acknowledgeAlert,
  type AlertCount,
  type AlertFilter,
  alertSettings,
  type AlertView,
  countAlerts,
  getAlert,
  listAlerts,
  lockActiveAlert,
  readAlertSettings,
  resolveAlerts,
} from './alerts.repository.js';
import type { InventoryAlertSettingsEntity } from './inventory-alert-settings.entity.js';

/** What people do about alerts: look, acknowledge, resolve, and say how they want them. */
@Injectable()
export class AlertsService {
  constructor(private readonly transactions: Transactions) {}

  list(principal: Principal, filter: AlertFilter): Promise<Page<AlertView>> {
    return this.transactions.read(principal, (tx) => listAlerts(tx, filter));
  }

  get(principal: Principal, id: number): Promise<AlertView> {
    return this.transactions.read(principal, (tx) => getAlert(tx, id));
  }

  count(principal: Principal): Promise<AlertCount[]> {
    return this.transactions.read(principal, countAlerts);
  }

  /** Says that somebody knows. Acknowledged once more, it stays with who was first. */
  acknowledge(principal: Principal, id: number): Promise<AlertView> {
    return this.transactions.run(principal, async (tx) => {
      const alert = await lockActiveAlert(tx, id);
      if (alert.acknowledged_at === null) await acknowledgeAlert(tx, id);
      return getAlert(tx, id);
    });
  }

  /** Closes an alert although its cause may still be there: it stays quiet for the cooldown. */
  resolve(principal: Principal, id: number, notes: string | undefined): Promise<AlertView> {
    return this.transactions.run(principal, async (tx) => {
      await lockActiveAlert(tx, id);
      const resolved = await resolveAlerts(tx, [id], { by: tx.principal.userId, notes: notes ?? null });
      await appendEvents(
        tx,
        resolved.map((alert) => alertEvent(alert, 'resolved')),
      );
      return getAlert(tx, id);
    });
  }

  settings(principal: Principal): Promise<AlertSettingsView> {
    return this.transactions.read(principal, async (tx) => view(await readAlertSettings(tx)));
  }

  updateSettings(
    principal: Principal,
    version: number,
    changes: Partial<InventoryAlertSettingsEntity>,
  ): Promise<AlertSettingsView> {
    return this.transactions.run(principal, async (tx) => {
      const { id } = await readAlertSettings(tx);
      return view(await alertSettings.update(tx, id, version, changes));
    });
  }
}

type AlertSettingsView = Omit<InventoryAlertSettingsEntity, 'organization_id' | 'id' | 'touched_through'>;

/** Where the rounds in the background stand is theirs. */
function view(settings: InventoryAlertSettingsEntity): AlertSettingsView {
  const { id: _id, touched_through: _through, ...shown } = settings;
  return shown;
}
