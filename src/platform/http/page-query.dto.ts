import { LIMITS } from '../../kernel/limits.js';
import { IntegerField, TextField } from './fields.js';

/** What every list takes; a list's own filters extend it. Unknown parameters are refused. */
export class PageQuery {
  @IntegerField({
    optional: true,
    min: 1,
    max: LIMITS.pageRowsMax,
    description: `Rows a page, at most ${LIMITS.pageRowsMax}.`,
    example: LIMITS.pageRowsDefault,
  })
  limit?: number;

  @TextField({ optional: true, max: 2_000, description: 'Cursor from `page.next` of the page before.' })
  cursor?: string;

  @TextField({ optional: true, max: 60, description: 'Field to sort by; `-` in front for descending.' })
  sort?: string;
}

/** A list that can also be searched. */
export class SearchQuery extends PageQuery {
  @TextField({ optional: true, max: 100, description: 'Part of a code or name, in any case.' })
  search?: string;
}
