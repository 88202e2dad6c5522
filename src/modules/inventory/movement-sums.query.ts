/** Movements `t` that count: held ones do so only when approved. */
export const COUNTED = '(NOT t.requires_approval OR t.approved_at IS NOT NULL)';

/** What movement `t` adds to the quantity of its product in the whole organization. */
export const CHANGE = `CASE WHEN t.to_location_id IS NULL THEN CASE WHEN t.from_location_id IS NULL THEN 0 ELSE -t.quantity END
  WHEN t.from_location_id IS NULL THEN t.quantity ELSE 0 END`;

/** What movement `t` adds to the value of its product's stock; a value-only row without ends adds what it says. */
export const EFFECT = `CASE WHEN t.from_location_id IS NULL THEN t.total_cost
  WHEN t.to_location_id IS NULL THEN -t.total_cost ELSE 0 END`;
