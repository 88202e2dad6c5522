import { Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** Row of `stocktake_products`. */
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], {
  name: 'fk_stocktake_products_organization_id',
})
@ForeignKey('ProductEntity', ['organization_id', 'product_id'], ['organization_id', 'id'], {
  name: 'fk_stocktake_products_product_id',
})
@ForeignKey('StocktakeEntity', ['organization_id', 'stocktake_id'], ['organization_id', 'id'], {
  name: 'fk_stocktake_products_stocktake_id',
  onDelete: 'CASCADE',
})
@Unique('uq_stocktake_products_product_id', ['organization_id', 'stocktake_id', 'product_id'])
@Index('ix_stocktake_products_product_id', ['organization_id', 'product_id'])
@Entity({ name: 'stocktake_products' })
export class StocktakeProductEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_stocktake_products' })
  organization_id: number;

  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_stocktake_products',
  })
  id: number;

  @Column({ type: 'bigint' })
  stocktake_id: number;

  @Column({ type: 'bigint' })
  product_id: number;
}
