import { IdField, PageQuery } from '../../platform/http/index.js';

export class PlaceListQuery extends PageQuery {
  @IdField({ optional: true })
  product_id?: number;

  @IdField({ optional: true })
  location_id?: number;
}
