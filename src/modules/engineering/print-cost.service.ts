import { Injectable } from '@nestjs/common';
import { type Decimal, ONE, roundAmount, roundQuantity, ZERO } from '../../kernel/decimal.js';
import { fieldRefusal } from '../../kernel/domain-error.js';
import type { Principal } from '../../platform/access/index.js';
import { Transactions, type Tx } from '../../platform/database/index.js';
import { ProductReader, Units } from '../products/index.js';
import { ResourceReader } from '../resources/index.js';
import { EngineeringErrors } from './engineering.errors.js';
import { printCost, type PrintInput } from './print-cost.rules.js';
import { type CostBasis, priceOf } from './structure.rules.js';

export type PrintCostRequest = { [K in keyof PrintInput]?: PrintInput[K] } & {
  product_id?: number;
  material_id?: number;
  printer_id?: number;
  work_center_id?: number;
  basis?: string;
};

type Found = Partial<PrintInput>;

/** What is 0 when nobody says it, and then stands among what is missing if the print takes any of it. */
const PRICED = [
  ['material_grams', 'material_price_per_kg'],
  ['print_hours', 'machine_rate_per_hour'],
  ['power_watts', 'energy_price_per_kwh'],
  ['labor_minutes', 'labor_rate_per_hour'],
  ['post_processing_minutes', 'post_processing_rate_per_hour'],
] as const;

/** What a print costs: as it is told, and what is not told from the product, the material, the printer and its work center. */
@Injectable()
export class PrintCostService {
  constructor(
    private readonly transactions: Transactions,
    private readonly products: ProductReader,
    private readonly units: Units,
    private readonly resources: ResourceReader,
  ) {}

  cost(principal: Principal, request: PrintCostRequest) {
    return this.transactions.read(principal, async (tx) => {
      const found = {
        ...(await this.ofProducts(tx, request)),
        ...(await this.ofWorkCenter(tx, request)),
      };
      return viewOf(inputOf(request, found));
    });
  }

  /** The weight of the product and the price of the material. */
  private async ofProducts(tx: Tx, request: PrintCostRequest): Promise<Found> {
    const { product_id: productId, material_id: materialId, basis } = request;
    const asked = [
      [productId, '/product_id'],
      [materialId, '/material_id'],
    ].filter((one): one is [number, string] => one[0] !== undefined);
    const products = await this.products.requireMany(
      tx,
      asked.map(([id]) => id),
      (index) => asked[index]![1],
    );
    const found: Found = {};
    const weight = productId === undefined ? null : products.get(productId)!.weight_kg;
    if (weight) found.material_grams = weight.times(1_000);
    if (materialId === undefined) return found;
    const material = products.get(materialId)!;
    const perKg = await this.units.convert(tx, ONE, 'KG', material.unit, materialId);
    if (!perKg) {
      const { unitNotConvertible } = EngineeringErrors;
      throw fieldRefusal(unitNotConvertible, '/material_id', `${material.sku} is not kept by weight.`);
    }
    const price = priceOf(material, basis as CostBasis | undefined);
    if (price) found.material_price_per_kg = price.cost.times(perKg);
    return found;
  }

  /** Machine and overhead are both paid by the hour that the printer is busy. */
  private async ofWorkCenter(tx: Tx, request: PrintCostRequest): Promise<Found> {
    const id = request.work_center_id ?? (await this.workCenterOfPrinter(tx, request.printer_id));
    if (id === null) return {};
    const rates = (await this.resources.workCenterRates(tx, [id])).get(id);
    if (!rates) {
      const { unknownWorkCenter } = EngineeringErrors;
      throw fieldRefusal(unknownWorkCenter, '/work_center_id', unknownWorkCenter.title);
    }
    return {
      machine_rate_per_hour: rates.machine_rate_per_hour.plus(rates.overhead_rate_per_hour),
      labor_rate_per_hour: rates.labor_rate_per_hour,
    };
  }

  private async workCenterOfPrinter(tx: Tx, printerId: number | undefined): Promise<number | null> {
    if (printerId === undefined) return null;
    const printer = (await this.resources.printers(tx, [printerId])).get(printerId);
    const { unknownPrinter } = EngineeringErrors;
    if (!printer) throw fieldRefusal(unknownPrinter, '/printer_id', unknownPrinter.title);
    return printer.work_center_id;
  }
}

function inputOf(request: PrintCostRequest, found: Found): Found {
  const told = (name: keyof PrintInput): Decimal | undefined => request[name] ?? found[name];
  return {
    material_grams: told('material_grams'),
    material_waste_percent: told('material_waste_percent'),
    material_price_per_kg: told('material_price_per_kg'),
    print_hours: told('print_hours'),
    machine_rate_per_hour: told('machine_rate_per_hour'),
    power_watts: told('power_watts'),
    energy_price_per_kwh: told('energy_price_per_kwh'),
    labor_minutes: told('labor_minutes'),
    labor_rate_per_hour: told('labor_rate_per_hour'),
    failure_rate_percent: told('failure_rate_percent'),
    post_processing_minutes: told('post_processing_minutes'),
    post_processing_rate_per_hour: told('post_processing_rate_per_hour') ?? told('labor_rate_per_hour'),
    packaging_cost: told('packaging_cost'),
    pieces: told('pieces') ?? ONE,
  };
}

function viewOf(known: Found) {
  const entries = Object.entries(known).map(([name, value]) => [name, value ?? ZERO]);
  const input = Object.fromEntries(entries) as PrintInput;
  const cost = printCost(input);
  const missing = PRICED.filter(([taken, price]) => !input[taken].isZero() && known[price] === undefined);
  return {
    input: { ...input, material_price_per_kg: roundQuantity(input.material_price_per_kg) },
    material: roundAmount(cost.material),
    machine: roundAmount(cost.machine),
    energy: roundAmount(cost.energy),
    labor: roundAmount(cost.labor),
    failures: roundAmount(cost.failures),
    post_processing: roundAmount(cost.post_processing),
    packaging: roundAmount(cost.packaging),
    total: roundAmount(cost.total),
    per_piece: roundAmount(cost.per_piece),
    missing: missing.map(([, price]) => price),
  };
}
