import assert from 'node:assert/strict';
import { it } from 'node:test';
import { chooseTier } from '#renderer/draw/map/tier.ts';

it('draws with deck.gl where there is a GPU, with Canvas2D where the CPU plays one or there is no WebGL', () => {
  assert.equal(chooseTier('', 'ANGLE (NVIDIA, NVIDIA GeForce RTX 4070 Direct3D11)'), 'deck');
  assert.equal(
    chooseTier('', 'ANGLE (Intel, Mesa Intel(R) UHD Graphics 770 (ADL-S GT1), OpenGL 4.6)'),
    'deck',
  );
  assert.equal(
    chooseTier('', 'ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero)), SwiftShader driver)'),
    'canvas',
  );
  assert.equal(chooseTier('', 'llvmpipe (LLVM 15.0.7, 256 bits)'), 'canvas');
  assert.equal(chooseTier('', 'ANGLE (Microsoft, Microsoft Basic Render Driver Direct3D11)'), 'canvas');
  assert.equal(chooseTier('', ''), 'canvas');
});

it('is told otherwise by the address', () => {
  assert.equal(chooseTier('?renderer=deck', ''), 'deck');
  assert.equal(chooseTier('?display=a&renderer=canvas', 'GeForce'), 'canvas');
  assert.equal(chooseTier('?renderer=abacus', 'GeForce'), 'deck');
});
