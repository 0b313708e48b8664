import { LOOP_HIGH, LOOP_WIDE } from './arcs-canvas.ts';
import { MAX_BULGE } from './arc-plan.ts';
import { WIDTH_STEPS } from './arc-ring.ts';
import { CUT_FADE, PULSE_SECONDS, STILL_BOOST, STILL_FLIGHT, TAIL_SHARE, TRACE_SECONDS } from './motion.ts';

const glsl = (value: number) => value.toFixed(4);

const uniformBlock = `\
layout(std140) uniform airUniforms {
  float time;
  float unit;
  float loopSize;
  float pulses;
} air;
`;

export interface AirProps {
  readonly time: number;
  readonly unit: number;
  readonly loopSize: number;
  readonly pulses: number;
}

export const airUniforms = {
  name: 'air',
  vs: uniformBlock,
  fs: uniformBlock,
  uniformTypes: { time: 'f32', unit: 'f32', loopSize: 'f32', pulses: 'f32' },
} as const;

/** The ring's record, the life of motion.ts and the cubic of arcs-canvas.ts. */
const common = `\
in vec2 instanceSources;
in vec2 instanceTargets;
in vec2 instanceTimes;
in vec4 instanceInks;
in vec4 instanceShapes;

const float TRACE = ${glsl(TRACE_SECONDS)};
const float PULSE = ${glsl(PULSE_SECONDS)};

float headAt(float age, float flight) {
  float s = clamp(age / flight, 0.0, 1.0);
  return s * (1.35 - 0.35 * s);
}

float traceLeft(float age, float flight) {
  float rest = 1.0 - max(0.0, age - flight) / TRACE;
  // In float32 a still flight may be a hair longer than it was set.
  float full = flight < ${glsl(STILL_FLIGHT * 2)} ? ${glsl(STILL_BOOST)} : 1.0;
  return rest * max(rest, 0.0) * full;
}

void arcCurve(out vec2 c1, out vec2 c2) {
  vec2 d = instanceTargets - instanceSources;
  float bulge = instanceShapes.y * ${glsl(MAX_BULGE)};
  if (dot(d, d) == 0.0) {
    float loop = air.loopSize * bulge;
    c1 = instanceSources + vec2(-loop * ${glsl(LOOP_WIDE)}, -loop * ${glsl(LOOP_HIGH)});
    c2 = instanceSources + vec2(loop * ${glsl(LOOP_WIDE)}, -loop * ${glsl(LOOP_HIGH)});
    return;
  }
  float side = (d.x >= 0.0 ? bulge : -bulge) * 4.0 / 3.0;
  vec2 lift = vec2(d.y, -d.x) * side;
  c1 = instanceSources + d * 0.28 + lift;
  c2 = instanceSources + d * 0.72 + lift;
}

vec2 curvePoint(vec2 c1, vec2 c2, float t) {
  float u = 1.0 - t;
  return u * u * u * instanceSources + 3.0 * u * u * t * c1 + 3.0 * u * t * t * c2 + t * t * t * instanceTargets;
}

vec2 curveTangent(vec2 c1, vec2 c2, float t) {
  float u = 1.0 - t;
  vec2 d = u * u * (c1 - instanceSources) + 2.0 * u * t * (c2 - c1) + t * t * (instanceTargets - c2);
  return d / max(length(d), 1e-4);
}

vec4 onGlass(vec2 pixels) {
  return project_position_to_clipspace(vec3(pixels, 0.0), vec3(0.0), vec3(0.0));
}

const vec4 NOWHERE = vec4(2.0, 2.0, 2.0, 1.0);
`;

/** Vertices of an arc: two for each step of its visible part. */
export const ARC_STEPS = 40;

export const arcVertex = `\
#version 300 es
#define SHADER_NAME vigil-arc-vertex
${common}
out vec4 vInk;
out float vAcross;
out float vHalf;
out float vAlong;
out float vHead;
out float vLeft;

void main(void) {
  float age = air.time - instanceTimes.x;
  float flight = instanceTimes.y;
  float head = headAt(age, flight);
  float from = instanceShapes.z;
  float to = min(head, instanceShapes.w);
  gl_Position = NOWHERE;
  if (age < 0.0 || age > flight + TRACE || to <= from) return;

  float t = mix(from, to, float(gl_VertexID / 2) / float(${ARC_STEPS - 1}));
  float side = float(gl_VertexID % 2) * 2.0 - 1.0;
  vec2 c1;
  vec2 c2;
  arcCurve(c1, c2);
  vec2 tangent = curveTangent(c1, c2, t);
  vHalf = instanceShapes.x * 255.0 / ${glsl(WIDTH_STEPS)} * 0.5;
  // Room for the halo of the head and for one pixel of smoothing.
  vAcross = side * (vHalf * 3.0 + 1.5);
  vec2 at = curvePoint(c1, c2, t) + vec2(-tangent.y, tangent.x) * vAcross;
  vInk = instanceInks;
  vAlong = t;
  vHead = head;
  vLeft = traceLeft(age, flight);
  // Soft at the map's cut.
  if (from > 0.0) vInk.a *= clamp((t - from) / ${glsl(CUT_FADE)}, 0.0, 1.0);
  if (instanceShapes.w < 1.0) vInk.a *= clamp((instanceShapes.w - t) / ${glsl(CUT_FADE)}, 0.0, 1.0);
  gl_Position = onGlass(at);
}
`;

