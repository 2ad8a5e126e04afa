import { html } from 'lit';

/** One choice of two to four, side by side; its styles are `segmented`. */
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
