import assert from 'node:assert/strict';
import test from 'node:test';
import { loadConfig } from '#core/config/config.ts';
import { hashPin, pinFits, problemOfPin } from '#hosts/shared/pin-hash.ts';
import { run, VIGIL } from '../../support/serve.ts';

test('a PIN fits its own hash and no other; two hashes of one PIN differ', async () => {
  const [one, two] = await Promise.all([hashPin('2468'), hashPin('2468')]);
  assert.notEqual(one, two);
  assert.ok(await pinFits('2468', one));
  assert.ok(await pinFits('2468', two));
  assert.ok(!(await pinFits('2469', one)));
  assert.ok(!(await pinFits('', one)));
  assert.ok(!(await pinFits('2468', 'scrypt:15')));
});

test('a PIN is 4 to 64 characters that every keyboard has', () => {
  assert.match(problemOfPin('123') ?? '', /at least 4/);
  assert.match(problemOfPin('1'.repeat(65)) ?? '', /at most 64/);
  assert.match(problemOfPin('пароль') ?? '', /ASCII/);
  assert.match(problemOfPin('12 34') ?? '', /ASCII/);
  assert.equal(problemOfPin('2468'), undefined);
});

test('vigil pin prints a hash that the config takes, and never the PIN', async () => {
  const { code, stdout, stderr } = await run(process.execPath, [VIGIL, 'pin'], 'Wall-2468\n');
  assert.equal(code, 0, stderr);
  assert.ok(!`${stdout}${stderr}`.includes('2468'));
  assert.ok(await pinFits('Wall-2468', stdout.trim()));
  assert.deepEqual(loadConfig(`kiosk:\n  pin: "${stdout.trim()}"\n`, 'c.yml').problems, []);
  assert.equal(loadConfig('kiosk:\n  pin: "2468"\n', 'c.yml').problems.length, 1);
  assert.equal((await run(process.execPath, [VIGIL, 'pin'], '12\n')).code, 2);
});
