/** Generated beside the modules at build time by quiz/publish/shipping.py. */
export const manifest: {
  /** Pyodide's folder, from the modules' folder. */
  python: string;
  /** Bytes of each file in it, not compressed: what the progress bar counts. */
  bytes: Record<string, number>;
  integrity: { "engine.zip": string; "bank.json": string; "python_stdlib.zip": string; "pyodide.asm.wasm": string };
  lock: unknown;
};
