/** What the page says when something did not go as planned: what happened, why, what can be done. */
import { short, whole } from '../draw/format.ts';
import type { Frame, Opened } from '../engine/protocol.ts';
import { MOST_ADDRESS } from './address.ts';
import { layerPhrase, namedLayer } from './names.ts';
import type { Notice, NoticeAction } from './state.ts';

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

/** What an error says, as a sentence. */
export const messageOf = (error: unknown): string => sentence(error instanceof Error ? error.message : String(error));

export const cannotOpen = 'This address cannot be opened';
export const notBackTitle = 'The run cannot be opened again';
export const notMade = 'The change was not made';
export const notARun = 'This file cannot be opened';

export const failed = (title: string, error: unknown): Notice => ({ type: 'bad', title, text: messageOf(error) });

/** After an address that could not be opened at the start. */
export const defaultInstead = ({ title, text = '' }: Notice): Notice => ({
  type: 'bad',
  title,
  text: `${text} The default network is shown instead: correct the address, or go on with this one.`.trim(),
});

/** After the run of an engine that was lost could not be opened in another. */
export const notBack = ({ title, text = '' }: Notice, retry: NoticeAction['act']): Notice => ({
  type: 'bad',
  title,
  text: `${text} The default network is shown instead.`.trim(),
  actions: [{ label: 'Open the run again', act: retry }],
});

/** After an address that could not be opened in place of the run. */
export const stayed = (notice: Notice): Notice => ({
  ...notice,
  text: `${notice.text ?? ''} The run you had is still here.`.trim(),
});

/** When a link would hold more than every program passes on. */
export const tooLong = (length: number, save: () => void): Notice => ({
  type: 'warn',
  title: 'This run is too long for a link',
  text: `Its address has ${whole(length)} characters; many programs cut links after ${whole(MOST_ADDRESS)}. A file holds all of it: drop it on the page to open it.`,
  actions: [{ label: 'Save as a file', act: save }],
});

/** When the browser gives no room to keep a run. */
export const notKept = (error: unknown): Notice => ({
  type: 'warn',
  title: 'This browser does not keep the run',
  text: `${storageText(error)} Everything else works. The address holds the run as it is: save it to come back.`,
});

/** Why there is no storage. What browsers say of it is for programmers. */
function storageText(error: unknown): string {
  const full = error instanceof DOMException && error.name === 'QuotaExceededError';
  return full ? 'Its storage for this site is full.' : 'Its storage is closed to this site.';
}

/** After the page was opened without an address. */
export const isBack = (epoch: number, fresh: () => void): Notice => ({
  type: 'info',
  title: 'Your last run is back',
  text: `It was at epoch ${epoch}.`,
  actions: [{ label: 'Begin with the default network', act: fresh }],
});

/** After a run that had made progress gave way to another. */
export const replaced = (title: string, epoch: number, undo: () => void): Notice => ({
  type: 'info',
  title,
  text: epoch > 0 ? `The run before was at epoch ${epoch}.` : 'The run before was in its first epoch.',
  actions: [{ label: 'Undo', act: undo }],
});

export function diverged(frame: Frame, opened: Opened, reduceRate: () => void, reset: () => void): Notice {
  const { status, lr } = frame;
  const { step, layer } = status.type === 'diverged' ? status : { step: frame.step, layer: 0 };
  const where = layerPhrase(namedLayer(opened, layer));
  return {
    type: 'bad',
    title: 'The loss is no longer a number',
    text: `It overflowed in step ${step}, first in ${where}: the rate of ${short(lr)} is too high for this network.`,
    actions: [
      { label: 'Go back an epoch, with a tenth of the rate', act: reduceRate },
      { label: 'Start again', act: reset },
    ],
  };
}

/** After the engine ended, or when it did not start at all. */
export const engineLost = (error: Error, started: boolean, reconnect: () => void): Notice => ({
  type: 'bad',
  title: started ? 'The engine stopped' : 'The engine did not start',
  text: started ? `${messageOf(error)} The settings are kept.` : messageOf(error),
  actions: [{ label: started ? 'Start the engine again' : 'Try again', act: reconnect }],
});
