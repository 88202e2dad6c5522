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

/** Row of `put_away_rules`. */
@Check('ck_put_away_rules_capacity', '(capacity > (0)::numeric)')
@Check('ck_put_away_rules_priority', '((priority >= 1) AND (priority <= 9999))')
@Check('ck_put_away_rules_subject', '((product_id IS NULL) OR (category_id IS NULL))')
@Check('ck_put_away_rules_version', '(version >= 1)')
@ForeignKey('ItemCategoryEntity', ['organization_id', 'category_id'], ['organization_id', 'id'], {
  name: 'fk_put_away_rules_category_id',
})
@ForeignKey('InventoryLocationEntity', ['organization_id', 'location_id'], ['organization_id', 'id'], {
  name: 'fk_put_away_rules_location_id',
})
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], { name: 'fk_put_away_rules_organization_id' })
@ForeignKey('ProductEntity', ['organization_id', 'product_id'], ['organization_id', 'id'], {
  name: 'fk_put_away_rules_product_id',
})
@Unique('uq_put_away_rules_location_id', ['organization_id', 'location_id', 'product_id', 'category_id'])
@Index('ix_put_away_rules_category_id', ['organization_id', 'category_id'])
@Index('ix_put_away_rules_location_id', ['organization_id', 'location_id'])
@Index('ix_put_away_rules_product_id', ['organization_id', 'product_id'])
@Entity({ name: 'put_away_rules' })
export class PutAwayRuleEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_put_away_rules' })
  organization_id: number;

  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_put_away_rules',
  })
  id: number;

  @Column({ type: 'bigint', nullable: true })
  product_id: number | null;

  @Column({ type: 'bigint', nullable: true })
  category_id: number | null;

  @Column({ type: 'bigint' })
  location_id: number;

  @Column({ type: 'integer', default: 100 })
  priority: number;

  @Column({ type: 'numeric', precision: 20, scale: 9, nullable: true })
  capacity: Decimal | null;

  @Column({ type: 'boolean', default: true })
  is_active: boolean;

  @Column({ type: 'integer', default: 1 })
  version: number;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;
}
