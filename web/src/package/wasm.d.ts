/** What the build puts beside the package's programs. */
declare module '*/wasm/playgrad-wasm.js';
declare module '*/wasm/inlined.js' {
  /** The two builds of the engine, deflated, in base64. */
  export const simd: string;
  export const scalar: string;
}

/** What the entry for Node needs of it; the page's types know no Node. */
declare module 'node:fs/promises' {
  export function readFile(path: URL): Promise<Uint8Array<ArrayBuffer>>;
}
