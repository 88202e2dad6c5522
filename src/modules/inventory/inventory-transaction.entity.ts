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

/** Row of `inventory_transactions`. */
@Check(
  'ck_inventory_transactions_approval',
  '(((approved_by IS NULL) = (approved_at IS NULL)) AND ((rejected_by IS NULL) = (rejected_at IS NULL)))',
)
@Check('ck_inventory_transactions_approval_reason', '(char_length(approval_reason) <= 1000)')
@Check('ck_inventory_transactions_cost_per_unit', '(cost_per_unit >= (0)::numeric)')
@Check(
  'ck_inventory_transactions_counted_quantity',
  `((counted_quantity IS NULL) OR (transaction_type = 'count'::text))`,
)
@Check(
  'ck_inventory_transactions_given_value',
  `((given_value >= (0)::numeric) OR (transaction_type = 'revaluation'::text))`,
)
@Check('ck_inventory_transactions_decider', '((approved_by <> created_by) AND (rejected_by <> created_by))')
@Check(
  'ck_inventory_transactions_decision',
  '(((approved_at IS NULL) AND (rejected_at IS NULL)) OR (requires_approval AND ((approved_at IS NULL) OR (rejected_at IS NULL))))',
)
@Check(
  'ck_inventory_transactions_ends',
  `((from_location_id IS DISTINCT FROM to_location_id) OR ((transaction_type = 'revaluation'::text) AND (from_location_id IS NULL)))`,
)
@Check('ck_inventory_transactions_lot_number', '(char_length(lot_number) <= 100)')
@Check('ck_inventory_transactions_notes', '(char_length(notes) <= 10000)')
@Check(
  'ck_inventory_transactions_quantity',
  `((quantity > (0)::numeric) OR ((quantity = (0)::numeric) AND (transaction_type = ANY (ARRAY['revaluation'::text, 'count'::text]))))`,
)
@Check('ck_inventory_transactions_reason', '(char_length(reason) <= 1000)')
@Check('ck_inventory_transactions_reference', '((reference_id IS NULL) OR (reference_type IS NOT NULL))')
@Check('ck_inventory_transactions_reference_type', '(char_length(reference_type) <= 50)')
@Check('ck_inventory_transactions_serial_number', '(char_length(serial_number) <= 100)')
@Check(
  'ck_inventory_transactions_total_cost',
  `((total_cost >= (0)::numeric) OR (transaction_type = 'revaluation'::text))`,
)
@Check(
  'ck_inventory_transactions_transaction_type',
  `(transaction_type = ANY (ARRAY['receipt'::text, 'issue'::text, 'consumption'::text, 'production'::text, 'transfer'::text, 'adjustment'::text, 'scrap'::text, 'shipment'::text, 'return'::text, 'count'::text, 'revaluation'::text, 'reversal'::text, 'opening'::text]))`,
)
@Check('ck_inventory_transactions_unit', '((char_length(unit) >= 1) AND (char_length(unit) <= 20))')
@ForeignKey('UserEntity', ['organization_id', 'approved_by'], ['organization_id', 'id'], {
  name: 'fk_inventory_transactions_approved_by',
})
@ForeignKey('UserEntity', ['organization_id', 'created_by'], ['organization_id', 'id'], {
  name: 'fk_inventory_transactions_created_by',
})
@ForeignKey('InventoryLocationEntity', ['organization_id', 'from_location_id'], ['organization_id', 'id'], {
  name: 'fk_inventory_transactions_from_location_id',
})
@ForeignKey('MaterialLotEntity', ['organization_id', 'lot_id'], ['organization_id', 'id'], {
  name: 'fk_inventory_transactions_lot_id',
})
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], {
  name: 'fk_inventory_transactions_organization_id',
})
@ForeignKey('ProductEntity', ['organization_id', 'product_id'], ['organization_id', 'id'], {
  name: 'fk_inventory_transactions_product_id',
})
@ForeignKey('UserEntity', ['organization_id', 'rejected_by'], ['organization_id', 'id'], {
  name: 'fk_inventory_transactions_rejected_by',
})
@ForeignKey('InventoryTransactionEntity', ['organization_id', 'revalues_id'], ['organization_id', 'id'], {
  name: 'fk_inventory_transactions_revalues_id',
})
@ForeignKey('InventoryTransactionEntity', ['organization_id', 'reversal_of_id'], ['organization_id', 'id'], {
  name: 'fk_inventory_transactions_reversal_of_id',
})
@ForeignKey('InventoryLocationEntity', ['organization_id', 'to_location_id'], ['organization_id', 'id'], {
  name: 'fk_inventory_transactions_to_location_id',
})
@Unique('uq_inventory_transactions_reversal_of_id', ['organization_id', 'reversal_of_id'])
@Index('ix_inventory_transactions_approved_by', ['organization_id', 'approved_by'], {
  where: '(approved_by IS NOT NULL)',
})
@Index('ix_inventory_transactions_counts', ['organization_id', 'product_id', 'effective_at'], {
  where: `(transaction_type = 'count'::text)`,
})
@Index('ix_inventory_transactions_created_by', ['organization_id', 'created_by'])
@Index('ix_inventory_transactions_from_location_id', ['organization_id', 'from_location_id'])
@Index('ix_inventory_transactions_lot_id', ['organization_id', 'lot_id'])
@Index('ix_inventory_transactions_product_created_type', [
  'organization_id',
  'product_id',
  'created_at',
  'transaction_type',
])
@Index('ix_inventory_transactions_product_effective', ['organization_id', 'product_id', 'effective_at', 'id'])
@Index('ix_inventory_transactions_held', ['organization_id', 'id'], {
  where: '(requires_approval AND (approved_at IS NULL) AND (rejected_at IS NULL))',
})
@Index('ix_inventory_transactions_reference', ['organization_id', 'reference_type', 'reference_id'])
@Index('ix_inventory_transactions_rejected_by', ['organization_id', 'rejected_by'], {
  where: '(rejected_by IS NOT NULL)',
})
@Index('ix_inventory_transactions_revalues_id', ['organization_id', 'revalues_id'], {
  where: '(revalues_id IS NOT NULL)',
})
@Index('ix_inventory_transactions_to_location_id', ['organization_id', 'to_location_id'])
@Index('ix_inventory_transactions_transaction_date', ['organization_id', 'transaction_date'])
@Entity({ name: 'inventory_transactions' })
export class InventoryTransactionEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_inventory_transactions',
  })
  id: number;

  @Column({ type: 'bigint' })
  product_id: number;

  @Column({ type: 'text' })
  transaction_type: string;

  @Column({ type: 'bigint', nullable: true })
  from_location_id: number | null;

  @Column({ type: 'bigint', nullable: true })
  to_location_id: number | null;

  @Column({ type: 'bigint', nullable: true })
  lot_id: number | null;

  @Column({ type: 'text', nullable: true })
  lot_number: string | null;

  @Column({ type: 'text', nullable: true })
  serial_number: string | null;

  @Column({ type: 'numeric', precision: 20, scale: 9 })
  quantity: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 9, nullable: true })
  cost_per_unit: Decimal | null;

  @Column({ type: 'text', nullable: true })
  reference_type: string | null;

  @Column({ type: 'bigint', nullable: true })
  reference_id: number | null;

  @Column({ type: 'text', nullable: true })
  reason: string | null;

  @Column({ type: 'text', nullable: true })
  notes: string | null;

  @Column({ type: 'bigint', nullable: true })
  reversal_of_id: number | null;

  @Column({ type: 'bigint', nullable: true })
  revalues_id: number | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'bigint', nullable: true })
  created_by: number | null;

  @Column({ type: 'boolean', default: false })
  requires_approval: boolean;

  @Column({ type: 'text', nullable: true })
  approval_reason: string | null;

  @Column({ type: 'bigint', nullable: true })
  approved_by: number | null;

  @Column({ type: 'timestamptz', nullable: true })
  approved_at: Date | null;

  @Column({ type: 'bigint', nullable: true })
  rejected_by: number | null;

  @Column({ type: 'timestamptz', nullable: true })
  rejected_at: Date | null;

  @Column({ type: 'date' })
  transaction_date: string;

  @Column({ type: 'text' })
  unit: string;

  @Column({ type: 'numeric', precision: 20, scale: 6, nullable: true })
  total_cost: Decimal | null;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_inventory_transactions' })
  organization_id: number;

  /** When it happened. */
  @Column({ type: 'timestamptz', default: () => 'now()' })
  occurred_at: Date;

  /** From when on it counts: a held movement from its approval on. */
  @Column({
    type: 'timestamptz',
    nullable: true,
    generatedType: 'STORED',
    asExpression: 'COALESCE(approved_at, occurred_at)',
  })
  effective_at: Date;

  /** What its document says it is worth; null where the cost of the stock was taken. */
  @Column({ type: 'numeric', precision: 20, scale: 6, nullable: true })
  given_value: Decimal | null;

  @Column({ type: 'numeric', precision: 20, scale: 9, nullable: true })
  counted_quantity: Decimal | null;
}
