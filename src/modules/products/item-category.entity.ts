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

/** Row of `item_categories`. */
@Check('ck_item_categories_code', '((char_length(code) >= 1) AND (char_length(code) <= 50))')
@Check('ck_item_categories_description', '(char_length(description) <= 4000)')
@Check('ck_item_categories_name', '((char_length(name) >= 1) AND (char_length(name) <= 100))')
@Check('ck_item_categories_parent', '(parent_id <> id)')
@Check('ck_item_categories_version', '(version >= 1)')
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], { name: 'fk_item_categories_organization_id' })
@ForeignKey('ItemCategoryEntity', ['organization_id', 'parent_id'], ['organization_id', 'id'], {
  name: 'fk_item_categories_parent_id',
})
@Unique('uq_item_categories_code', ['organization_id', 'code'])
@Index('ix_item_categories_parent_id', ['organization_id', 'parent_id'])
@Entity({ name: 'item_categories' })
export class ItemCategoryEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_item_categories',
  })
  id: number;

  @Column({ type: 'text' })
  code: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'bigint', nullable: true })
  parent_id: number | null;

  @Column({ type: 'text', nullable: true })
  description: string | null;

  @Column({ type: 'integer', default: 0 })
  sort_order: number;

  @Column({ type: 'boolean', default: true })
  is_active: boolean;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_item_categories' })
  organization_id: number;

  @Column({ type: 'integer', default: 1 })
  version: number;
}
