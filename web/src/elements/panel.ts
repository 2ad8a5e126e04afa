import { LitElement } from 'lit';
import { timeToRender } from '../draw/schedule.ts';

/** An element with much in it. Where many change at once, as when a run is opened, they take turns: no task is long. */
export class Panel extends LitElement {
  protected override async scheduleUpdate(): Promise<void> {
    await timeToRender();
    super.scheduleUpdate();
  }
}
