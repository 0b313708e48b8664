import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Problem } from '#core/base/problem.ts';
import { type Config, pathText } from '#core/config/config.ts';
import type { ReadConfig } from './read-config.ts';

const ASSETS = fileURLToPath(new URL('../../../assets', import.meta.url));

/** Vigil's own rules unless the config names others; its pipelines besides those that the config names. */
export function rulePaths(config: Pick<Config, 'rules' | 'pipelines'>) {
  return {
    rules: config.rules.length > 0 ? config.rules : [path.join(ASSETS, 'rules')],
    pipelines: [path.join(ASSETS, 'pipelines'), ...config.pipelines],
  };
}

/** A path that can't be read has its problem where the config names it. */
export function placeNamed({ config, at }: ReadConfig, problem: Problem): Problem {
  for (const section of ['rules', 'pipelines'] as const) {
    const i = config[section].indexOf(problem.file);
    if (i >= 0) return at([section, i], `${pathText([section, i])}: ${problem.message}`);
  }
  return problem;
}
