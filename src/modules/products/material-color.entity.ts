import { Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** Row of `material_colors`. */
@ForeignKey('ColorEntity', ['organization_id', 'color_id'], ['organization_id', 'id'], {
  name: 'fk_material_colors_color_id',
  onDelete: 'CASCADE',
})
@ForeignKey('MaterialTypeEntity', ['organization_id', 'material_type_id'], ['organization_id', 'id'], {
  name: 'fk_material_colors_material_type_id',
  onDelete: 'CASCADE',
})
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], { name: 'fk_material_colors_organization_id' })
@Unique('uq_material_colors_material_type_id_color_id', ['organization_id', 'material_type_id', 'color_id'])
@Index('ix_material_colors_color_id', ['organization_id', 'color_id'])
@Entity({ name: 'material_colors' })
export class MaterialColorEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_material_colors',
  })
  id: number;

  @Column({ type: 'bigint' })
  material_type_id: number;

  @Column({ type: 'bigint' })
  color_id: number;

  @Column({ type: 'integer', default: 100 })
  display_order: number;

  @Column({ type: 'boolean', default: true })
  is_active: boolean;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_material_colors' })
  organization_id: number;
}
