/** What elements of the first screen consist of that nobody sees of it: it comes with `later.ts`. */
type Parts = typeof import('./later.ts').parts;

let known: Parts | undefined;
const waiting: ((parts: Parts) => void)[] = [];

/** Calls `use` with the parts: now, or when they are there. */
export function withParts(use: (parts: Parts) => void): void {
  if (known) use(known);
  else waiting.push(use);
}

/** Hands the parts to all who wait for them. */
export function takeParts(parts: Parts): void {
  known = parts;
  for (const use of waiting.splice(0)) use(parts);
}
