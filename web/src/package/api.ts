/** What every entry of the package has beside `open`. */
export type { Fit } from '../../../crates/wasm/src/typings.d.ts';
export { EngineError, EngineLost } from '../engine/errors.ts';
export type {
  Data,
  Edit,
  Evaluation,
  Found,
  Layer,
  Opened,
  Role,
  Status,
  Table,
  Unit,
  Value,
} from '../engine/protocol.ts';
export type { Config, EpochsOptions, OpenOptions, Progress, Run } from './run.ts';
