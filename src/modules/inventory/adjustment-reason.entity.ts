import { Check, Column, Entity, ForeignKey, PrimaryColumn, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** Row of `adjustment_reasons`. */
@Check(
  'ck_adjustment_reasons_adjustment_type',
  `(adjustment_type = ANY (ARRAY['stock_take'::text, 'damage'::text, 'loss'::text, 'found'::text, 'correction'::text, 'return'::text, 'other'::text]))`,
)
@Check('ck_adjustment_reasons_code', '((char_length(code) >= 1) AND (char_length(code) <= 100))')
@Check('ck_adjustment_reasons_name', '((char_length(name) >= 1) AND (char_length(name) <= 255))')
@Check('ck_adjustment_reasons_sort_order', '(sort_order >= 0)')
@Check('ck_adjustment_reasons_version', '(version >= 1)')
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], {
  name: 'fk_adjustment_reasons_organization_id',
})
@Unique('uq_adjustment_reasons_code', ['organization_id', 'code'])
@Entity({ name: 'adjustment_reasons' })
export class AdjustmentReasonEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_adjustment_reasons' })
  organization_id: number;

  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_adjustment_reasons',
  })
  id: number;

  @Column({ type: 'text' })
  code: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text', nullable: true })
  adjustment_type: string | null;

  @Column({ type: 'integer', default: 100 })
  sort_order: number;

  @Column({ type: 'boolean', default: false })
  is_system: boolean;

  @Column({ type: 'boolean', default: true })
  is_active: boolean;

  @Column({ type: 'integer', default: 1 })
  version: number;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;
}
