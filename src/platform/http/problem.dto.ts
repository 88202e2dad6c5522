import { ApiProperty } from '@nestjs/swagger';

export class ProblemField {
  @ApiProperty({ example: '/lines/2/quantity', description: 'JSON pointer into the request.' })
  pointer: string;

  @ApiProperty({ example: 'request.is_decimal' })
  code: string;

  @ApiProperty({ example: 'quantity must be greater than 0' })
  detail: string;
}

/** Problem document, RFC 9457. Further members depend on the code: what is available, what is possible now. */
export class Problem {
  @ApiProperty({ example: 'urn:millwright:problem:request.invalid' })
  type: string;

  @ApiProperty({ example: 'The request does not have the right shape.' })
  title: string;

  @ApiProperty({ example: 400 })
  status: number;

  @ApiProperty({ example: 'request.invalid', description: 'Stable; programs decide by it.' })
  code: string;

  @ApiProperty({ required: false })
  detail?: string;

  @ApiProperty({ example: '/api/v1/products' })
  instance: string;

  @ApiProperty({ example: 'req-1', description: 'Also in the X-Request-Id header and in our log.' })
  trace_id: string;

  @ApiProperty({ type: [ProblemField], required: false })
  errors?: ProblemField[];
}

export class PageInfo {
  @ApiProperty({ type: 'string', nullable: true, description: 'Cursor of the next page.', example: null })
  next: string | null;

  @ApiProperty({ example: false })
  has_more: boolean;
}
