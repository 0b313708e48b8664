import assert from 'node:assert/strict';
import { test } from 'node:test';
import { themeProperties } from '#renderer/theme/apply.ts';
import { palette, rgb, severityColours } from '#renderer/theme/palette.ts';
import { contrast, deltaE2000, difference, visions } from './colour-science.ts';

test('the colour arithmetic agrees with published values', () => {
  assert.ok(Math.abs(contrast('#ffffff', '#000000') - 21) < 1e-9);
  // Pairs 1 and 17 of Sharma, Wu and Dalal's CIEDE2000 test data.
  assert.ok(Math.abs(deltaE2000([50, 2.6772, -79.7751], [50, 0, -82.7485]) - 2.0425) < 1e-3);
  assert.ok(Math.abs(deltaE2000([50, 2.5, 0], [73, 25, -18]) - 27.1492) < 1e-3);
});

test('text that matters has 12:1, the rest 7:1, on every surface it stands on', () => {
  for (const surface of [palette.ground, palette.panel, palette.raised]) {
    assert.ok(contrast(palette.text, surface) >= 12, `text on ${surface}`);
    assert.ok(
      contrast(palette.muted, surface) >= 7,
      `muted on ${surface}: ${contrast(palette.muted, surface)}`,
    );
  }
  assert.ok(contrast(palette.onInverse, palette.inverse) >= 12);
  assert.ok(contrast(palette.accent, palette.panel) >= 7);
});

test('severity marks stand out from a panel', () => {
  for (const colour of severityColours) {
    assert.ok(contrast(colour, palette.panel) >= 5, `${colour}: ${contrast(colour, palette.panel)}`);
  }
});

/** CIEDE2000; 2.3 is just noticeable side by side. Shape and lightness carry the rest. */
const APART = 12;

test('neighbouring severities stay apart for every kind of colour vision', () => {
  for (const vision of Object.keys(visions) as (keyof typeof visions)[]) {
    for (let level = 1; level < severityColours.length; level++) {
      const [calm, grave] = [severityColours[level - 1] ?? '', severityColours[level] ?? ''];
      const apart = difference(calm, grave, vision);
      assert.ok(apart >= APART, `${vision}: ${calm} and ${grave} are ${apart.toFixed(1)} apart`);
    }
  }
});

test('the accent is no severity', () => {
  for (const colour of severityColours) {
    assert.ok(difference(palette.accent, colour, 'normal') >= 25, colour);
  }
});

test('every token reaches CSS', () => {
  const properties = themeProperties('wall');
  assert.equal(properties.get('--on-inverse'), palette.onInverse);
  assert.equal(properties.get('--severity-critical'), severityColours[4]);
  assert.equal(properties.get('--type-row'), '2.6vh');
  assert.equal(properties.get('--motion-blink'), '800ms');
  assert.deepEqual(rgb('#ff8c1a'), [255, 140, 26]);
});
