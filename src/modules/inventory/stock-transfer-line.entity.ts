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

/** Row of `stock_transfer_lines`. */
@Check(
  'ck_stock_transfer_lines_in_transit',
  '(((received_quantity + written_off_quantity) + returned_quantity) <= shipped_quantity)',
)
@Check('ck_stock_transfer_lines_line_number', '(line_number >= 1)')
@Check('ck_stock_transfer_lines_notes', '(char_length(notes) <= 4000)')
@Check('ck_stock_transfer_lines_quantity', '(quantity > (0)::numeric)')
@Check('ck_stock_transfer_lines_received_quantity', '(received_quantity >= (0)::numeric)')
@Check('ck_stock_transfer_lines_returned_quantity', '(returned_quantity >= (0)::numeric)')
@Check('ck_stock_transfer_lines_shipped_quantity', '(shipped_quantity >= (0)::numeric)')
@Check('ck_stock_transfer_lines_written_off_quantity', '(written_off_quantity >= (0)::numeric)')
@ForeignKey('InventoryLocationEntity', ['organization_id', 'from_location_id'], ['organization_id', 'id'], {
  name: 'fk_stock_transfer_lines_from_location_id',
})
@ForeignKey('MaterialLotEntity', ['organization_id', 'lot_id'], ['organization_id', 'id'], {
  name: 'fk_stock_transfer_lines_lot_id',
})
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], {
  name: 'fk_stock_transfer_lines_organization_id',
})
@ForeignKey('ProductEntity', ['organization_id', 'product_id'], ['organization_id', 'id'], {
  name: 'fk_stock_transfer_lines_product_id',
})
@ForeignKey('StockTransferEntity', ['organization_id', 'stock_transfer_id'], ['organization_id', 'id'], {
  name: 'fk_stock_transfer_lines_stock_transfer_id',
  onDelete: 'CASCADE',
})
@Unique('uq_stock_transfer_lines_line_number', ['organization_id', 'stock_transfer_id', 'line_number'])
@Index('ix_stock_transfer_lines_from_location_id', ['organization_id', 'from_location_id'])
@Index('ix_stock_transfer_lines_lot_id', ['organization_id', 'lot_id'])
@Index('ix_stock_transfer_lines_product_id', ['organization_id', 'product_id'])
@Entity({ name: 'stock_transfer_lines' })
export class StockTransferLineEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_stock_transfer_lines' })
  organization_id: number;

  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_stock_transfer_lines',
  })
  id: number;

  @Column({ type: 'bigint' })
  stock_transfer_id: number;

  @Column({ type: 'integer' })
  line_number: number;

  @Column({ type: 'bigint' })
  product_id: number;

  @Column({ type: 'bigint' })
  from_location_id: number;

  @Column({ type: 'bigint', nullable: true })
  lot_id: number | null;

  @Column({ type: 'numeric', precision: 20, scale: 9 })
  quantity: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 9, default: 0 })
  shipped_quantity: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 9, default: 0 })
  received_quantity: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 9, default: 0 })
  written_off_quantity: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 9, default: 0 })
  returned_quantity: Decimal;

  @Column({
    type: 'numeric',
    precision: 20,
    scale: 9,
    nullable: true,
    generatedType: 'STORED',
    asExpression: '(((shipped_quantity - received_quantity) - written_off_quantity) - returned_quantity)',
  })
  in_transit_quantity: Decimal | null;

  @Column({ type: 'text', nullable: true })
  notes: string | null;
}
