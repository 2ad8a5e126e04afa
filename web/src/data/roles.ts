/** How many of the rows are for training, for validation, and kept for a last test. */
export function countRoles(role: Uint8Array): {
  readonly training: number;
  readonly validation: number;
  readonly test: number;
} {
  const counts = [0, 0, 0];
  for (const each of role) counts[each]!++;
  const [training = 0, validation = 0, test = 0] = counts;
  return { training, validation, test };
}
