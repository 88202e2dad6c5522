import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Adds the address of a picture to products.
 *
 * Document: FilaOps Migrations Log. Revision: 055. Parents: 054.
 * Down loses: Addresses of pictures.
 */
export class ProductsAddImageUrl1735000000032 implements MigrationInterface {
  static readonly revision = '055';
  static readonly document = 'FilaOps Migrations Log';
  static readonly parents: string[] = ['054'];
  static readonly summary = 'Adds the address of a picture to products.';
  static readonly downLoses = 'Addresses of pictures.';
  readonly name = 'ProductsAddImageUrl1735000000032';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE products
        ADD COLUMN image_url text CONSTRAINT ck_products_image_url CHECK (char_length(image_url) <= 2000);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE products
        DROP COLUMN image_url;
    `);
  }
}
