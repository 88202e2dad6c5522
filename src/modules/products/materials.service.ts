import { Injectable } from '@nestjs/common';
import { fieldRefusal } from '../../kernel/domain-error.js';
import type { Page } from '../../kernel/page.js';
import type { Principal } from '../../platform/access/index.js';
import { type ListOptions, Transactions } from '../../platform/database/index.js';
import { type ColorRow, colors, type MaterialTypeRow, materialTypes } from './materials.repository.js';
import type {
  CreateColorRequest,
  CreateMaterialTypeRequest,
  UpdateColorRequest,
  UpdateMaterialTypeRequest,
} from './materials.dto.js';
import { ProductsErrors } from './products.errors.js';

type MaterialListOptions = ListOptions & { is_active?: boolean };

/** What printing materials are and which colors they come in. */
@Injectable()
export class MaterialsService {
  constructor(private readonly transactions: Transactions) {}

  listTypes(principal: Principal, options: MaterialListOptions): Promise<Page<MaterialTypeRow>> {
    return this.transactions.read(principal, (tx) => materialTypes.list(tx, options));
  }

  getType(principal: Principal, id: number): Promise<MaterialTypeRow> {
    return this.transactions.read(principal, (tx) => materialTypes.get(tx, id));
  }

  createType(principal: Principal, values: CreateMaterialTypeRequest): Promise<MaterialTypeRow> {
    checkTemperatures(values);
    return this.transactions.run(principal, (tx) => materialTypes.insert(tx, values));
  }

  updateType(principal: Principal, id: number, values: UpdateMaterialTypeRequest): Promise<MaterialTypeRow> {
    return this.transactions.run(principal, async (tx) => {
      const before = await materialTypes.get(tx, id, true);
      checkTemperatures({
        nozzle_temp_min_c: keep(values.nozzle_temp_min_c, before.nozzle_temp_min_c),
        nozzle_temp_max_c: keep(values.nozzle_temp_max_c, before.nozzle_temp_max_c),
        bed_temp_min_c: keep(values.bed_temp_min_c, before.bed_temp_min_c),
        bed_temp_max_c: keep(values.bed_temp_max_c, before.bed_temp_max_c),
      });
      return materialTypes.update(tx, id, values);
    });
  }

  listColors(principal: Principal, options: MaterialListOptions): Promise<Page<ColorRow>> {
    return this.transactions.read(principal, (tx) => colors.list(tx, options));
  }

  getColor(principal: Principal, id: number): Promise<ColorRow> {
    return this.transactions.read(principal, (tx) => colors.get(tx, id));
  }

  createColor(principal: Principal, values: CreateColorRequest): Promise<ColorRow> {
    return this.transactions.run(principal, (tx) => colors.insert(tx, values));
  }

  updateColor(principal: Principal, id: number, values: UpdateColorRequest): Promise<ColorRow> {
    return this.transactions.run(principal, (tx) => colors.update(tx, id, values));
  }
}

function keep<T>(given: T | undefined, present: T): T {
  return given === undefined ? present : given;
}

interface Temperatures {
  nozzle_temp_min_c?: number | null;
  nozzle_temp_max_c?: number | null;
  bed_temp_min_c?: number | null;
  bed_temp_max_c?: number | null;
}

function checkTemperatures(values: Temperatures): void {
  for (const part of ['nozzle', 'bed'] as const) {
    const lowest = values[`${part}_temp_min_c`] ?? null;
    const highest = values[`${part}_temp_max_c`] ?? null;
    if (lowest !== null && highest !== null && lowest > highest) {
      throw fieldRefusal(
        ProductsErrors.badTemperatures,
        `/${part}_temp_max_c`,
        ProductsErrors.badTemperatures.title,
      );
    }
  }
}
