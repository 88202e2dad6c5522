import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { TextField } from '../../platform/http/index.js';
import { normalizeUnitCode } from './units.rules.js';

interface UnitCodeOptions {
  optional?: boolean;
  nullable?: boolean;
  description?: string;
  example?: string;
}

/** A unit code in a request: ` kg ` is read as `KG`. Whether there is such a unit is the services' affair. */
export function UnitCodeField(options: UnitCodeOptions = {}): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }) => (typeof value === 'string' ? normalizeUnitCode(value) : value)),
    TextField({ max: 20, min: 1, pattern: /^\S+( \S+)*$/, example: 'KG', ...options }),
  );
}
