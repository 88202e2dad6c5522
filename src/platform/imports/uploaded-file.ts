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

/**
 * Puts an upload on disk before anything is done with it: a slow sender holds no transaction open, and a large file no
 * memory.
 */
export async function saveUpload(stream: Readable, name: string, bytesMax: number): Promise<UploadedFile> {
  const folder = await mkdtemp(join(tmpdir(), 'millwright-upload-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  const hash = createHash('sha256');
  let bytes = 0;
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      hash.update(chunk);
      if (bytes <= bytesMax) done(null, chunk);
      else
        done(new DomainError(RequestErrors.tooLarge, { detail: `An upload has at most ${bytesMax} bytes.` }));
    },
  });
  try {
    const path = join(folder, 'upload');
    await pipeline(stream, meter, createWriteStream(path));
    return { path, name, contentHash: hash.digest('hex'), remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
