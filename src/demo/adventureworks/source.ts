import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';

export type SourceRow = Record<string, string>;

/** The files of the AdventureWorks sample company, read as they are: every cell is text. */
export interface Source {
  products: SourceRow[];
  bomLines: SourceRow[];
  locations: SourceRow[];
  inventory: SourceRow[];
  categories: SourceRow[];
  subcategories: SourceRow[];
  vendors: SourceRow[];
  vendorItems: SourceRow[];
  orders: SourceRow[];
  orderLines: SourceRow[];
  units: SourceRow[];
  scrapReasons: SourceRow[];
}

const FILES: Readonly<Record<keyof Source, string>> = {
  products: 'product',
  bomLines: 'bill_of_materials',
  locations: 'location',
  inventory: 'product_inventory',
  categories: 'product_category',
  subcategories: 'product_subcategory',
  vendors: 'vendor',
  vendorItems: 'product_vendor',
  orders: 'purchase_order_header',
  orderLines: 'purchase_order_detail',
  units: 'unit_measure',
  scrapReasons: 'scrap_reason',
};

/** Reads all files of a folder; a missing one is named in one sentence. */
export async function readSource(folder: string): Promise<Source> {
  const entries = await Promise.all(
    Object.entries(FILES).map(
      async ([key, file]) => [key, await readCsv(join(folder, `${file}.csv`))] as const,
    ),
  );
  return Object.fromEntries(entries) as unknown as Source;
}

async function readCsv(path: string): Promise<SourceRow[]> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    throw new Error(`${path} cannot be read; name the folder that holds the AdventureWorks CSV files.`);
  }
  return parse(text, { columns: true, bom: true, skip_empty_lines: true }) as SourceRow[];
}
