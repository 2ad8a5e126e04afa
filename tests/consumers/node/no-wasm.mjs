// A program whose package has lost its wasm, or has a broken one: it is told which file, and what to do.
import { strict as assert } from 'node:assert';
import { rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { EngineLost, open } from 'playgrad';

const file = fileURLToPath(new URL('wasm/simd.wasm', import.meta.resolve('playgrad')));
const fails = said =>
  assert.rejects(open({ data: 'xor' }), error => {
    assert.ok(error instanceof EngineLost, String(error));
    assert.match(error.message, said);
    return true;
  });
rmSync(file);
await fails(/did not load: .*simd\.wasm could not be read \(ENOENT\)\. Install playgrad again/);
writeFileSync(file, 'broken');
await fails(/did not start: .*Install playgrad again/);
console.log('says that its wasm is gone');
