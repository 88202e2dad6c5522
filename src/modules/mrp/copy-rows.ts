import { StringDecoder } from 'node:string_decoder';

/** Takes apart what `COPY … TO STDOUT` writes, whatever pieces it comes in: a row a call, NULL as null. */
export class CopyRows {
  private readonly decoder = new StringDecoder('utf8');
  private rest = '';

  constructor(private readonly take: (row: (string | null)[]) => void) {}

  write(chunk: Uint8Array): void {
    const lines = (
      this.rest + this.decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength))
    ).split('\n');
    this.rest = lines.pop()!;
    for (const line of lines) this.take(line.split('\t').map(valueOf));
  }
}

const ESCAPES: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', b: '\b', f: '\f', v: '\v' };

function valueOf(text: string): string | null {
  if (!text.includes('\\')) return text;
  return text === '\\N' ? null : text.replace(/\\(.)/g, (_, letter: string) => ESCAPES[letter] ?? letter);
}
