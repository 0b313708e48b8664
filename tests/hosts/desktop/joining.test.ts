import assert from 'node:assert/strict';
import { createServer, type RequestListener } from 'node:http';
import { mock, type TestContext, test } from 'node:test';
import { Approach } from '#hosts/desktop/approach.ts';
import { stationOf } from '#hosts/desktop/station.ts';
import { isDesk, joinedHome, mayReach, originToJoin, ownHome } from '#hosts/desktop/home.ts';
import { listenLocally } from '../../support/listen.ts';

const SOC = 'https://soc.example:8844';
const home = joinedHome({ origin: SOC, token: 'a b&c', station: 'wall-7', fetch });

test('an address to join is that of a host and nothing else', () => {
  assert.equal(originToJoin('https://soc.example:8844'), SOC);
  assert.equal(originToJoin('HTTP://127.0.0.1:80/'), 'http://127.0.0.1');
  const wrong = [
    'soc.example',
    'file:///etc/passwd',
    'https://a/wall',
    'https://me@a',
    'https://a/?x',
    'app://vigil',
  ];
  for (const text of wrong) assert.throws(() => originToJoin(text), /--join takes an address/, text);
});

test('the token is behind #, where no log of a server sees it', () => {
  assert.equal(home.wallUrl('A 0,0'), `${SOC}/?display=A%200%2C0#token=a%20b%26c`);
  assert.equal(home.controlUrl(), `${SOC}/?view=control#token=a%20b%26c`);
  assert.equal(ownHome.wallUrl('A'), 'app://vigil/?display=A');
});

test("the supervisor's pages lead to each other and nowhere else", () => {
  for (const url of [`${SOC}/?view=control`, `${SOC}/?lang=ko&view=editor&scene=x`]) {
    assert.ok(isDesk(home, url), url);
    assert.ok(!isDesk(ownHome, url), url);
  }
  assert.ok(isDesk(ownHome, 'app://vigil/?view=editor'));
  const others = [`${SOC}/?display=A`, `${SOC}/x?view=control`, `${SOC}.evil/?view=control`, 'javascript:0'];
  for (const url of others) assert.ok(!isDesk(home, url), url);
});

test('the network is the host that was joined, and none without one', () => {
  const host = 'soc.example:8844';
  for (const url of [`https://${host}/a.js`, `wss://${host}/socket.io/?x`]) {
    assert.ok(mayReach(home, url), url);
    assert.ok(!mayReach(ownHome, url), url);
  }
  for (const url of [`http://${host}/`, `ws://${host}/`, 'https://soc.example/', 'ftp://soc.example:8844/']) {
    assert.ok(!mayReach(home, url), url);
  }
  for (const url of ['app://vigil/status', 'blob:app://vigil/x', 'data:,x'])
    assert.ok(mayReach(ownHome, url), url);
});

test('machines are told apart by their names, also by long ones', () => {
  assert.equal(stationOf('wall-7.soc'), 'wall-7.soc');
  assert.equal(stationOf('<b>'), 'b');
  const [one, other] = ['videowall-of-the-soc-left', 'videowall-of-the-soc-right'].map(stationOf);
  assert.notEqual(one, other);
  assert.match(one ?? '', /^videowall-of-th-[0-9a-f]{4}$/);
});

async function hostFor(t: TestContext, answer: RequestListener) {
  const server = createServer(answer);
  const port = await listenLocally(server);
  t.after(() => server.close());
  return joinedHome({ origin: `http://127.0.0.1:${port}`, token: undefined, station: '', fetch });
}

test('a host that answers with something else than Vigil is as good as away', async (t) => {
  const answers: readonly (readonly [RequestListener, string | undefined])[] = [
    [(_, response) => response.end('<meta name="vigil-build" content="1">'), undefined],
    [(_, response) => response.end('<h1>Log in to this network</h1>'), 'other'],
    [(_, response) => response.writeHead(502).end(), 'HTTP 502'],
    [(_, response) => response.writeHead(302, { location: '/login' }).end(), 'unexpected redirect'],
  ];
  for (const [answer, problem] of answers) assert.equal(await (await hostFor(t, answer)).problem(), problem);
  const free = createServer();
  const port = await listenLocally(free);
  free.close();
  const nobody = joinedHome({ origin: `http://127.0.0.1:${port}`, token: undefined, station: '', fetch });
  assert.equal(await nobody.problem(), 'ECONNREFUSED');
});

/** Lets mocked time pass, and what waits for it run. */
async function pass(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 100) {
    mock.timers.tick(100);
    await Promise.resolve();
    await Promise.resolve();
  }
}

test('a host that is away is asked again for ever, later each time, and told of once', async () => {
  mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  const told: string[] = [];
  let problem: string | undefined = 'ECONNREFUSED';
  let asked = 0;
  const approach = new Approach({
    problem: async () => {
      asked++;
      return problem;
    },
    arrive: () => told.push('arrived'),
    away: (why, since) => told.push(`${why} since ${since.getTime()}`),
  });
  approach.begin();
  await Promise.resolve();
  await pass(10 * 60_000);
  assert.deepEqual(told, ['ECONNREFUSED since 0']);
  assert.ok(asked > 15 && asked < 40, `asked ${asked} times in ten minutes`);
  problem = 'HTTP 502';
  await pass(40_000);
  assert.deepEqual(told.slice(1), ['HTTP 502 since 0'], 'another reason, the same time');
  problem = undefined;
  await pass(40_000);
  assert.deepEqual(told.slice(2), ['arrived']);
  approach.failed('HTTP 502');
  assert.deepEqual(told.slice(3), ['HTTP 502 since 0'], 'told again: its own page stood there');
  approach.arrived();
  const before = asked;
  await pass(60_000);
  assert.equal(asked, before);
  mock.timers.reset();
});
