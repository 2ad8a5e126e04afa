// A seat in a thread of Node: does what it is told by name.
import { parentPort } from 'node:worker_threads';
import { accept, prepare, propose, train } from './seat.mjs';

const calls = { accept, prepare, propose, train };

parentPort.on('message', async ({ name, argument }) => parentPort.postMessage(await calls[name](argument)));
