/** One company's rows in the first schema, some in every table, with ids that tests can name. */
export const FIRST_SCHEMA_ROWS = `
  INSERT INTO users (id, email, password_hash, display_name, company_name, account_type) VALUES
    (1, 'ada@example.com', 'x', 'Ada', NULL, 'admin'),
    (2, 'carl@example.com', 'x', 'Carl', 'Carl Parts', 'customer'),
    (3, 'olga@example.com', 'x', 'Olga', NULL, 'operator');
  INSERT INTO item_categories (id, code, name, parent_id) VALUES (1, 'RAW', 'Raw', NULL), (2, 'FILAMENT', 'Filament', 1);
  INSERT INTO units_of_measure (id, code, name, uom_class, to_base_factor) VALUES
    (1, 'KG', 'Kilogram', 'mass', 1), (2, 'G', 'Gram', 'mass', 0.001), (3, 'LB', 'Pound', 'mass', 0.45359237);
  INSERT INTO material_types (id, code, name, base_material, density_g_cm3) VALUES (1, 'PLA', 'PLA', 'PLA', 1.24);
  INSERT INTO colors (id, code, name, hex_code) VALUES (1, 'BLK', 'Black', '#000000');
  INSERT INTO material_colors (id, material_type_id, color_id) VALUES (1, 1, 1);
  INSERT INTO vendors (id, code, name) VALUES (1, 'V1', 'Vendor');
  INSERT INTO products (id, sku, name, unit, item_type, category_id, material_type_id) VALUES
    (1, 'FG-1', 'Bracket', 'EA', 'finished_good', NULL, NULL),
    (2, 'PLA-BLK', 'Black PLA', 'G', 'supply', NULL, 1),
    (3, 'SPOOL', 'Odd filament', 'G', 'component', 2, NULL),
    (4, 'BOX', 'Box', 'EA', 'supply', 1, NULL);
  INSERT INTO work_centers (id, code, name, active) VALUES (1, 'PRINT', 'Printing', true), (2, 'OLD', 'Old', false);
  INSERT INTO resources (id, code, work_center_id, name) VALUES (1, 'R1', 1, 'Farm 1');
  INSERT INTO machines (id, code, name, work_center_id, active) VALUES (1, 'M1', 'Printer 1', 1, true), (2, 'M2', 'Printer 2', NULL, false);
  INSERT INTO inventory_locations (id, code, name, is_default) VALUES (1, 'MAIN', 'Main', true), (2, 'SIDE', 'Side', false);
  INSERT INTO purchase_orders (id, po_number, vendor_id, status, received_date, created_by) VALUES
    (1, 'PO-1', 1, 'received', NULL, 1), (2, 'PO-2', 1, 'received', '2025-01-05', 1),
    (3, 'PO-3', 1, 'ordered', NULL, 1), (4, 'PO-4', 1, 'closed', NULL, 1);
  INSERT INTO purchase_order_lines (id, purchase_order_id, line_number, product_id, quantity_ordered, unit_cost) VALUES
    (1, 1, 1, 2, 5, 20), (2, 2, 1, 4, 10, 0.5);
  INSERT INTO material_lots (id, lot_number, product_id, vendor_id, purchase_order_id) VALUES (1, 'L1', 2, 1, 1);
  INSERT INTO inventory (id, product_id, location_id, lot_id, on_hand_quantity, allocated_quantity) VALUES
    (1, 2, 1, 1, 5000, 100), (2, 4, 1, NULL, 10, 0);
  INSERT INTO inventory_transactions
    (id, product_id, transaction_type, from_location_id, to_location_id, lot_id, quantity, cost_per_unit, reference_type, reference_id, created_at, created_by) VALUES
    (1, 2, 'receipt', NULL, 1, 1, 4000, 0.02, 'purchase_order', 1, '2025-03-01 10:00+00', 1),
    (2, 2, 'receipt', NULL, 1, 1, 1000.5, 0.019990001, 'purchase_order', 1, '2025-03-02 23:30-05', 1),
    (3, 4, 'receipt', NULL, 1, NULL, 10, 0.5, 'purchase_order', 2, '2025-03-04 10:00+00', 1),
    (4, 4, 'receipt', NULL, 1, NULL, 1, NULL, 'purchase_order', 3, '2025-03-05 10:00+00', NULL),
    (5, 4, 'issue', 1, NULL, NULL, 1, 0.5, 'purchase_order', 4, '2025-03-06 10:00+00', 1);
  INSERT INTO boms (id, product_id, code, output_quantity, is_active) VALUES (1, 1, 'BOM-1', 4, true);
  INSERT INTO bom_lines (id, bom_id, component_id, sequence, quantity, unit, consume_stage, scrap_factor, setup_quantity, notes, effective_to) VALUES
    (1, 1, 2, 10, 100, 'G', 'production', 5, 0, 'hot', NULL),
    (2, 1, 4, 20, 1, 'EA', 'shipping', 0, 0, NULL, NULL),
    (3, 1, 3, 30, 10, 'G', 'any', 0, 3, NULL, NULL),
    (4, 1, 4, 40, 7, 'EA', 'production', 0, 0, 'past', '2020-01-01');
  INSERT INTO routings (id, product_id, code) VALUES (1, 1, 'RTG-1');
  INSERT INTO routing_operations (id, routing_id, work_center_id, sequence, operation_code, operation_name, predecessor_operation_id) VALUES
    (1, 1, 1, 10, 'PRINT', 'Print', NULL), (2, 1, 1, 20, 'PK', 'Packing', 1), (3, 1, 1, 30, 'QC', 'Final check', 2);
  INSERT INTO quotes (id, quote_number, user_id) VALUES (1, 'Q-1', 2);
  INSERT INTO quote_lines (id, quote_id, line_number, product_id, quantity, unit_price) VALUES (1, 1, 1, 1, 2, 9.99);
  INSERT INTO sales_orders (id, order_number, user_id, quote_id, status) VALUES (1, 'SO-1', 2, 1, 'confirmed'), (2, 'SO-2', 3, NULL, 'draft');
  UPDATE quotes SET sales_order_id = 1;
  INSERT INTO sales_order_lines (id, sales_order_id, line_number, product_id, quantity, unit_price) VALUES (1, 1, 1, 1, 2, 9.99);
  INSERT INTO payments (id, payment_number, sales_order_id, payment_method, amount, recorded_by) VALUES (1, 'PAY-1', 1, 'cash', 5, 1);
  INSERT INTO production_orders (id, code, product_id, bom_id, routing_id, sales_order_id, sales_order_line_id, quantity_ordered, created_by) VALUES
    (1, 'MO-1', 1, 1, 1, 1, 1, 2, 1);
  INSERT INTO production_orders (id, code, product_id, parent_order_id, quantity_ordered) VALUES (2, 'MO-2', 1, 1, 1);
  INSERT INTO production_order_operations (id, production_order_id, routing_operation_id, work_center_id, resource_id, sequence, operator_id) VALUES
    (1, 1, 1, 1, 1, 10, 3), (2, 1, 2, 1, NULL, 20, NULL);
  INSERT INTO print_jobs (id, production_order_id, machine_id) VALUES (1, 1, 1);
  INSERT INTO serial_numbers (id, serial_number, product_id, production_order_id, sales_order_line_id) VALUES (1, 'S1', 1, 1, 1);
  INSERT INTO production_lot_consumptions (id, production_order_id, material_lot_id, serial_number_id, bom_line_id, quantity_consumed) VALUES (1, 1, 1, 1, 1, 25);
  INSERT INTO mrp_runs (id, status, created_by) VALUES (1, 'completed', 1);
  INSERT INTO planned_orders (id, order_type, product_id, quantity, start_date, due_date, mrp_run_id, converted_to_po_id) VALUES
    (1, 'purchase', 2, 500, '2025-05-01', '2025-05-08', 1, 3);
  INSERT INTO company_settings (id, company_name) VALUES (1, 'Print Farm Inc');
  -- Rows that the way up adds to the ledger take the next ids, as they would in a company that really booked these.
  SELECT setval(pg_get_serial_sequence('inventory_transactions', 'id'), 100);
`;
