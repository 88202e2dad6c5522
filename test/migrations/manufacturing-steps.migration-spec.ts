import { FIRST_SCHEMA_ROWS } from './first-schema-rows.js';
import { LineageDatabase } from './lineage-database.js';

let database: LineageDatabase;
beforeEach(async () => {
  database = await LineageDatabase.at('001');
  await database.client.query(FIRST_SCHEMA_ROWS);
  await database.migrator.up('manufacturing_engineering');
  await database.client.query('SET app.organization_id = 1');
});
afterEach(() => database.drop());

const refused = (sql: string, constraint: string) =>
  expect(database.client.query(sql)).rejects.toMatchObject({ constraint });

const alternate = (values = '') =>
  `INSERT INTO bom_alternate_components (organization_id, primary_component_id, alternate_item_id, quantity_required, unit
     ${values && `, ${values.split('=')[0]}`}) SELECT 1, l.id, p.id, 1, 'EA' ${values && `, ${values.split('=')[1]}`}
     FROM (SELECT min(id) AS id FROM bom_lines) l,
          (SELECT id FROM products WHERE id NOT IN (SELECT alternate_item_id FROM bom_alternate_components)
            ORDER BY id LIMIT 1) p`;

const revision = (number: string, columns = '', values = '') =>
  `INSERT INTO bom_revisions (organization_id, bom_id, revision_number, new_version, change_type, change_description
     ${columns && `, ${columns}`}) VALUES (1, 1, '${number}', '2', 'other', 'Other' ${values && `, ${values}`})`;

it('alternates have one preferred at most, and go with their line', async () => {
  await database.client.query(alternate('is_preferred=true'));
  await database.client.query(alternate());
  await refused(alternate('is_preferred=true'), 'uq_bom_alternate_components_preferred');
  await refused(alternate('preference_rank=0'), 'ck_bom_alternate_components_preference_rank');
  await refused(alternate('lead_time_days=-1'), 'ck_bom_alternate_components_lead_time_days');
  await refused(alternate('min_order_quantity=-1'), 'ck_bom_alternate_components_min_order_quantity');
  await expect(database.migrator.down()).rejects.toThrow(/2 alternate\(s\) of BOM lines exist/);
  await database.client.query('DELETE FROM production_lot_consumptions');
  await database.client.query('DELETE FROM bom_lines WHERE id = (SELECT min(id) FROM bom_lines)');
  expect(await database.value('SELECT count(*) FROM bom_alternate_components')).toBe('0');
});

it('revisions are decided by somebody, on a day, and not by who asked', async () => {
  const [requester, decider] = await database.rows<{ id: string }>(
    'SELECT id FROM users ORDER BY id LIMIT 2',
  );
  await database.client.query(revision('REV-0001'));
  expect(await database.value('SELECT approval_status FROM bom_revisions')).toBe('pending');
  await refused(revision('REV-0001'), 'uq_bom_revisions_revision_number');
  await refused(revision('REV-0002', 'approval_status', `'approved'`), 'ck_bom_revisions_decided');
  await refused(revision('REV-0002', 'approval_status', `'rejected'`), 'ck_bom_revisions_decided');
  await refused(revision('REV-0002', 'approval_status', `'maybe'`), 'ck_bom_revisions_approval_status');
  const decided = 'approval_status, approval_date, change_requested_by, change_approved_by';
  const by = (id: string) => `'approved', now(), ${requester!.id}, ${id}`;
  await refused(revision('REV-0002', decided, by(requester!.id)), 'ck_bom_revisions_own_approval');
  await database.client.query(revision('REV-0002', decided, by(decider!.id)));
  await expect(database.migrator.down()).rejects.toThrow(/2 revision\(s\) of BOMs exist/);
});

it('has the indexes of the guide', async () => {
  const names = await database.rows<{ indexname: string }>(
    `SELECT indexname FROM pg_indexes WHERE indexname ~ '^idx_bom_' ORDER BY 1`,
  );
  expect(names.map(({ indexname }) => indexname)).toEqual([
    'idx_bom_alt_org_item',
    'idx_bom_alt_org_primary',
    'idx_bom_alt_preference',
    'idx_bom_rev_org_bom',
    'idx_bom_rev_org_date',
    'idx_bom_rev_status',
    'idx_bom_rev_version',
  ]);
});
