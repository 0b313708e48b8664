export type TierName = 'deck' | 'canvas';

/** Renderers that are the CPU in disguise: WebGL works there and is slower than Canvas2D. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render|paravirtual/i;

/** @param renderer UNMASKED_RENDERER, empty when there is no WebGL2. @param search The page's query: `?renderer=` forces. */
export function chooseTier(search: string, renderer: string): TierName {
  const asked = new URLSearchParams(search).get('renderer');
  if (asked === 'deck' || asked === 'canvas') return asked;
  return renderer !== '' && !SOFTWARE.test(renderer) ? 'deck' : 'canvas';
}

let known: string | undefined;

/** Asks once a window: a probe context is dear, and the answer does not change. */
export function webglRenderer(): string {
  known ??= probe();
  return known;
}

function probe(): string {
  const gl = document.createElement('canvas').getContext('webgl2');
  if (!gl) return '';
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const name: unknown = gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER);
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return typeof name === 'string' ? name : '';
}
