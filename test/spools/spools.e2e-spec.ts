import { type Client, startTestApp, type TestApp } from '../support/app.js';
import { expectCleanLedger, stockOf } from '../support/ledger.js';
import { makeProduct } from '../support/make/product.js';
import { makeFilament, makeSpool } from '../support/make/spool.js';

let app: TestApp;
let operator: Client;
let manager: Client;

beforeAll(async () => {
  app = await startTestApp();
  operator = app.as('operator');
  manager = app.as('manager');
});
afterAll(() => app?.close());

describe('registering', () => {
  it('receives the stock at its cost, in the stock unit', async () => {
    const filament = await makeFilament(app);
    const spool = await makeSpool(app, {
      product_id: filament.id,
      spool_number: 'PLA-1',
      tare_weight_kg: '0.246',
    });
    expect(spool).toMatchObject({ spool_number: 'PLA-1', current_weight_kg: '1', initial_weight_kg: '1' });
    expect(await stockOf(app, filament.id)).toMatchObject({ on_hand_quantity: '1000', total_value: '20' });
    const history = await operator.get(`/spools/${spool.id}/movements`).expect(200);
    expect(history.body.data).toMatchObject([{ kind: 'created', weight_change_kg: '1' }]);
    const posted = await operator
      .get(`/inventory/movements/${history.body.data[0].inventory_transaction_id}`)
      .expect(200);
    expect(posted.body).toMatchObject({
      reference_type: 'spool',
      reference_id: spool.id,
      cost_per_unit: '0.02',
    });
  });

  it('takes a gross weight with its tare, and makes a number of its own', async () => {
    const spool = await makeSpool(app, {
      net_weight_kg: undefined,
      gross_weight_kg: '1.246',
      tare_weight_kg: '0.246',
    });
    expect(spool.current_weight_kg).toBe('1');
    expect(spool.spool_number).toMatch(/^SP-\d{6,}$/);
  });

  it('makes the lot of a product that is tracked by lots', async () => {
    const filament = await makeFilament(app, { track_lots: true });
    const first = await makeSpool(app, { product_id: filament.id, lot_number: 'L1' });
    const second = await makeSpool(app, { product_id: filament.id, lot_number: 'L1' });
    const named = await makeSpool(app, { product_id: filament.id, spool_number: 'SELF' });
    expect(first).toMatchObject({ lot_number: 'L1' });
    expect(second.material_lot_id).toBe(first.material_lot_id);
    expect(named).toMatchObject({ lot_number: 'SELF' });
    const list = await operator.get(`/spools?material_lot_id=${first.material_lot_id}`).expect(200);
    expect(list.body.data.map((row: { id: number }) => row.id)).toEqual([first.id, second.id]);
    const nameless = { product_id: filament.id, net_weight_kg: 1 };
    const answer = await manager.post('/spools').send(nameless).expect(422);
    expect(answer.body.code).toBe('inventory.lot_required');
  });

  it('refuses a taken number, a product that is not weighed, and no or two weights', async () => {
    const filament = await makeFilament(app);
    await makeSpool(app, { product_id: filament.id, spool_number: 'TWICE' });
    const body = { product_id: filament.id, spool_number: 'TWICE', net_weight_kg: 1 };
    expect((await manager.post('/spools').send(body).expect(409)).body.code).toBe(
      'spools.spool_number_taken',
    );
    const piece = await makeProduct(app);
    const counted = await manager
      .post('/spools')
      .send({ product_id: piece.id, net_weight_kg: 1 })
      .expect(422);
    expect(counted.body.code).toBe('spools.not_stocked_by_weight');
    const none = await manager.post('/spools').send({ product_id: filament.id }).expect(422);
    expect(none.body.code).toBe('spools.one_weight');
    const untared = { product_id: filament.id, gross_weight_kg: 1 };
    expect((await manager.post('/spools').send(untared).expect(422)).body.code).toBe('spools.tare_needed');
    expect((await stockOf(app, filament.id))['on_hand_quantity']).toBe('1000');
  });

  it('is done once however often the request comes', async () => {
    const filament = await makeFilament(app);
    const body = { product_id: filament.id, net_weight_kg: 1 };
    const send = () => manager.post('/spools').set('idempotency-key', 'spool-once').send(body).expect(201);
    const first = await send();
    const again = await send();
    expect(again.body).toEqual(first.body);
    expect((await stockOf(app, filament.id))['on_hand_quantity']).toBe('1000');
  });
});

