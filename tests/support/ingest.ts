export const INGEST_TOKEN = 'a-token-of-twenty-four-chars';

/** Posts to the source `agents` of a host at 127.0.0.1, or to another. */
export function postIngest(
  port: number | string,
  body: string | Buffer,
  headers: Readonly<Record<string, string>> = {},
  name = 'agents',
): Promise<Response> {
  return fetch(`http://127.0.0.1:${port}/ingest/${name}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${INGEST_TOKEN}`, ...headers },
    body: typeof body === 'string' ? body : new Uint8Array(body),
  });
}
