import { Decimal, decimal, ONE } from '../../kernel/decimal.js';

const HALF = decimal('0.5');
const TAIL = decimal('0.425');
const NEAR_FROM = decimal('1.6');
const FAR_FROM = decimal(5);

/** Coefficients of the three ranges, the lowest power first, numerator and denominator. */
const CENTRE = [
  [
    '3.3871328727963666080',
    '133.14166789178437745',
    '1971.5909503065514427',
    '13731.693765509461125',
    '45921.953931549871457',
    '67265.770927008700853',
    '33430.575583588128105',
    '2509.0809287301226727',
  ],
  [
    '1',
    '42.313330701600911252',
    '687.18700749205790830',
    '5394.1960214247511077',
    '21213.794301586595867',
    '39307.895800092710610',
    '28729.085735721942674',
    '5226.4952788528545610',
  ],
];
const NEAR = [
  [
    '1.42343711074968357734',
    '4.63033784615654529590',
    '5.76949722146069140550',
    '3.64784832476320460504',
    '1.27045825245236838258',
    '0.241780725177450611770',
    '0.0227238449892691845833',
    '0.000774545014278341407640',
  ],
  [
    '1',
    '2.05319162663775882187',
    '1.67638483018380384940',
    '0.689767334985100004550',
    '0.148103976427480074590',
    '0.0151986665636164571966',
    '0.000547593808499534494600',
    '0.00000000105075007164441684324',
  ],
];
const FAR = [
  [
    '6.65790464350110377720',
    '5.46378491116411436990',
    '1.78482653991729133580',
    '0.296560571828504891230',
    '0.0265321895265761230930',
    '0.00124266094738807843860',
    '0.0000271155556874348757815',
    '0.000000201033439929228813265',
  ],
  [
    '1',
    '0.599832206555887937690',
    '0.136929880922735805310',
    '0.0148753612908506148525',
    '0.000786869131145613259100',
    '0.0000184631831751005468180',
    '0.000000142151175831644588870',
    '0.00000000000000204426310338993978564',
  ],
];

/**
 * How many standard deviations cover a share of all cases of a normal distribution: 1.645 for 0.95. Wichura's algorithm
 * AS 241 (PPND16, Applied Statistics 37, 1988), rounded to six decimals.
 */
export function normalQuantile(share: Decimal): Decimal {
  const fromCentre = share.minus(HALF);
  if (fromCentre.abs().lessThanOrEqualTo(TAIL)) {
    const r = TAIL.times(TAIL).minus(fromCentre.times(fromCentre));
    return fromCentre.times(ratio(CENTRE, r)).toDecimalPlaces(6);
  }
  const tail = fromCentre.isNegative() ? share : ONE.minus(share);
  const r = tail.ln().negated().sqrt();
  const isNear = r.lessThanOrEqualTo(FAR_FROM);
  const quantile = isNear ? ratio(NEAR, r.minus(NEAR_FROM)) : ratio(FAR, r.minus(FAR_FROM));
  return (fromCentre.isNegative() ? quantile.negated() : quantile).toDecimalPlaces(6);
}

function ratio([numerator, denominator]: string[][], r: Decimal): Decimal {
  return polynomial(numerator!, r).dividedBy(polynomial(denominator!, r));
}

function polynomial(coefficients: readonly string[], r: Decimal): Decimal {
  return coefficients.reduceRight((value, next) => value.times(r).plus(next), new Decimal(0));
}
