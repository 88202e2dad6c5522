import { Check, Column, Entity, ForeignKey, PrimaryColumn, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { Decimal } from '../../kernel/decimal.js';

/** Row of `material_types`. */
@Check(
  'ck_material_types_base_material',
  '((char_length(base_material) >= 1) AND (char_length(base_material) <= 50))',
)
@Check('ck_material_types_bed_temp_max_c', '((bed_temp_max_c >= 0) AND (bed_temp_max_c <= 1000))')
@Check('ck_material_types_bed_temp_min_c', '((bed_temp_min_c >= 0) AND (bed_temp_min_c <= 1000))')
@Check('ck_material_types_code', '((char_length(code) >= 1) AND (char_length(code) <= 50))')
@Check('ck_material_types_density_g_cm3', '(density_g_cm3 > (0)::numeric)')
@Check('ck_material_types_description', '(char_length(description) <= 4000)')
@Check('ck_material_types_diameter_mm', '(diameter_mm > (0)::numeric)')
@Check('ck_material_types_name', '((char_length(name) >= 1) AND (char_length(name) <= 100))')
@Check('ck_material_types_nozzle_temp_max_c', '((nozzle_temp_max_c >= 0) AND (nozzle_temp_max_c <= 1000))')
@Check('ck_material_types_nozzle_temp_min_c', '((nozzle_temp_min_c >= 0) AND (nozzle_temp_min_c <= 1000))')
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], { name: 'fk_material_types_organization_id' })
@Unique('uq_material_types_code', ['organization_id', 'code'])
@Entity({ name: 'material_types' })
export class MaterialTypeEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_material_types',
  })
  id: number;

  @Column({ type: 'text' })
  code: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text' })
  base_material: string;

  @Column({ type: 'numeric', precision: 9, scale: 6, nullable: true })
  density_g_cm3: Decimal | null;

  @Column({ type: 'numeric', precision: 6, scale: 3, nullable: true })
  diameter_mm: Decimal | null;

  @Column({ type: 'integer', nullable: true })
  nozzle_temp_min_c: number | null;

  @Column({ type: 'integer', nullable: true })
  nozzle_temp_max_c: number | null;

  @Column({ type: 'integer', nullable: true })
  bed_temp_min_c: number | null;

  @Column({ type: 'integer', nullable: true })
  bed_temp_max_c: number | null;

  @Column({ type: 'boolean', default: false })
  requires_enclosure: boolean;

  @Column({ type: 'text', nullable: true })
  description: string | null;

  @Column({ type: 'integer', default: 100 })
  display_order: number;

  @Column({ type: 'boolean', default: true })
  is_active: boolean;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_material_types' })
  organization_id: number;
}
