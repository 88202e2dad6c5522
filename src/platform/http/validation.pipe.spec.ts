import { LIMITS } from '../../kernel/limits.js';
import { LinesField, TextField } from './fields.js';
import { createValidationPipe } from './validation.pipe.js';

class Named {
  @TextField()
  name!: string;
}

class Document {
  @LinesField(() => Named)
  lines!: Named[];
}

const pipe = createValidationPipe();
const check = (body: unknown) => pipe.transform(body, { type: 'body', metatype: Named });

/** A body of so many levels, its own object among them. */
function nested(levels: number): unknown {
  return { name: JSON.parse('['.repeat(levels - 1) + ']'.repeat(levels - 1)) as unknown };
}

it('takes a body of the right shape', async () => {
  expect(await check({ name: 'Shelf' })).toEqual({ name: 'Shelf' });
});

it.each([LIMITS.bodyDepthMax + 1, 100_000])('refuses a body of %i levels for its depth', async (levels) => {
  const refused = (async () => check(nested(levels)))();
  await expect(refused).rejects.toMatchObject({
    definition: { code: 'request.invalid' },
    details: { errors: [{ pointer: '', code: 'request.too_deep' }] },
  });
});

it('leaves a body of just as many levels to its fields', async () => {
  await expect(check(nested(LIMITS.bodyDepthMax))).rejects.toMatchObject({
    details: { errors: [{ pointer: '/name', code: 'request.is_string' }] },
  });
});

it.each([[[[]]], [[[{ name: 'Shelf' }]]], [['Shelf']], [[null]]])(
  'takes objects only for lines, not %j',
  async (lines) => {
    await expect(pipe.transform({ lines }, { type: 'body', metatype: Document })).rejects.toMatchObject({
      definition: { code: 'request.invalid' },
      details: { errors: [{ pointer: expect.stringMatching(/^\/lines/) }] },
    });
  },
);
