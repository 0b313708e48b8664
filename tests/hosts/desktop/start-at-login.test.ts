import assert from 'node:assert/strict';
import test from 'node:test';
import { autostartEntry, isOurEntry } from '#hosts/desktop/autostart-entry.ts';
import { argumentsFromAnywhere } from '#hosts/desktop/options.ts';

test('an autostart entry quotes whatever a path may hold, and starts where it was written', () => {
  const args = ['main.mjs', '--config', '/a\\b/100%$x`.yml'];
  const entry = autostartEntry('/opt/My "Wall"/vigil', args, '/srv/a wall\\x');
  const exec = /^Exec=(.*)$/m.exec(entry)?.[1];
  assert.equal(
    exec,
    '"/opt/My \\\\"Wall\\\\"/vigil" "main.mjs" "--config" "/a\\\\\\\\b/100%%\\\\$x\\\\`.yml"',
  );
  assert.equal(/^Path=(.*)$/m.exec(entry)?.[1], '/srv/a wall\\\\x');
});

test('an entry of ours is told from one of somebody else', () => {
  assert.ok(isOurEntry(autostartEntry('/vigil', [], '/')));
  assert.ok(!isOurEntry('[Desktop Entry]\nType=Application\nName=Vigil\nExec=/home/soc/vigil.sh\n'));
});

const anywhere = (argv: readonly string[], env: NodeJS.ProcessEnv, packed: boolean) =>
  argumentsFromAnywhere(argv, env, '/srv/wall', packed).join(' ');

test('the arguments start the same from any folder and without the environment', () => {
  const argv = [
    '/e/electron',
    '--no-sandbox',
    'dist/desktop/main.mjs',
    '--config=vigil.yml',
    '--eve',
    'a.json',
  ];
  const more = [
    '--eve',
    '/b.json',
    '--rules',
    'rules',
    '--windowed',
    '--join',
    'https://soc:8844',
    '--control',
  ];
  const env = { VIGIL_DATA_DIR: 'state', VIGIL_CONFIG: 'other.yml', VIGIL_TOKEN_FILE: '../token' };
  assert.equal(
    anywhere([...argv, ...more], env, false),
    '--no-sandbox /srv/wall/dist/desktop/main.mjs --config /srv/wall/vigil.yml --data-dir /srv/wall/state ' +
      '--eve /srv/wall/a.json --eve /b.json --rules /srv/wall/rules --join https://soc:8844 --token-file /srv/token ' +
      '--windowed --control',
  );
});

test('the environment counts where the command line is silent; a packed program has no main to resolve', () => {
  const env = { VIGIL_CONFIG: 'vigil.yml', VIGIL_JOIN: 'http://soc:8844' };
  assert.equal(
    anywhere(['/opt/vigil', '--demo'], env, true),
    '--config /srv/wall/vigil.yml --join http://soc:8844 --demo',
  );
});
