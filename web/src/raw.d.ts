/** A style sheet as text; the build puts it in. */
declare module '*.css?raw' {
  const text: string;
  // biome-ignore lint/style/noDefaultExport: that is how bundlers give it
  export default text;
}

/** What the build leaves out of the registry at first (see `details.mjs`). */
declare module '*/registry.gen.ts?details' {
  export const registry: object;
  export const config: object;
}
