import { open } from 'playgrad';
import { report, train } from './train.js';

train(open).catch(report);
