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

/** Row of `purchase_receipts`. */
@Check('ck_purchase_receipts_notes', '(char_length(notes) <= 10000)')
@Check(
  'ck_purchase_receipts_receipt_number',
  '((char_length(receipt_number) >= 1) AND (char_length(receipt_number) <= 50))',
)
@ForeignKey('UserEntity', ['organization_id', 'created_by'], ['organization_id', 'id'], {
  name: 'fk_purchase_receipts_created_by',
})
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], {
  name: 'fk_purchase_receipts_organization_id',
})
@ForeignKey('PurchaseOrderEntity', ['organization_id', 'purchase_order_id'], ['organization_id', 'id'], {
  name: 'fk_purchase_receipts_purchase_order_id',
})
@Unique('uq_purchase_receipts_receipt_number', ['organization_id', 'receipt_number'])
@Index('ix_purchase_receipts_created_by', ['organization_id', 'created_by'])
@Index('ix_purchase_receipts_purchase_order_id', ['organization_id', 'purchase_order_id'])
@Entity({ name: 'purchase_receipts' })
export class PurchaseReceiptEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_purchase_receipts' })
  organization_id: number;

  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_purchase_receipts',
  })
  id: number;

  @Column({ type: 'text' })
  receipt_number: string;

  @Column({ type: 'bigint' })
  purchase_order_id: number;

  @Column({ type: 'date' })
  received_date: string;

  @Column({ type: 'text', nullable: true })
  notes: string | null;

  @Column({ type: 'bigint', nullable: true })
  created_by: number | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;
}
