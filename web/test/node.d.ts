/** What tests use of Node; its own typings would change the types of the browser's globals for the whole page. */
declare module 'node:fs' {
  export function readFileSync(path: string): Uint8Array<ArrayBuffer>;
  export function writeFileSync(path: string, text: string): void;
  export function mkdtempSync(prefix: string): string;
  export function rmSync(path: string, options: { readonly recursive: boolean }): void;
}

declare module 'node:child_process' {
  export function execFileSync(file: string, args: readonly string[]): unknown;
}

declare module 'node:url' {
  export function pathToFileURL(path: string): URL;
}

declare module 'node:v8' {
  export function setFlagsFromString(flags: string): void;
}

declare module 'node:vm' {
  export function runInNewContext(code: string): unknown;
}

declare const process: {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly execPath: string;
  memoryUsage(): { readonly heapUsed: number; readonly arrayBuffers: number };
};