describe('weighing', () => {
  // Tare 246 g; the readings go down, and a little up again.
  it('follows the scale down and up', async () => {
    const spool = await makeSpool(app, { net_weight_kg: '1.009', tare_weight_kg: '0.246' });
    const used = [];
    for (const gross of ['1', '0.9', '0.8', '0.815']) {
      const answer = await operator
        .post(`/spools/${spool.id}/weigh`)
        .send({ gross_weight_kg: gross })
        .expect(200);
      used.push(1009 - Number(answer.body.current_weight_kg) * 1000);
    }
    expect(used.map(Math.round)).toEqual([255, 355, 455, 440]);
    expect((await stockOf(app, spool.product_id))['on_hand_quantity']).toBe('569');
    await expectCleanLedger(app);
  });

  it('leaves everything as it is when nothing changed', async () => {
    const spool = await makeSpool(app);
    const answer = await operator.post(`/spools/${spool.id}/weigh`).send({ net_weight_kg: 1 }).expect(200);
    expect(answer.body.version).toBe(spool.version);
    const history = await operator.get(`/spools/${spool.id}/movements`).expect(200);
    expect(history.body.data).toHaveLength(1);
  });

  it('does not believe what the spool never held, or less than the tare', async () => {
    const spool = await makeSpool(app, { tare_weight_kg: '0.246' });
    const heavy = await operator.post(`/spools/${spool.id}/weigh`).send({ net_weight_kg: '1.2' }).expect(422);
    expect(heavy.body).toMatchObject({ code: 'spools.above_initial', max_weight_kg: '1.1' });
    const light = await operator
      .post(`/spools/${spool.id}/weigh`)
      .send({ gross_weight_kg: '0.1' })
      .expect(422);
    expect(light.body.code).toBe('spools.below_tare');
  });

  it('makes an empty spool consumed, and active when it holds something again', async () => {
    const spool = await makeSpool(app);
    const empty = await operator.post(`/spools/${spool.id}/weigh`).send({ net_weight_kg: 0 }).expect(200);
    expect(empty.body).toMatchObject({ status: 'consumed', current_weight_kg: '0' });
    const found = await operator.post(`/spools/${spool.id}/weigh`).send({ net_weight_kg: '0.1' }).expect(200);
    expect(found.body.status).toBe('active');
    await expectCleanLedger(app);
  });
});

describe('using up', () => {
  it('takes stock and value along', async () => {
    const spool = await makeSpool(app);
    const answer = await operator.post(`/spools/${spool.id}/consume`).send({ weight_kg: '0.25' }).expect(200);
    expect(answer.body.current_weight_kg).toBe('0.75');
    expect(await stockOf(app, spool.product_id)).toMatchObject({
      on_hand_quantity: '750',
      total_value: '15',
    });
  });

  it('is refused with what is left', async () => {
    const spool = await makeSpool(app, { net_weight_kg: '0.1' });
    const answer = await operator.post(`/spools/${spool.id}/consume`).send({ weight_kg: '0.25' }).expect(409);
    expect(answer.body).toMatchObject({ code: 'spools.insufficient_weight', available_kg: '0.1' });
    expect((await stockOf(app, spool.product_id))['on_hand_quantity']).toBe('100');
  });

  it('is refused in quarantine and past the date', async () => {
    const spool = await makeSpool(app);
    const quarantined = await manager
      .patch(`/spools/${spool.id}`)
      .set('if-match', `"v${spool.version}"`)
      .send({ status: 'quarantine' })
      .expect(200);
    expect(quarantined.body.status).toBe('quarantine');
    const answer = await operator.post(`/spools/${spool.id}/consume`).send({ weight_kg: '0.25' }).expect(409);
    expect(answer.body).toMatchObject({ code: 'spools.not_usable', spool_status: 'quarantine' });
    const old = await makeSpool(app, { expiry_date: '2020-01-01' });
    const expired = await operator.post(`/spools/${old.id}/consume`).send({ weight_kg: '0.25' }).expect(409);
    expect(expired.body).toMatchObject({ code: 'spools.not_usable', spool_status: 'expired' });
  });

  it('is exact in pounds, step by step', async () => {
    const filament = await makeFilament(app, { unit: 'LB', purchase_uom: 'LB', purchase_conversion: 1 });
    const spool = await makeSpool(app, { product_id: filament.id });
    for (const weight of ['0.1', '0.333333333', '0.566666667']) {
      await operator.post(`/spools/${spool.id}/consume`).send({ weight_kg: weight }).expect(200);
    }
    expect(await stockOf(app, filament.id)).toMatchObject({ on_hand_quantity: '0', total_value: '0' });
    await expectCleanLedger(app);
  });
});

describe('adjusting', () => {
  it('goes up and down with a reason', async () => {
    const spool = await makeSpool(app);
    const adjust = (change: string) =>
      manager.post(`/spools/${spool.id}/adjust`).send({ weight_change_kg: change, reason: 'Tangled' });
    expect((await adjust('-0.05').expect(200)).body.current_weight_kg).toBe('0.95');
    expect((await adjust('0.05').expect(200)).body.current_weight_kg).toBe('1');
    expect((await adjust('0').expect(422)).body.code).toBe('spools.zero_change');
    expect((await adjust('-1.5').expect(409)).body).toMatchObject({ available_kg: '1' });
    const history = await operator.get(`/spools/${spool.id}/movements`).expect(200);
    expect(history.body.data.map((row: { notes: string }) => row.notes)).toEqual([
      'Tangled',
      'Tangled',
      null,
    ]);
  });

  it('is not for operators', async () => {
    const spool = await makeSpool(app);
    const body = { weight_change_kg: '-0.05', reason: 'Tangled' };
    await operator.post(`/spools/${spool.id}/adjust`).send(body).expect(403);
  });
});

