// WebKitGTK through its WebDriver, which starts the browser it was built for. It needs a display: xvfb-run gives one.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { until } from '../journeys/playground.mjs';

/** A port that nobody uses. */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Sends a command of the WebDriver protocol; what it answers. */
async function send(method, url, body) {
  const response = await fetch(url, { method, body: body && JSON.stringify(body) });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`${value.error}: ${value.message}`);
  return value;
}

async function openSession(address) {
  await until('the driver answers', () => send('GET', `${address}/status`).catch(() => false));
  const { sessionId } = await send('POST', `${address}/session`, { capabilities: {} });
  return `${address}/session/${sessionId}`;
}

/** Starts the driver that lies at `executable`, and its browser with an empty page. */
export async function launch(executable) {
  const port = await freePort();
  const driver = spawn(executable, [`--port=${port}`], { stdio: 'inherit' });
  const ended = new Promise(resolve => driver.once('close', resolve));
  const stop = async () => {
    driver.kill();
    await ended;
  };
  const session = await openSession(`http://127.0.0.1:${port}`).catch(async error => {
    await stop();
    throw error;
  });
  const evaluate = expression =>
    send('POST', `${session}/execute/sync`, { script: `return (${expression})`, args: [] });
  return {
    goto: url => send('POST', `${session}/url`, { url }),
    evaluate,
    // An element comes as a name in an object with one entry.
    click: async expression =>
      send('POST', `${session}/element/${Object.values(await evaluate(expression))[0]}/click`, {}),
    async close() {
      await send('DELETE', session).catch(() => {});
      await stop();
    },
  };
}
