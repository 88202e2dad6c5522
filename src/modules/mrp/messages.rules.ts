import type { Decimal } from '../../kernel/decimal.js';
import type { PlanDocument } from './plan-grid.rules.js';

export interface MessageFacts {
  action: string;
  supply_date: string;
  new_date: string | null;
  quantity: Decimal;
  change_quantity: Decimal | null;
  unit: string;
}

const KINDS: Record<string, string> = {
  purchase_order_line: 'purchase order line',
  production_order: 'production order',
  firm_planned_order: 'firm planned order',
  planned_order: 'planned order',
};

/** What people call a supply: the number of its document, else its kind and id. */
export function nameOf({ kind, id, document_code, line_number }: PlanDocument): string {
  if (document_code !== null) {
    return line_number === null ? document_code : `${document_code} line ${line_number}`;
  }
  const name = KINDS[kind] ?? kind.replaceAll('_', ' ');
  return id === null ? name : `${name} ${id}`;
}

/** The message as a sentence. */
export function sentenceOf(message: MessageFacts, document: PlanDocument): string {
  const name = nameOf(document);
  const { supply_date: date, new_date: newDate, quantity, change_quantity: change, unit } = message;
  const amount = `${quantity} ${unit}`;
  switch (message.action) {
    case 'release':
      return `Release ${name}: ${amount}, due ${date}${newDate === null ? '' : `, needed on ${newDate}`}.`;
    case 'expedite':
      return `Expedite ${name} from ${date} to ${newDate}: ${amount} ${quantity.equals(1) ? 'is' : 'are'} needed then.`;
    case 'defer':
      return `Defer ${name} from ${date} to ${newDate}: nothing needs it earlier.`;
    case 'cancel':
      return `Cancel ${name}: nothing needs its ${amount}.`;
    case 'decrease':
      return `Decrease ${name} by ${change} ${unit} to ${quantity.minus(change!)} ${unit}: nothing needs more.`;
    case 'increase':
      return `Increase ${name} by ${change} ${unit} to ${quantity.plus(change!)} ${unit}: nothing else brings that in time.`;
    default:
      return `${capitalized(name)} was due on ${date}: ${amount} ${quantity.equals(1) ? 'is' : 'are'} still open.`;
  }
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
