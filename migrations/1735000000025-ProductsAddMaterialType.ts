import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Adds the item type material and gives it to filament.
 *
 * Document: FilaOps Migrations Log. Revision: 040. Parents: 039.
 * Down loses: The item type material: touched products go back to their type, others become supply.
 */
export class ProductsAddMaterialType1735000000025 implements MigrationInterface {
  static readonly revision = '040';
  static readonly document = 'FilaOps Migrations Log';
  static readonly parents: string[] = ['039'];
  static readonly summary = 'Adds the item type material and gives it to filament.';
  static readonly downLoses =
    'The item type material: touched products go back to their type, others become supply.';
  readonly name = 'ProductsAddMaterialType1735000000025';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE products DROP CONSTRAINT ck_products_item_type;
      ALTER TABLE products ADD CONSTRAINT ck_products_item_type CHECK (item_type IN ('finished_good', 'component', 'material', 'supply', 'service'));
      WITH touched AS (
        SELECT product.id, product.item_type
        FROM products AS product
        LEFT JOIN item_categories AS category ON category.id = product.category_id
        WHERE (product.item_type = 'supply' AND product.material_type_id IS NOT NULL) OR category.code = 'FILAMENT'
      ), noted AS (
        INSERT INTO migration_backfills (revision, table_name, row_id, previous)
        SELECT '040', 'products', id, jsonb_build_object('item_type', item_type) FROM touched
      )
      UPDATE products AS product
      SET item_type = 'material'
      FROM touched
      WHERE touched.id = product.id;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      UPDATE products AS product
      SET item_type = touched.previous ->> 'item_type'
      FROM migration_backfills AS touched
      WHERE touched.revision = '040' AND touched.table_name = 'products' AND touched.row_id = product.id AND product.item_type = 'material';
      -- Materials made after the step have no type to go back to; a supply is what they were before it.
      UPDATE products SET item_type = 'supply' WHERE item_type = 'material';
      DELETE FROM migration_backfills WHERE revision = '040';
      ALTER TABLE products DROP CONSTRAINT ck_products_item_type;
      ALTER TABLE products ADD CONSTRAINT ck_products_item_type CHECK (item_type IN ('finished_good', 'component', 'supply', 'service'));
    `);
  }
}
