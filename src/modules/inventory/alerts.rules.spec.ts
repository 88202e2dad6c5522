import { decimal, type Decimal } from '../../kernel/decimal.js';
import {
  type AlertSeverity,
  type AlertType,
  discrepancyAlert,
  type ExpiringLot,
  expiryAlerts,
  type KnownAlert,
  reconcile,
  type Requirement,
  shortageAlert,
  stockAlerts,
  type StockFigures,
  type WantedAlert,
} from './alerts.rules.js';

const figures = (values: Partial<Record<keyof StockFigures, number | boolean>>): StockFigures => {
  const quantity = (name: keyof StockFigures): Decimal | null =>
    typeof values[name] === 'number' ? decimal(values[name]) : null;
  const usable = quantity('usable') ?? decimal(0);
  return {
    productId: 1,
    materialTypeId: null,
    locationId: null,
    label: 'PLA',
    unit: 'G',
    usable,
    available: quantity('available') ?? usable,
    physical: quantity('physical') ?? usable,
    minimum: quantity('minimum'),
    reorderPoint: quantity('reorderPoint'),
    reorderQuantity: quantity('reorderQuantity'),
    maximum: quantity('maximum'),
    watchEmpty: values.watchEmpty === true,
  };
};
const shown = (alerts: readonly WantedAlert[]) =>
  alerts.map((alert) => [alert.type, alert.severity, alert.suggested?.toFixed() ?? null]);

describe('how much there is', () => {
  it.each([
    ['nothing without any threshold', { usable: 0 }, []],
    ['nothing left of what was there', { usable: 0, watchEmpty: true }, [['out_of_stock', 'critical', null]]],
    ['nothing where a minimum is', { usable: 0, minimum: 5 }, [['out_of_stock', 'critical', '5']]],
    ['less than nothing', { usable: -2, minimum: 5 }, [['out_of_stock', 'critical', '7']]],
    ['the minimum itself', { usable: 5, minimum: 5 }, [['low_stock', 'medium', '0']]],
    ['half of the minimum', { usable: 2.5, minimum: 5 }, [['low_stock', 'high', '2.5']]],
    ['more than the minimum', { usable: 5.1, minimum: 5 }, []],
    ['a minimum of nothing', { usable: 0, minimum: 0 }, []],
    ['the reorder point', { usable: 20, available: 10, reorderPoint: 10 }, [['reorder', 'low', '0']]],
    [
      'free stock below the minimum',
      { usable: 20, available: 3, minimum: 5, reorderPoint: 10, reorderQuantity: 50 },
      [['reorder', 'medium', '50']],
    ],
    ['up to the maximum', { usable: 4, reorderPoint: 10, maximum: 30 }, [['reorder', 'low', '26']]],
    ['more than the maximum', { usable: 31, maximum: 30 }, [['excess', 'low', null]]],
    ['more than twice the maximum', { usable: 61, maximum: 30 }, [['excess', 'medium', null]]],
    ['the maximum itself', { usable: 30, maximum: 30 }, []],
    [
      'what is on hold counts as too much',
      { usable: 0, physical: 31, maximum: 30 },
      [['excess', 'low', null]],
    ],
  ])('%s', (_name, values, expected) => {
    expect(shown(stockAlerts(figures(values as never)))).toEqual(expected);
  });
});

