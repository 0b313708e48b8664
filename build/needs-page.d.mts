/** `argv` begins with the command's name. */
export function needsPage(argv: readonly string[]): boolean;
