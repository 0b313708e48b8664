import { FONT_FAMILY, motion, spaces, typeSizes, type Density } from './metrics.ts';
import { palette, severityColours } from './palette.ts';

const SEVERITY_WORDS = ['informational', 'low', 'medium', 'high', 'critical'];

/** Every token as a CSS custom property: --panel, --severity-high, --type-row, --space-pad, --motion-move … */
export function themeProperties(density: Density): Map<string, string> {
  const properties = new Map<string, string>();
  for (const [name, value] of Object.entries(palette)) properties.set(`--${kebab(name)}`, value);
  severityColours.forEach((value, level) => {
    properties.set(`--severity-${SEVERITY_WORDS[level]}`, value);
    properties.set(`--severity-${level}`, value);
  });
  for (const [name, size] of Object.entries(typeSizes))
    properties.set(`--type-${name}`, `${size[density]}vh`);
  for (const [name, size] of Object.entries(spaces)) properties.set(`--space-${name}`, `${size[density]}vh`);
  for (const [name, ms] of Object.entries(motion)) {
    properties.set(`--motion-${kebab(name).replace(/-ms$/, '')}`, `${ms}ms`);
  }
  properties.set('--font', FONT_FAMILY);
  return properties;
}

export function applyTheme(root: HTMLElement, density: Density): void {
  for (const [name, value] of themeProperties(density)) root.style.setProperty(name, value);
  root.dataset['density'] = density;
}

/** As it was applied to this page: for what measures in pixels. */
export function currentDensity(): Density {
  return document.documentElement.dataset['density'] === 'desk' ? 'desk' : 'wall';
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
