/** Generated beside the modules at build time by quiz/publish/shipping.py. */
export const manifest: {
  /** Names the release of Python that is shipped: its folder's hash. */
  python: string;
  /**
   * Every file the worker may ask for. Address from the modules' folder; bytes as they lie on the server and unpacked; packed with zstd or not. sealed: of what a
   * device may keep unpacked, the hash when it is; of all else "".
   */
  files: Record<string, { address: string; bytes: number; unpacked: number; integrity: string; packed: boolean; sealed: string }>;
  /** Names of the files that each of the two runtimes needs. */
  lean: string[];
  whole: string[];
  /** What a first check transfers, in bytes, with the host's compression. */
  transfer: number;
  lock: unknown;
};
