/** The embedded engine cannot do what was asked; the message is one sentence that says why and what helps. */
export class EngineError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'EngineError';
  }
}

const FILE_REASONS: Record<string, string> = {
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ENOENT: 'no folder can be made there',
  ENOTDIR: 'a file stands where a folder is needed',
  EEXIST: 'a file stands where a folder is needed',
};

/** Turns a file system refusal about `path` into one sentence; anything else is passed on as it is. */
export function asEngineError(error: unknown, path: string): Error {
  if (error instanceof EngineError) return error;
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? '';
  const reason = FILE_REASONS[code];
  if (reason === undefined) return error instanceof Error ? error : new Error(String(error));
  return new EngineError(
    `The data folder ${path} cannot be used: ${reason}; set DATA_DIR to a folder that can be written, or DATABASE_URL to a PostgreSQL server.`,
    { cause: error },
  );
}