export const arcFragment = `\
#version 300 es
#define SHADER_NAME vigil-arc-fragment
precision highp float;
in vec4 vInk;
in float vAcross;
in float vHalf;
in float vAlong;
in float vHead;
in float vLeft;
out vec4 fragColor;

void main(void) {
  float trace = (0.1 + 0.36 * vAlong * vAlong) * vLeft;
  float behind = (vHead - vAlong) / ${glsl(TAIL_SHARE)};
  float comet = vHead < 1.0 && behind < 1.0 ? (1.0 - behind) * (1.0 - behind) : 0.0;
  float d = abs(vAcross);
  float core = clamp(vHalf + 0.5 - d, 0.0, 1.0);
  float halo = comet * 0.35 * exp(-d * d / (vHalf * vHalf * 2.4 + 0.5));
  float alpha = max(core * (trace + comet * (1.0 - trace)), halo);
  // The head is hot: nearly white, so that it is found at once.
  vec3 ink = mix(vInk.rgb, vec3(1.0), comet * comet * comet * 0.55 * core);
  fragColor = vec4(ink, alpha * vInk.a);
  if (fragColor.a < 0.004) discard;
}
`;

/** Three squares a record as one strip: the target's pulse, the origin's, the head's glow. */
export const PULSE_VERTICES = 18;

export const pulseVertex = `\
#version 300 es
#define SHADER_NAME vigil-pulse-vertex
${common}
out vec4 vInk;
out vec2 vCorner;
out float vPhase;
flat out int vKind;

void main(void) {
  float age = air.time - instanceTimes.x;
  float flight = instanceTimes.y;
  gl_Position = NOWHERE;
  vKind = gl_VertexID / 6;
  if (air.pulses < 0.5 || age < 0.0) return;
  // 0 0 1 2 3 3: the doubled ends join one square to the next.
  int corner = clamp(gl_VertexID % 6 - 1, 0, 3);
  vCorner = vec2(float(corner % 2), float(corner / 2)) * 2.0 - 1.0;
  vec2 centre;
  float radius;
  vInk = instanceInks;
  if (vKind == 0) {
    vPhase = (age - flight) / PULSE;
    if (vPhase < 0.0 || vPhase >= 1.0 || instanceShapes.w < 1.0) return;
    centre = instanceTargets;
    radius = air.unit * 2.9;
  } else if (vKind == 1) {
    vPhase = age / PULSE;
    if (vPhase >= 1.0 || instanceShapes.z > 0.0) return;
    centre = instanceSources;
    radius = air.unit * 1.3;
    vInk.a *= 0.5;
  } else {
    float head = headAt(age, flight);
    if (age >= flight || head < instanceShapes.z || head > instanceShapes.w) return;
    vec2 c1;
    vec2 c2;
    arcCurve(c1, c2);
    centre = curvePoint(c1, c2, head);
    radius = instanceShapes.x * 255.0 / ${glsl(WIDTH_STEPS)} * 2.2 + air.unit * 0.25;
    vPhase = 0.0;
  }
  gl_Position = onGlass(centre + vCorner * radius);
}
`;

export const pulseFragment = `\
#version 300 es
#define SHADER_NAME vigil-pulse-fragment
precision highp float;
in vec4 vInk;
in vec2 vCorner;
in float vPhase;
flat in int vKind;
out vec4 fragColor;

void main(void) {
  float r = length(vCorner);
  float alpha;
  vec3 ink = vInk.rgb;
  if (vKind == 2) {
    alpha = exp(-r * r * 9.0) * 0.9;
    ink = mix(ink, vec3(1.0), exp(-r * r * 24.0));
  } else {
    float ring = 0.2 + 0.72 * sqrt(vPhase);
    float fade = (1.0 - vPhase) * (1.0 - vPhase);
    float band = 0.075;
    float line = 1.0 - smoothstep(band * 0.4, band, abs(r - ring));
    float fill = (1.0 - smoothstep(ring - band, ring, r)) * 0.16;
    alpha = max(line, fill) * fade;
  }
  fragColor = vec4(ink, alpha * vInk.a);
  if (fragColor.a < 0.004) discard;
}
`;
