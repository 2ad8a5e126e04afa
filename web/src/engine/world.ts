import { CanvasEasel, type Easel } from './easel.ts';
import type { Command, Event } from './protocol.ts';

/** What commands come through and events go through: a worker's own scope, or the end of a channel. */
export interface Port {
  postMessage(event: Event, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (message: MessageEvent<Command>) => void): void;
  start?(): void;
}

/** What else the server needs of the world around it. */
export interface World {
  readonly easel: Easel;
  /** Milliseconds of any clock. */
  now(): number;
  /** Resolves after the messages that wait have been received. */
  breathe(): Promise<void>;
}

export const browserWorld = (): World => ({
  easel: new CanvasEasel(),
  now: () => performance.now(),
  breathe: () =>
    new Promise(resolve => {
      // A message comes after those that wait; a timeout would wait for milliseconds.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(undefined);
    }),
});
