import { LitElement } from 'lit';
import { timeToRender } from '../draw/schedule.ts';

/**
 * An element with much in it. Where many change at once, as when a run is opened, they take turns: no task is long.
 *
 * None of those whose parts come and go and get frames from them: a frame would come before a part is there.
 */
export class Panel extends LitElement {
  protected override async scheduleUpdate(): Promise<void> {
    await timeToRender();
    super.scheduleUpdate();
  }
}
