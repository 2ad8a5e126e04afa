/** Tells that the user changed something: `pg-*` events leave the shadow roots they come from. */
export const fire = <T>(from: EventTarget, name: `pg-${string}`, detail: T): boolean =>
  from.dispatchEvent(new CustomEvent<T>(name, { detail, bubbles: true, composed: true }));
