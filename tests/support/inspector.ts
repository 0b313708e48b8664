import type { Serving } from './serve.ts';

/** Node options of a process that can be inspected. */
export const INSPECTED = ['--inspect=127.0.0.1:0'];

/** Asks a node host that was started with INSPECTED through Node's own inspector. */
export async function inspect(serving: Serving) {
  const url = /ws:\S+/.exec(serving.log())?.[0] ?? '';
  const socket = new WebSocket(url);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', () => reject(new Error(`No inspector at ${url}`)));
  });
  let id = 0;
  const ask = (method: string): Promise<unknown> => {
    const mine = ++id;
    return new Promise((resolve) => {
      const hear = ({ data }: MessageEvent) => {
        const answer = JSON.parse(String(data)) as { id?: number; result?: unknown };
        if (answer.id !== mine) return;
        socket.removeEventListener('message', hear);
        resolve(answer.result);
      };
      socket.addEventListener('message', hear);
      socket.send(JSON.stringify({ id: mine, method }));
    });
  };
  return {
    /** What is live in its heap after a collection. */
    async liveBytes(): Promise<number> {
      await ask('HeapProfiler.collectGarbage');
      return ((await ask('Runtime.getHeapUsage')) as { usedSize: number }).usedSize;
    },
    close: () => socket.close(),
  };
}
