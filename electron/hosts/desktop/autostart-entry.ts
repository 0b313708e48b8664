/** A desktop entry as freedesktop.org has it. */
export function autostartEntry(program: string, args: readonly string[]): string {
  return `[Desktop Entry]
Type=Application
Name=Vigil
Exec=${[program, ...args].map(quoted).join(' ')}
X-GNOME-Autostart-enabled=true
`;
}

/** Once for the Exec key's own quotes, once for the file's string escapes; a percent sign would be a field code. */
function quoted(argument: string): string {
  const exec = `"${argument.replaceAll(/["`$\\]/g, '\\$&').replaceAll('%', '%%')}"`;
  return exec.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}
