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
import type { Decimal } from '../../kernel/decimal.js';

/** Row of `routings`. */
@Check('ck_routings_code', '((char_length(code) >= 1) AND (char_length(code) <= 100))')
@Check('ck_routings_name', '(char_length(name) <= 200)')
@Check('ck_routings_notes', '(char_length(notes) <= 10000)')
@Check('ck_routings_owner', '(is_template = (product_id IS NULL))')
@Check('ck_routings_revision', '(char_length(revision) <= 50)')
@Check('ck_routings_routing_version', '(routing_version >= 1)')
@Check('ck_routings_total_cost', '(total_cost >= (0)::numeric)')
@Check('ck_routings_total_run_time_minutes', '(total_run_time_minutes >= (0)::numeric)')
@Check('ck_routings_total_setup_time_minutes', '(total_setup_time_minutes >= (0)::numeric)')
@Check('ck_routings_version', '(version >= 1)')
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], { name: 'fk_routings_organization_id' })
@ForeignKey('ProductEntity', ['organization_id', 'product_id'], ['organization_id', 'id'], {
  name: 'fk_routings_product_id',
})
@Unique('uq_routings_product_id_routing_version', ['organization_id', 'product_id', 'routing_version'])
@Index('uq_routings_active_product', ['organization_id', 'product_id'], {
  unique: true,
  where: '(is_active AND (product_id IS NOT NULL))',
})
@Index('uq_routings_template_code', ['organization_id', 'code'], { unique: true, where: 'is_template' })
@Entity({ name: 'routings' })
export class RoutingEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_routings',
  })
  id: number;

  @Column({ type: 'bigint', nullable: true })
  product_id: number | null;

  @Column({ type: 'text' })
  code: string;

  @Column({ type: 'text', nullable: true })
  name: string | null;

  @Column({ type: 'boolean', default: false })
  is_template: boolean;

  @Column({ type: 'integer', default: 1 })
  routing_version: number;

  @Column({ type: 'text', nullable: true })
  revision: string | null;

  @Column({ type: 'boolean', default: true })
  is_active: boolean;

  @Column({ type: 'numeric', precision: 20, scale: 6, nullable: true })
  total_setup_time_minutes: Decimal | null;

  @Column({ type: 'numeric', precision: 20, scale: 6, nullable: true })
  total_run_time_minutes: Decimal | null;

  @Column({ type: 'numeric', precision: 20, scale: 9, nullable: true })
  total_cost: Decimal | null;

  @Column({ type: 'date', nullable: true })
  effective_date: string | null;

  @Column({ type: 'text', nullable: true })
  notes: string | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_routings' })
  organization_id: number;

  @Column({ type: 'integer', default: 1 })
  version: number;
}
