import { css, html } from 'lit';

/** One choice of two to four, side by side. */
export const segments = <T extends string>(
  name: string,
  label: string,
  choices: readonly (readonly [T, string])[],
  value: T,
  choose: (value: T) => void,
) => html`<fieldset class="seg" aria-label=${label}>
  ${choices.map(
    ([choice, text]) => html`<label
      ><input type="radio" name=${name} .checked=${choice === value} @change=${() => choose(choice)} />${text}</label
    >`,
  )}
</fieldset>`;

export const segmented = css`
  .seg { display: inline-flex; padding: 2px; gap: 1px; background: var(--bg-3); border-radius: var(--r-2); }
  .seg label { position: relative; display: inline-flex; align-items: center; justify-content: center; height: max(24px, var(--touch)); padding: 0 10px; border-radius: 5px; font-size: var(--t-2); color: var(--ink-2); cursor: pointer; white-space: nowrap; }
  .seg input { position: absolute; inset: 0; width: 100%; height: 100%; opacity: 0; margin: 0; cursor: pointer; }
  .seg label:hover { color: var(--ink); }
  .seg label:has(input:checked) { background: var(--bg); color: var(--ink); box-shadow: 0 0 0 1px var(--line-2); font-weight: 500; forced-color-adjust: none; }
  .seg label:has(input:focus-visible) { outline: 2px solid var(--accent); outline-offset: 1px; }
`;
