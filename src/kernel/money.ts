import { Decimal } from './decimal.js';

/** ISO 4217 currencies whose minor unit is not two decimals. */
const MINOR_UNITS: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
  CLF: 4,
  UYW: 4,
};

/** Decimals of a currency's minor unit (ISO 4217): JPY 0, EUR 2, KWD 3. */
export function minorUnits(currencyCode: string): number {
  return MINOR_UNITS[currencyCode] ?? 2;
}

/** Rounds an amount half-up to what the currency can pay; documents do this once per line and per total. */
export function roundToCurrency(amount: Decimal, currencyCode: string): Decimal {
  return amount.toDecimalPlaces(minorUnits(currencyCode), Decimal.ROUND_HALF_UP);
}
