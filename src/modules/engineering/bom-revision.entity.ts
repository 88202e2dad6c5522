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

/** Row of `bom_revisions`. */
@Check('ck_bom_revisions_affected_orders_count', '(affected_orders_count >= 0)')
@Check(
  'ck_bom_revisions_approval_status',
  `(approval_status = ANY (ARRAY['draft'::text, 'pending'::text, 'approved'::text, 'rejected'::text, 'implemented'::text]))`,
)
@Check(
  'ck_bom_revisions_change_description',
  '((char_length(change_description) >= 1) AND (char_length(change_description) <= 4000))',
)
@Check('ck_bom_revisions_change_reason', '(char_length(change_reason) <= 4000)')
@Check(
  'ck_bom_revisions_change_type',
  `(change_type = ANY (ARRAY['component_add'::text, 'component_remove'::text, 'component_replace'::text, 'quantity_change'::text, 'cost_change'::text, 'other'::text]))`,
)
@Check(
  'ck_bom_revisions_decided',
  `
CASE
    WHEN (approval_status = ANY (ARRAY['approved'::text, 'rejected'::text, 'implemented'::text])) THEN ((change_approved_by IS NOT NULL) AND (approval_date IS NOT NULL))
    ELSE ((change_approved_by IS NULL) AND (approval_date IS NULL))
END`,
)
@Check(
  'ck_bom_revisions_implemented',
  `((approval_status <> 'implemented'::text) OR ((implementation_date IS NOT NULL) AND (proposed_bom_id IS NOT NULL)))`,
)
@Check(
  'ck_bom_revisions_new_version',
  '((char_length(new_version) >= 1) AND (char_length(new_version) <= 50))',
)
@Check('ck_bom_revisions_notes', '(char_length(notes) <= 4000)')
@Check('ck_bom_revisions_own_approval', '(change_approved_by <> change_requested_by)')
@Check('ck_bom_revisions_own_change', '(change_approved_by <> last_changed_by)')
@Check('ck_bom_revisions_own_submission', '(change_approved_by <> submitted_by)')
@Check(
  'ck_bom_revisions_previous_version',
  '((char_length(previous_version) >= 1) AND (char_length(previous_version) <= 50))',
)
@Check('ck_bom_revisions_proposed_bom_id', '(proposed_bom_id <> bom_id)')
@Check('ck_bom_revisions_rejection_reason', '(char_length(rejection_reason) <= 4000)')
@Check(
  'ck_bom_revisions_revision_number',
  '((char_length(revision_number) >= 1) AND (char_length(revision_number) <= 50))',
)
@Check('ck_bom_revisions_version', '(version >= 1)')
@ForeignKey('BomEntity', ['organization_id', 'bom_id'], ['organization_id', 'id'], {
  name: 'fk_bom_revisions_bom_id',
  onDelete: 'CASCADE',
})
@ForeignKey('UserEntity', ['organization_id', 'change_approved_by'], ['organization_id', 'id'], {
  name: 'fk_bom_revisions_change_approved_by',
})
@ForeignKey('UserEntity', ['organization_id', 'change_requested_by'], ['organization_id', 'id'], {
  name: 'fk_bom_revisions_change_requested_by',
})
@ForeignKey('UserEntity', ['organization_id', 'last_changed_by'], ['organization_id', 'id'], {
  name: 'fk_bom_revisions_last_changed_by',
})
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], { name: 'fk_bom_revisions_organization_id' })
@ForeignKey('BomEntity', ['organization_id', 'proposed_bom_id'], ['organization_id', 'id'], {
  name: 'fk_bom_revisions_proposed_bom_id',
})
@ForeignKey('UserEntity', ['organization_id', 'submitted_by'], ['organization_id', 'id'], {
  name: 'fk_bom_revisions_submitted_by',
})
@Unique('uq_bom_revisions_proposed_bom_id', ['organization_id', 'proposed_bom_id'])
@Unique('uq_bom_revisions_revision_number', ['organization_id', 'bom_id', 'revision_number'])
@Index('idx_bom_rev_org_bom', ['organization_id', 'bom_id'])
@Index('idx_bom_rev_org_date', ['organization_id', 'revision_date'])
@Index('idx_bom_rev_status', ['organization_id', 'approval_status'])
@Index('idx_bom_rev_version', ['organization_id', 'bom_id', 'new_version'])
@Index('ix_bom_revisions_change_approved_by', ['organization_id', 'change_approved_by'])
@Index('ix_bom_revisions_change_requested_by', ['organization_id', 'change_requested_by'])
@Index('ix_bom_revisions_last_changed_by', ['organization_id', 'last_changed_by'])
@Index('ix_bom_revisions_submitted_by', ['organization_id', 'submitted_by'])
@Entity({ name: 'bom_revisions' })
export class BomRevisionEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_bom_revisions' })
  organization_id: number;

  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_bom_revisions',
  })
  id: number;

  /** The version that it changes. */
  @Column({ type: 'bigint' })
  bom_id: number;

  /** The version that it proposes. */
  @Column({ type: 'bigint', nullable: true })
  proposed_bom_id: number | null;

  @Column({ type: 'text' })
  revision_number: string;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  revision_date: Date;

  @Column({ type: 'text', nullable: true })
  previous_version: string | null;

  @Column({ type: 'text' })
  new_version: string;

  @Column({ type: 'text' })
  change_type: string;

  @Column({ type: 'text' })
  change_description: string;

  @Column({ type: 'text', nullable: true })
  change_reason: string | null;

  @Column({ type: 'bigint', nullable: true })
  change_requested_by: number | null;

  @Column({ type: 'bigint', nullable: true })
  submitted_by: number | null;

  @Column({ type: 'timestamptz', nullable: true })
  submitted_at: Date | null;

  /** Who approved or rejected it. */
  @Column({ type: 'bigint', nullable: true })
  change_approved_by: number | null;

  @Column({ type: 'timestamptz', nullable: true })
  approval_date: Date | null;

  @Column({ type: 'text', default: 'pending' })
  approval_status: string;

  @Column({ type: 'text', nullable: true })
  rejection_reason: string | null;

  @Column({ type: 'numeric', precision: 20, scale: 9, default: 0 })
  cost_impact: Decimal;

  @Column({ type: 'integer', default: 0 })
  affected_orders_count: number;

  @Column({ type: 'timestamptz', nullable: true })
  implementation_date: Date | null;

  @Column({ type: 'text', nullable: true })
  notes: string | null;

  @Column({ type: 'integer', default: 1 })
  version: number;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;

  /** Who changed the draft last, what it says or the version that it proposes. */
  @Column({ type: 'bigint', nullable: true })
  last_changed_by: number | null;
}
