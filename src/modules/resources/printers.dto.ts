import { ApiProperty } from '@nestjs/swagger';
import { IsObject, ValidateIf } from 'class-validator';
import {
  BooleanField,
  CodeField,
  EnumField,
  IdField,
  SearchQuery,
  TextField,
} from '../../platform/http/index.js';

const PRINTER_STATUSES = ['offline', 'idle', 'printing', 'paused', 'error', 'maintenance'] as const;
const JSON_OBJECT = { type: 'object', additionalProperties: true } as const;
const nullable = { optional: true, nullable: true } as const;

class PrinterFields {
  @TextField({ ...nullable, max: 100, example: 'MK4S' })
  model?: string | null;

  @TextField({ ...nullable, max: 100 })
  serial_number?: string | null;

  @TextField({ optional: true, max: 50, min: 1, example: 'prusa' })
  brand?: string;

  @TextField({
    ...nullable,
    max: 100,
    description: 'For people to read; never called.',
    example: '192.168.1.40',
  })
  ip_address?: string | null;

  @EnumField(PRINTER_STATUSES, { optional: true })
  status?: string;

  @IdField(nullable)
  work_center_id?: number | null;

  @IdField({ ...nullable, description: 'The planned resource that it is, if any.' })
  resource_id?: number | null;

  @TextField({ ...nullable, max: 255, example: 'Rack A, shelf 2' })
  location?: string | null;

  @ApiProperty({
    ...JSON_OBJECT,
    selfRequired: false,
    description: 'Build volume, nozzle, materials: whatever the shop wants to know.',
    example: { build_volume_mm: [250, 210, 220], nozzle_mm: '0.4' },
  })
  @ValidateIf((_, value) => value !== undefined)
  @IsObject()
  capabilities?: Record<string, unknown>;

  @TextField(nullable)
  notes?: string | null;

  @BooleanField({ optional: true })
  is_active?: boolean;
}

export class CreatePrinterRequest extends PrinterFields {
  @CodeField({ max: 50, example: 'PRUSA-01' })
  code: string;

  @TextField({ max: 200, min: 1, example: 'Prusa 1' })
  name: string;
}

export class UpdatePrinterRequest extends PrinterFields {
  @CodeField({ optional: true, max: 50, example: 'PRUSA-01' })
  code?: string;

  @TextField({ optional: true, max: 200, min: 1, example: 'Prusa 1' })
  name?: string;
}

export class PrinterListQuery extends SearchQuery {
  @IdField({ optional: true })
  work_center_id?: number;

  @EnumField(PRINTER_STATUSES, { optional: true })
  status?: string;

  @BooleanField({ optional: true })
  is_active?: boolean;
}

export class PrinterResponse {
  /** @example 1 */
  id: number;
  /** @example PRUSA-01 */
  code: string;
  /** @example Prusa 1 */
  name: string;
  /** @example MK4S */
  model: string | null;
  serial_number: string | null;
  /** @example prusa */
  brand: string;
  /** @example "192.168.1.40" */
  ip_address: string | null;
  /** @example idle */
  status: string;
  work_center_id: number | null;
  resource_id: number | null;
  location: string | null;
  @ApiProperty({ ...JSON_OBJECT, example: { nozzle_mm: '0.4' } })
  capabilities: Record<string, unknown>;
  notes: string | null;
  is_active: boolean;
  last_seen_at: Date | null;
  created_at: Date;
  updated_at: Date;
  /** @example 1 */
  version: number;
}
