import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DomainError } from '../../kernel/domain-error.js';
import { RequestErrors } from '../http/http.errors.js';

/** A file on disk that was uploaded, and what its content hashes to. */
export interface UploadedFile {
  path: string;
  name: string;
  contentHash: string;
  remove(): Promise<void>;
}

/** How much of an upload that is too large is still read, and thrown away, so that its sender hears the refusal. */
const READ_OUT_FACTOR = 2;

/**
 * Puts an upload on disk before anything is done with it: a slow sender holds no transaction open, and a large file no
 * memory. What is too large is read to its end and not kept, since a connection that is cut tells its sender nothing.
 */
export async function saveUpload(stream: Readable, name: string, bytesMax: number): Promise<UploadedFile> {
  const folder = await mkdtemp(join(tmpdir(), 'millwright-upload-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  const hash = createHash('sha256');
  let bytes = 0;
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > bytesMax * READ_OUT_FACTOR) return done(tooLarge(bytesMax));
      if (bytes > bytesMax) return done();
      hash.update(chunk);
      done(null, chunk);
    },
  });
  try {
    const path = join(folder, 'upload');
    await pipeline(stream, meter, createWriteStream(path));
    // A form's parser cuts the file at its own limit and marks the stream.
    const { truncated } = stream as { truncated?: boolean };
    if (truncated || bytes > bytesMax) throw tooLarge(bytesMax);
    return { path, name, contentHash: hash.digest('hex'), remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

function tooLarge(bytesMax: number): DomainError {
  return new DomainError(RequestErrors.tooLarge, { detail: `An upload has at most ${bytesMax} bytes.` });
}
