export class LiveResponse {
  /** @example ok */
  status: string;
}

export class ReadyResponse extends LiveResponse {
  /** What the modules report of themselves. */
  details: Record<string, unknown>;
}
