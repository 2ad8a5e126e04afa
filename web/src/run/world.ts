import type { Clock } from './player.ts';

/** What a run needs of the world around it. */
export interface World extends Clock {
  /** Starts an engine. */
  connect(): Worker | MessagePort;
  /** Opens an address as a link does: the way back leads to the run as it was. Without it there is no such way. */
  visit?(address: string): Promise<boolean>;
  /** The folder of the tables and images, where there is one. */
  readonly tables?: URL | undefined;
  /** The address of the whole playground, where this is but a part of another page. */
  readonly app?: string | undefined;
}
