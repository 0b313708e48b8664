/** By this line a file is known to be ours: another one of that name is left alone. */
const MARK = 'X-Vigil-Start-At-Login=true';

/** A desktop entry as freedesktop.org has it. */
export function autostartEntry(program: string, args: readonly string[], folder: string): string {
  return `[Desktop Entry]
Type=Application
Name=Vigil
Exec=${[program, ...args].map(quoted).join(' ')}
Path=${escaped(folder)}
X-GNOME-Autostart-enabled=true
${MARK}
`;
}

export function isOurEntry(text: string): boolean {
  return text.split('\n').includes(MARK);
}

/** Once for the Exec key's own quotes, once for the file's string escapes; a percent sign would be a field code. */
function quoted(argument: string): string {
  return escaped(`"${argument.replaceAll(/["`$\\]/g, '\\$&').replaceAll('%', '%%')}"`);
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}