describe('what open orders need', () => {
  const need = (
    orderId: number,
    quantity: number,
    reserved = 0,
    dueDate: string | null = null,
  ): Requirement => ({
    productId: 1,
    orderType: 'production_order',
    orderId,
    orderCode: `WO-${orderId}`,
    dueDate,
    quantity: decimal(quantity),
    reserved: decimal(reserved),
  });
  const stock = (available: number) => ({ label: 'PLA', unit: 'G', available: decimal(available) });

  it('F-04: 60 and 55 of 90 is one shortage of 25 that names both', () => {
    const alert = shortageAlert(stock(90), [need(1, 60), need(2, 55)])!;
    expect([alert.suggested?.toFixed(), alert.severity]).toEqual(['25', 'high']);
    expect(alert.message).toContain('WO-1, WO-2');
    expect(alert.details['orders']).toHaveLength(2);
  });

  it('counts what is reserved for them, and never against them', () => {
    expect(shortageAlert(stock(30), [need(1, 60, 60), need(2, 55)])?.suggested?.toFixed()).toBe('25');
    expect(shortageAlert(stock(0), [need(1, 60, 60)])).toBeNull();
    expect(shortageAlert(stock(-5), [need(1, 60, 60)])).toBeNull();
    expect(shortageAlert(stock(100), [])).toBeNull();
  });

  it('is critical when more than half is missing', () => {
    expect(shortageAlert(stock(50), [need(1, 100)])?.severity).toBe('high');
    expect(shortageAlert(stock(49), [need(1, 100)])?.severity).toBe('critical');
  });

  it('names five orders, the most urgent first, and how many more there are', () => {
    const needs = [need(1, 1), ...[2, 3, 4, 5, 6, 7].map((id) => need(id, 1, 0, `2026-01-0${9 - id}`))];
    expect(shortageAlert(stock(0), needs)?.message).toBe(
      'PLA: 7 G short for WO-7, WO-6, WO-5, WO-4, WO-3 and 2 more.',
    );
  });
});

describe('lots', () => {
  const lot = (lotId: number, daysLeft: number): ExpiringLot => ({
    productId: 1,
    materialTypeId: null,
    locationId: null,
    label: 'PLA',
    unit: 'G',
    lotId,
    lotNumber: `L${lotId}`,
    expiresOn: '2026-01-01',
    daysLeft,
    expiringDays: 30,
    quantity: decimal(10),
  });

  it('are told apart into what is over and what soon will be', () => {
    const alerts = expiryAlerts([lot(1, 0), lot(2, 1), lot(3, 20), lot(4, -3)]);
    expect(alerts.map((alert) => [alert.type, alert.severity, alert.current.toFixed()])).toEqual([
      ['expired', 'high', '20'],
      ['expiring', 'medium', '20'],
    ]);
    expect(expiryAlerts([lot(1, 8)])[0]).toMatchObject({ type: 'expiring', severity: 'low' });
    expect(expiryAlerts([])).toEqual([]);
  });
});

describe('A-03: a count', () => {
  it.each([
    [10, 10, undefined],
    [10, 9, undefined],
    [10, 8, 'medium'],
    [10, 12, 'medium'],
    [10, 7.5, 'medium'],
    [10, 7, 'high'],
    [10, 0, 'high'],
    [0, 5, 'high'],
  ])('of %s expected and %s found', (expected, actual, severity) => {
    const alert = discrepancyAlert({
      productId: 1,
      locationId: 1,
      label: 'PLA at MAIN',
      unit: 'G',
      expected: decimal(expected),
      actual: decimal(actual),
      percentLimit: decimal(10),
      quantityLimit: null,
      details: {},
    });
    expect(alert?.severity).toBe(severity);
    if (alert) expect(alert.current.toFixed()).toBe(String(actual - expected));
  });
});

describe('what is true against what is known', () => {
  const wanted = (type: AlertType, severity: AlertSeverity = 'low') =>
    ({ productId: 1, materialTypeId: null, locationId: null, type, severity }) as WantedAlert;
  const known = (
    id: number,
    type: AlertType,
    isActive: boolean,
    severity: AlertSeverity = 'low',
  ): KnownAlert => ({
    id,
    productId: 1,
    materialTypeId: null,
    locationId: null,
    type,
    severity,
    isActive,
  });

  it('is raised, seen again, over, or quiet for a while', () => {
    const change = reconcile(
      [wanted('low_stock', 'high'), wanted('reorder'), wanted('excess')],
      [known(1, 'low_stock', true), known(2, 'expired', true), known(3, 'excess', false)],
    );
    expect(change.raised).toEqual([wanted('reorder')]);
    expect(change.updated).toMatchObject([{ id: 1, escalated: true }]);
    expect(change).toMatchObject({ resolved: [2], suppressed: 1 });
  });

  it('is not over while it is to be kept', () => {
    const change = reconcile([], [known(1, 'discrepancy', true)], new Set(['discrepancy/1//']));
    expect(change.resolved).toEqual([]);
  });
});
