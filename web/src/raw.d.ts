/** A style sheet as text; the build puts it in. */
declare module '*.css?raw' {
  const text: string;
  // biome-ignore lint/style/noDefaultExport: that is how bundlers give it
  export default text;
}
