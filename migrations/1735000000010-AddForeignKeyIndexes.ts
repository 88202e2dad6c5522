import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Adds an index behind every foreign key that has none.
 *
 * Document: FilaOps Migrations Log. Revision: 024. Parents: 023.
 * Down loses: Nothing but speed.
 */
export class AddForeignKeyIndexes1735000000010 implements MigrationInterface {
  static readonly revision = '024';
  static readonly document = 'FilaOps Migrations Log';
  static readonly parents: string[] = ['023'];
  static readonly summary = 'Adds an index behind every foreign key that has none.';
  static readonly downLoses = 'Nothing but speed.';
  readonly name = 'AddForeignKeyIndexes1735000000010';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE INDEX ix_item_categories_parent_id ON item_categories (parent_id);
      CREATE INDEX ix_material_colors_color_id ON material_colors (color_id);
      CREATE INDEX ix_products_category_id ON products (category_id);
      CREATE INDEX ix_products_material_type_id ON products (material_type_id);
      CREATE INDEX ix_products_color_id ON products (color_id);
      CREATE INDEX ix_resources_work_center_id ON resources (work_center_id);
      CREATE INDEX ix_machines_work_center_id ON machines (work_center_id);
      CREATE INDEX ix_inventory_locations_parent_id ON inventory_locations (parent_id);
      CREATE INDEX ix_purchase_orders_vendor_id ON purchase_orders (vendor_id);
      CREATE INDEX ix_purchase_orders_created_by ON purchase_orders (created_by);
      CREATE INDEX ix_purchase_order_lines_product_id ON purchase_order_lines (product_id);
      CREATE INDEX ix_material_lots_vendor_id ON material_lots (vendor_id);
      CREATE INDEX ix_material_lots_purchase_order_id ON material_lots (purchase_order_id);
      CREATE INDEX ix_inventory_location_id ON inventory (location_id);
      CREATE INDEX ix_inventory_lot_id ON inventory (lot_id);
      CREATE INDEX ix_inventory_transactions_from_location_id ON inventory_transactions (from_location_id);
      CREATE INDEX ix_inventory_transactions_to_location_id ON inventory_transactions (to_location_id);
      CREATE INDEX ix_inventory_transactions_lot_id ON inventory_transactions (lot_id);
      CREATE INDEX ix_inventory_transactions_revalues_id ON inventory_transactions (revalues_id) WHERE revalues_id IS NOT NULL;
      CREATE INDEX ix_inventory_transactions_created_by ON inventory_transactions (created_by);
      CREATE INDEX ix_bom_lines_bom_id ON bom_lines (bom_id);
      CREATE INDEX ix_bom_lines_component_id ON bom_lines (component_id);
      CREATE INDEX ix_routing_operations_work_center_id ON routing_operations (work_center_id);
      CREATE INDEX ix_routing_operations_predecessor_operation_id ON routing_operations (predecessor_operation_id);
      CREATE INDEX ix_quotes_user_id ON quotes (user_id);
      CREATE INDEX ix_quotes_approved_by ON quotes (approved_by);
      CREATE INDEX ix_quotes_sales_order_id ON quotes (sales_order_id);
      CREATE INDEX ix_quote_lines_product_id ON quote_lines (product_id);
      CREATE INDEX ix_sales_orders_user_id ON sales_orders (user_id);
      CREATE INDEX ix_sales_orders_quote_id ON sales_orders (quote_id);
      CREATE INDEX ix_sales_orders_created_by ON sales_orders (created_by);
      CREATE INDEX ix_sales_order_lines_product_id ON sales_order_lines (product_id);
      CREATE INDEX ix_payments_sales_order_id ON payments (sales_order_id);
      CREATE INDEX ix_payments_recorded_by ON payments (recorded_by);
      CREATE INDEX ix_production_orders_product_id ON production_orders (product_id);
      CREATE INDEX ix_production_orders_bom_id ON production_orders (bom_id);
      CREATE INDEX ix_production_orders_routing_id ON production_orders (routing_id);
      CREATE INDEX ix_production_orders_sales_order_id ON production_orders (sales_order_id);
      CREATE INDEX ix_production_orders_sales_order_line_id ON production_orders (sales_order_line_id);
      CREATE INDEX ix_production_orders_parent_order_id ON production_orders (parent_order_id);
      CREATE INDEX ix_production_orders_remake_of_id ON production_orders (remake_of_id);
      CREATE INDEX ix_production_orders_output_location_id ON production_orders (output_location_id);
      CREATE INDEX ix_production_orders_created_by ON production_orders (created_by);
      CREATE INDEX ix_production_order_operations_routing_operation_id ON production_order_operations (routing_operation_id);
      CREATE INDEX ix_production_order_operations_work_center_id ON production_order_operations (work_center_id);
      CREATE INDEX ix_production_order_operations_resource_id ON production_order_operations (resource_id);
      CREATE INDEX ix_production_order_operations_operator_id ON production_order_operations (operator_id);
      CREATE INDEX ix_print_jobs_production_order_id ON print_jobs (production_order_id);
      CREATE INDEX ix_print_jobs_machine_id ON print_jobs (machine_id);
      CREATE INDEX ix_serial_numbers_production_order_id ON serial_numbers (production_order_id);
      CREATE INDEX ix_serial_numbers_lot_id ON serial_numbers (lot_id);
      CREATE INDEX ix_serial_numbers_sales_order_line_id ON serial_numbers (sales_order_line_id);
      CREATE INDEX ix_production_lot_consumptions_production_order_id ON production_lot_consumptions (production_order_id);
      CREATE INDEX ix_production_lot_consumptions_material_lot_id ON production_lot_consumptions (material_lot_id);
      CREATE INDEX ix_production_lot_consumptions_serial_number_id ON production_lot_consumptions (serial_number_id);
      CREATE INDEX ix_production_lot_consumptions_bom_line_id ON production_lot_consumptions (bom_line_id);
      CREATE INDEX ix_mrp_runs_created_by ON mrp_runs (created_by);
      CREATE INDEX ix_planned_orders_product_id ON planned_orders (product_id);
      CREATE INDEX ix_planned_orders_mrp_run_id ON planned_orders (mrp_run_id);
      CREATE INDEX ix_planned_orders_converted_to_po_id ON planned_orders (converted_to_po_id);
      CREATE INDEX ix_planned_orders_converted_to_mo_id ON planned_orders (converted_to_mo_id);
      CREATE INDEX ix_planned_orders_created_by ON planned_orders (created_by);
      CREATE INDEX ix_material_spools_product_id ON material_spools (product_id);
      CREATE INDEX ix_material_spools_location_id ON material_spools (location_id);
      CREATE INDEX ix_material_spools_created_by ON material_spools (created_by);
      CREATE INDEX ix_production_order_spools_spool_id ON production_order_spools (spool_id);
      CREATE INDEX ix_production_order_spools_created_by ON production_order_spools (created_by);
      CREATE INDEX ix_inventory_transactions_approved_by ON inventory_transactions (approved_by) WHERE approved_by IS NOT NULL;
      CREATE INDEX ix_inventory_transactions_rejected_by ON inventory_transactions (rejected_by) WHERE rejected_by IS NOT NULL;
      CREATE INDEX ix_products_preferred_vendor_id ON products (preferred_vendor_id);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP INDEX ix_item_categories_parent_id;
      DROP INDEX ix_material_colors_color_id;
      DROP INDEX ix_products_category_id;
      DROP INDEX ix_products_material_type_id;
      DROP INDEX ix_products_color_id;
      DROP INDEX ix_resources_work_center_id;
      DROP INDEX ix_machines_work_center_id;
      DROP INDEX ix_inventory_locations_parent_id;
      DROP INDEX ix_purchase_orders_vendor_id;
      DROP INDEX ix_purchase_orders_created_by;
      DROP INDEX ix_purchase_order_lines_product_id;
      DROP INDEX ix_material_lots_vendor_id;
      DROP INDEX ix_material_lots_purchase_order_id;
      DROP INDEX ix_inventory_location_id;
      DROP INDEX ix_inventory_lot_id;
      DROP INDEX ix_inventory_transactions_from_location_id;
      DROP INDEX ix_inventory_transactions_to_location_id;
      DROP INDEX ix_inventory_transactions_lot_id;
      DROP INDEX ix_inventory_transactions_revalues_id;
      DROP INDEX ix_inventory_transactions_created_by;
      DROP INDEX ix_bom_lines_bom_id;
      DROP INDEX ix_bom_lines_component_id;
      DROP INDEX ix_routing_operations_work_center_id;
      DROP INDEX ix_routing_operations_predecessor_operation_id;
      DROP INDEX ix_quotes_user_id;
      DROP INDEX ix_quotes_approved_by;
      DROP INDEX ix_quotes_sales_order_id;
      DROP INDEX ix_quote_lines_product_id;
      DROP INDEX ix_sales_orders_user_id;
      DROP INDEX ix_sales_orders_quote_id;
      DROP INDEX ix_sales_orders_created_by;
      DROP INDEX ix_sales_order_lines_product_id;
      DROP INDEX ix_payments_sales_order_id;
      DROP INDEX ix_payments_recorded_by;
      DROP INDEX ix_production_orders_product_id;
      DROP INDEX ix_production_orders_bom_id;
      DROP INDEX ix_production_orders_routing_id;
      DROP INDEX ix_production_orders_sales_order_id;
      DROP INDEX ix_production_orders_sales_order_line_id;
      DROP INDEX ix_production_orders_parent_order_id;
      DROP INDEX ix_production_orders_remake_of_id;
      DROP INDEX ix_production_orders_output_location_id;
      DROP INDEX ix_production_orders_created_by;
      DROP INDEX ix_production_order_operations_routing_operation_id;
      DROP INDEX ix_production_order_operations_work_center_id;
      DROP INDEX ix_production_order_operations_resource_id;
      DROP INDEX ix_production_order_operations_operator_id;
      DROP INDEX ix_print_jobs_production_order_id;
      DROP INDEX ix_print_jobs_machine_id;
      DROP INDEX ix_serial_numbers_production_order_id;
      DROP INDEX ix_serial_numbers_lot_id;
      DROP INDEX ix_serial_numbers_sales_order_line_id;
      DROP INDEX ix_production_lot_consumptions_production_order_id;
      DROP INDEX ix_production_lot_consumptions_material_lot_id;
      DROP INDEX ix_production_lot_consumptions_serial_number_id;
      DROP INDEX ix_production_lot_consumptions_bom_line_id;
      DROP INDEX ix_mrp_runs_created_by;
      DROP INDEX ix_planned_orders_product_id;
      DROP INDEX ix_planned_orders_mrp_run_id;
      DROP INDEX ix_planned_orders_converted_to_po_id;
      DROP INDEX ix_planned_orders_converted_to_mo_id;
      DROP INDEX ix_planned_orders_created_by;
      DROP INDEX ix_material_spools_product_id;
      DROP INDEX ix_material_spools_location_id;
      DROP INDEX ix_material_spools_created_by;
      DROP INDEX ix_production_order_spools_spool_id;
      DROP INDEX ix_production_order_spools_created_by;
      DROP INDEX ix_inventory_transactions_approved_by;
      DROP INDEX ix_inventory_transactions_rejected_by;
      DROP INDEX ix_products_preferred_vendor_id;
    `);
  }
}
