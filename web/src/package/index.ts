/** playgrad for pages: networks that train in a worker, step by step. */
import { connect } from './connect.ts';
import { type Config, type OpenOptions, Run } from './run.ts';

export * from './api.ts';

/**
 * Opens a run: `await open({ data: 'spiral', layers: ['dense', 'dense'] })`.
 *
 * @throws EngineError with `field`, `value` and `allowed`, if the configuration cannot be used
 */
export const open = (config: Config = {}, options?: OpenOptions): Promise<Run> =>
  Run.open(() => connect(), config, options);
