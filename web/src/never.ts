/** Ends a `switch` over all cases: a forgotten one fails to compile. */
export function never(x: never): never {
  throw new Error(`unexpected: ${JSON.stringify(x)}`);
}
