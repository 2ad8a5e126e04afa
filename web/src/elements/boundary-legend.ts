import { html, nothing } from 'lit';
import { DEVIATIONS } from '../draw/boundary.ts';
import { counted, percent, short } from '../draw/format.ts';
import type { Opened } from '../engine/protocol.ts';
import { FAR, UNSURE } from '../run/reading.ts';
import type { Show } from '../run/view.ts';
import { styled } from './styled.ts';

/** What the colors and marks of the output mean. */
export function legend(opened: Opened, show: Show, showValidation: boolean, marks: Uint32Array) {
  const validation = showValidation && opened.role.includes(1);
  const isSplit = show === 'split';
  return html`${isSplit ? nothing : answers(opened)}
    ${show === 'errors' || show === 'uncertain' ? marked(opened, show, marks.length) : nothing}
    <span class=${isSplit ? 'split' : ''}><i class="mark"></i>training</span>
    ${validation ? html`<span class=${isSplit ? 'split' : ''}><i class="mark ring"></i>validation</span>` : nothing}`;
}

function answers(opened: Opened) {
  const { task, outputs, columns } = opened;
  if (task === 'classes') {
    return outputs.map(
      (name, i) => html`<span><i class="mark" ${styled({ background: `var(--cat-${i})` })}></i>${name}</span>`,
    );
  }
  if (columns.length === 1) return html`<span><i class="line"></i>network</span>`;
  const [low, high] = task === 'binary' ? outputs : ends(opened);
  const name = task === 'regression' ? html`<span>${outputs[0]}</span>` : nothing;
  return html`<span>
    <b class="negative">${low}</b><i class="bar"></i><b class="positive">${high}</b>${name}
  </span>`;
}

/** Where the colors of a target end, in its own units. */
function ends({ spreads: [mean = 0, deviation = 1] }: Opened): readonly [string, string] {
  const reach = DEVIATIONS * deviation;
  const written = (x: number) => short(Number(x.toPrecision(3)));
  return [written(mean - reach), written(mean + reach)];
}

function marked({ task }: Opened, show: 'errors' | 'uncertain', count: number) {
  const wrong = task === 'regression' ? `off by over ${FAR} RMSE` : 'wrong';
  const what = show === 'errors' ? wrong : `below ${percent(UNSURE, 0)} sure`;
  return html`<span><i class="mark ringed"></i>${counted(count, 'point')} ${what}</span>`;
}