describe('changing', () => {
  it('moves the stock to another location', async () => {
    const spool = await makeSpool(app);
    const dry = { code: `DRY-${spool.id}`, name: 'Dry box', type: 'shelf' };
    const location = (await manager.post('/inventory/locations').send(dry).expect(201)).body;
    const changed = await manager
      .patch(`/spools/${spool.id}`)
      .set('if-match', `"v${spool.version}"`)
      .send({ location_id: location.id, notes: 'Dried' })
      .expect(200);
    expect(changed.body).toMatchObject({ location_code: dry.code, notes: 'Dried' });
    const balances = await operator.get(`/inventory/balances?product_id=${spool.product_id}`).expect(200);
    const there = balances.body.data.filter(
      (row: { on_hand_quantity: string }) => row.on_hand_quantity !== '0',
    );
    expect(there).toMatchObject([{ location_id: location.id, on_hand_quantity: '1000' }]);
    await expectCleanLedger(app);
  });

  it('needs the version that is current, and a status that is possible', async () => {
    const spool = await makeSpool(app);
    await manager.patch(`/spools/${spool.id}`).send({ notes: 'x' }).expect(428);
    await manager.patch(`/spools/${spool.id}`).set('if-match', '"v99"').send({ notes: 'x' }).expect(412);
    const empty = await operator.post(`/spools/${spool.id}/weigh`).send({ net_weight_kg: 0 }).expect(200);
    const answer = await manager
      .patch(`/spools/${spool.id}`)
      .set('if-match', `"v${empty.body.version}"`)
      .send({ status: 'active' })
      .expect(409);
    expect(answer.body).toMatchObject({ code: 'spools.wrong_status', possible: [] });
    const printer = await manager
      .patch(`/spools/${spool.id}`)
      .set('if-match', `"v${empty.body.version}"`)
      .send({ printer_id: 999_999 })
      .expect(422);
    expect(printer.body.errors).toMatchObject([{ pointer: '/printer_id' }]);
  });
});

describe('reading', () => {
  it('tells the length that is left when density and diameter are known', async () => {
    const material = {
      code: `PLA-${process.pid}`,
      name: 'PLA',
      base_material: 'PLA',
      density_g_cm3: '1.24',
      diameter_mm: '1.75',
    };
    const type = (await manager.post('/material-types').send(material).expect(201)).body;
    const filament = await makeFilament(app, { material_type_id: type.id });
    const spool = await makeSpool(app, { product_id: filament.id, net_weight_kg: '0.95' });
    const answer = await operator.get(`/spools/${spool.id}`).expect(200);
    expect(answer.body.remaining_length_m).toBe('318.519');
  });

  it('filters and pages', async () => {
    const filament = await makeFilament(app);
    const made = [];
    for (let count = 0; count < 3; count += 1)
      made.push((await makeSpool(app, { product_id: filament.id })).id);
    const first = await operator.get(`/spools?product_id=${filament.id}&limit=2`).expect(200);
    const rest = await operator
      .get(`/spools?product_id=${filament.id}&limit=2&cursor=${first.body.page.next}`)
      .expect(200);
    const ids = [...first.body.data, ...rest.body.data].map((row: { id: number }) => row.id);
    expect(ids).toEqual(made);
    expect((await operator.get(`/spools?product_id=${filament.id}&status=consumed`)).body.data).toEqual([]);
  });

  it('shows nothing to another organization', async () => {
    const spool = await makeSpool(app);
    await app.otherOrganization.get(`/spools/${spool.id}`).expect(404);
    await app.otherOrganization.get(`/spools/${spool.id}/movements`).expect(404);
    await app.otherOrganization.post(`/spools/${spool.id}/weigh`).send({ net_weight_kg: 0 }).expect(404);
    await app.otherOrganization.post(`/spools/${spool.id}/consume`).send({ weight_kg: 1 }).expect(404);
    expect((await app.otherOrganization.get('/spools').expect(200)).body.data).toEqual([]);
  });
});

describe('the ledger’s proof', () => {
  it('warns when stock was issued away under a spool, while every figure equals its movements', async () => {
    const spool = await makeSpool(app);
    await operator
      .post('/inventory/issues')
      .send({ product_id: spool.product_id, quantity: 100 })
      .expect(201);
    const answer = await app.as('admin').get('/inventory/ledger/verify').expect(200);
    expect(answer.body.checks).toEqual(expect.arrayContaining(['spool_weight', 'spool_stock']));
    expect(answer.body).toMatchObject({ is_clean: true, differences: [] });
    expect(answer.body.warnings).toMatchObject([{ check: 'spool_stock', product_id: spool.product_id }]);
  });
});
