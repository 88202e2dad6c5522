import type { MigrationInterface, QueryRunner } from 'typeorm';
import { refuseWhen } from './support/refuse.js';

/**
 * Machines become printers, with the columns that a printer needs.
 *
 * Renaming keeps every row, key and print job; names of keys, checks, indexes and the sequence follow, so
 * that nothing is called a machine afterwards.
 *
 * Document: FilaOps Migrations Log. Revision: 032. Parents: 031.
 * Down loses: Brand, address, capabilities, resource and last sign of life of every printer, and which
 * printer a maintenance log is about.
 */
export class ResourcesRenameMachinesToPrinters1735000000018 implements MigrationInterface {
  static readonly revision = '032';
  static readonly document = 'FilaOps Migrations Log';
  static readonly parents: string[] = ['031'];
  static readonly summary = 'Machines become printers, with the columns that a printer needs.';
  static readonly downLoses =
    'Brand, address, capabilities, resource and last sign of life of every printer, and which printer a maintenance log is about.';
  readonly name = 'ResourcesRenameMachinesToPrinters1735000000018';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE machines RENAME TO printers;
      ALTER SEQUENCE machines_id_seq RENAME TO printers_id_seq;
      ALTER TABLE printers RENAME COLUMN active TO is_active;
      ALTER TABLE printers RENAME CONSTRAINT pk_machines TO pk_printers;
      ALTER TABLE printers RENAME CONSTRAINT uq_machines_code TO uq_printers_code;
      ALTER TABLE printers RENAME CONSTRAINT fk_machines_work_center_id TO fk_printers_work_center_id;
      ALTER TABLE printers RENAME CONSTRAINT ck_machines_code TO ck_printers_code;
      ALTER TABLE printers RENAME CONSTRAINT ck_machines_name TO ck_printers_name;
      ALTER TABLE printers RENAME CONSTRAINT ck_machines_model TO ck_printers_model;
      ALTER TABLE printers RENAME CONSTRAINT ck_machines_serial_number TO ck_printers_serial_number;
      ALTER TABLE printers RENAME CONSTRAINT ck_machines_status TO ck_printers_status;
      ALTER TABLE printers RENAME CONSTRAINT ck_machines_location TO ck_printers_location;
      ALTER TABLE printers RENAME CONSTRAINT ck_machines_notes TO ck_printers_notes;
      ALTER INDEX ix_machines_work_center_id RENAME TO ix_printers_work_center_id;
      ALTER TABLE print_jobs RENAME COLUMN machine_id TO printer_id;
      ALTER TABLE print_jobs RENAME CONSTRAINT fk_print_jobs_machine_id TO fk_print_jobs_printer_id;
      ALTER INDEX ix_print_jobs_machine_id RENAME TO ix_print_jobs_printer_id;
      ALTER TABLE printers
        ADD COLUMN brand text NOT NULL DEFAULT 'generic' CONSTRAINT ck_printers_brand CHECK (char_length(brand) BETWEEN 1 AND 50),
        ADD COLUMN ip_address text CONSTRAINT ck_printers_ip_address CHECK (char_length(ip_address) <= 100),
        ADD COLUMN resource_id bigint CONSTRAINT fk_printers_resource_id REFERENCES resources (id) ON DELETE SET NULL,
        ADD COLUMN capabilities jsonb NOT NULL DEFAULT '{}',
        ADD COLUMN last_seen_at timestamptz;
      CREATE INDEX ix_printers_resource_id ON printers (resource_id);
      -- A printer need not be a planned resource, so a log may name either.
      ALTER TABLE maintenance_logs
        ADD COLUMN printer_id bigint CONSTRAINT fk_maintenance_logs_printer_id REFERENCES printers (id);
      CREATE INDEX ix_maintenance_logs_printer_id ON maintenance_logs (printer_id);
      ALTER TABLE maintenance_logs DROP CONSTRAINT ck_maintenance_logs_machine;
      ALTER TABLE maintenance_logs ADD CONSTRAINT ck_maintenance_logs_machine CHECK (resource_id IS NOT NULL OR printer_id IS NOT NULL);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await refuseWhen(
      queryRunner,
      'SELECT count(*) FROM maintenance_logs WHERE resource_id IS NULL',
      '% maintenance log(s) name a printer only, which the step before cannot hold',
    );
    await queryRunner.query(`
      ALTER TABLE maintenance_logs DROP CONSTRAINT ck_maintenance_logs_machine;
      ALTER TABLE maintenance_logs DROP COLUMN printer_id;
      ALTER TABLE maintenance_logs ADD CONSTRAINT ck_maintenance_logs_machine CHECK (resource_id IS NOT NULL);
      ALTER TABLE printers
        DROP COLUMN brand,
        DROP COLUMN ip_address,
        DROP COLUMN resource_id,
        DROP COLUMN capabilities,
        DROP COLUMN last_seen_at;
      ALTER INDEX ix_print_jobs_printer_id RENAME TO ix_print_jobs_machine_id;
      ALTER TABLE print_jobs RENAME CONSTRAINT fk_print_jobs_printer_id TO fk_print_jobs_machine_id;
      ALTER TABLE print_jobs RENAME COLUMN printer_id TO machine_id;
      ALTER INDEX ix_printers_work_center_id RENAME TO ix_machines_work_center_id;
      ALTER TABLE printers RENAME CONSTRAINT pk_printers TO pk_machines;
      ALTER TABLE printers RENAME CONSTRAINT uq_printers_code TO uq_machines_code;
      ALTER TABLE printers RENAME CONSTRAINT fk_printers_work_center_id TO fk_machines_work_center_id;
      ALTER TABLE printers RENAME CONSTRAINT ck_printers_code TO ck_machines_code;
      ALTER TABLE printers RENAME CONSTRAINT ck_printers_name TO ck_machines_name;
      ALTER TABLE printers RENAME CONSTRAINT ck_printers_model TO ck_machines_model;
      ALTER TABLE printers RENAME CONSTRAINT ck_printers_serial_number TO ck_machines_serial_number;
      ALTER TABLE printers RENAME CONSTRAINT ck_printers_status TO ck_machines_status;
      ALTER TABLE printers RENAME CONSTRAINT ck_printers_location TO ck_machines_location;
      ALTER TABLE printers RENAME CONSTRAINT ck_printers_notes TO ck_machines_notes;
      ALTER TABLE printers RENAME COLUMN is_active TO active;
      ALTER SEQUENCE printers_id_seq RENAME TO machines_id_seq;
      ALTER TABLE printers RENAME TO machines;
    `);
  }
}
