// Does one task in a thread of Node, so that what was compiled for another task plays no part.
import { parentPort, workerData } from 'node:worker_threads';
import { measure } from './measure.mjs';

parentPort.postMessage(await measure(workerData));
