/** The curve through `values` as an svg path that fills `width × height`, its shape stretched to the height. */
export function curvePath(values: readonly number[], width: number, height: number): string {
  const low = Math.min(...values);
  const range = Math.max(...values) - low || 1;
  const points = values.map((value, i) => {
    const x = (width * i) / (values.length - 1);
    return `${x.toFixed(1)} ${(height * (1 - (value - low) / range)).toFixed(1)}`;
  });
  return points.length ? `M${points.join('L')}` : '';
}
