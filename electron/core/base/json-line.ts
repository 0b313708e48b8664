/** Whether a record that was read is a JSON object rather than a line of text. */
export function isJsonObject(line: string): boolean {
  return line.charCodeAt(0) === 123;
}
