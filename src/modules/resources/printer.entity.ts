import {
  Check,
  Column,
  Entity,
  ForeignKey,
  Index,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  Unique,
} from 'typeorm';

/** Row of `printers`. */
@Check('ck_printers_brand', '((char_length(brand) >= 1) AND (char_length(brand) <= 50))')
@Check('ck_printers_code', '((char_length(code) >= 1) AND (char_length(code) <= 50))')
@Check('ck_printers_ip_address', '(char_length(ip_address) <= 100)')
@Check('ck_printers_location', '(char_length(location) <= 255)')
@Check('ck_printers_model', '(char_length(model) <= 100)')
@Check('ck_printers_name', '((char_length(name) >= 1) AND (char_length(name) <= 200))')
@Check('ck_printers_notes', '(char_length(notes) <= 10000)')
@Check('ck_printers_serial_number', '(char_length(serial_number) <= 100)')
@Check(
  'ck_printers_status',
  `(status = ANY (ARRAY['offline'::text, 'idle'::text, 'printing'::text, 'paused'::text, 'error'::text, 'maintenance'::text]))`,
)
@Check('ck_printers_version', '(version >= 1)')
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], { name: 'fk_printers_organization_id' })
@ForeignKey('ResourceEntity', ['organization_id', 'resource_id'], ['organization_id', 'id'], {
  name: 'fk_printers_resource_id',
  onDelete: 'SET NULL',
})
@ForeignKey('WorkCenterEntity', ['organization_id', 'work_center_id'], ['organization_id', 'id'], {
  name: 'fk_printers_work_center_id',
})
@Unique('uq_printers_code', ['organization_id', 'code'])
@Index('ix_printers_resource_id', ['organization_id', 'resource_id'])
@Index('ix_printers_work_center_id', ['organization_id', 'work_center_id'])
@Entity({ name: 'printers' })
export class PrinterEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_printers',
  })
  id: number;

  @Column({ type: 'text' })
  code: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text', nullable: true })
  model: string | null;

  @Column({ type: 'text', nullable: true })
  serial_number: string | null;

  @Column({ type: 'text', default: 'offline' })
  status: string;

  @Column({ type: 'bigint', nullable: true })
  work_center_id: number | null;

  @Column({ type: 'text', nullable: true })
  location: string | null;

  @Column({ type: 'text', nullable: true })
  notes: string | null;

  @Column({ type: 'boolean', default: true })
  is_active: boolean;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;

  @Column({ type: 'text', default: 'generic' })
  brand: string;

  @Column({ type: 'text', nullable: true })
  ip_address: string | null;

  @Column({ type: 'bigint', nullable: true })
  resource_id: number | null;

  @Column({ type: 'jsonb', default: {} })
  capabilities: Record<string, unknown>;

  @Column({ type: 'timestamptz', nullable: true })
  last_seen_at: Date | null;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_printers' })
  organization_id: number;

  @Column({ type: 'integer', default: 1 })
  version: number;
}
