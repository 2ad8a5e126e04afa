/** What of the registry is read, or looked at, once the first frame stands. */
import { config, registry } from './registry.gen.ts?details';
import { takeDetails } from './registry.ts';

takeDetails({ registry, config });
