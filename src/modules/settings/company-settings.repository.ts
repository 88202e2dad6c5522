import { DomainError } from '../../kernel/domain-error.js';
import { type Tx, VersionedTable } from '../../platform/database/index.js';
import { CompanySettingsEntity } from './company-settings.entity.js';
import { SettingsErrors } from './settings.errors.js';

export type CompanySettingsRow = CompanySettingsEntity;

/** What the settings show: neither the row's key nor how it is kept to be one. */
export type CompanySettingsView = Omit<CompanySettingsRow, 'id' | 'singleton' | 'organization_id'>;

export function viewSettings(row: CompanySettingsRow): CompanySettingsView {
  const { id: _id, singleton: _singleton, organization_id: _organization, ...view } = row;
  return view;
}

export const companySettingsTable = new VersionedTable<CompanySettingsRow>(CompanySettingsEntity, {
  notFound: SettingsErrors.companyNotFound,
  sorts: ['id'],
});

/** The one row of the organization. */
export async function readCompanySettings(tx: Tx): Promise<CompanySettingsRow> {
  const rows = await tx.query<CompanySettingsRow>(
    'SELECT * FROM company_settings WHERE organization_id = $1',
    [tx.organizationId],
  );
  if (!rows[0]) throw new DomainError(SettingsErrors.companyNotFound);
  return rows[0];
}

/** Idempotent. The company is called as its organization is until somebody changes it. */
export async function seedCompanySettings(tx: Tx): Promise<void> {
  await tx.execute(
    `INSERT INTO company_settings (organization_id, company_name)
     SELECT id, name FROM organizations WHERE id = $1
     ON CONFLICT (organization_id, singleton) DO NOTHING`,
    [tx.organizationId],
  );
}
