/**
 * A source of numbers in 0..1, the same on every machine: Park and Miller's minimal standard generator (1988) with
 * their later multiplier (1993). Every product is exact in double precision.
 *
 * @param {number} seed an integer in 1..2³¹ − 2
 */
export function random(seed) {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}
