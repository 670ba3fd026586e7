/** Copied beside the modules at build time from the npm package fzstd (MIT): unpacks Zstandard. */
export class Decompress {
  constructor(ondata: (data: Uint8Array, final?: boolean) => void);
  push(chunk: Uint8Array, final?: boolean): void;
}
