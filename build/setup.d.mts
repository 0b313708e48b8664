/** Types of what tests use of setup.mjs. */
export const root: string;
export const dist: string;
export class SetupError extends Error {}
export function ensureRenderer(node: string): Promise<string>;
export function ensureDesktop(node: string): Promise<string>;
