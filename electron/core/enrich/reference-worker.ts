import { parentPort, type TransferListItem } from 'node:worker_threads';
import { readDatabaseFile, readListFile } from './reference-reader.ts';

/** What `ReadAside` asks of this thread. */
export interface ReadRequest {
  readonly kind: 'database' | 'list';
  readonly file: string;
  readonly limit?: number | undefined;
}

export type ReadAnswer = { readonly read: object } | { readonly fault: string };

async function answer({ kind, file, limit }: ReadRequest): Promise<ReadAnswer> {
  try {
    return { read: await (kind === 'database' ? readDatabaseFile(file) : readListFile(file, limit)) };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

async function post(request: ReadRequest): Promise<void> {
  const answered = await answer(request);
  const columns = 'read' in answered ? Object.values(answered.read) : [];
  const moved: TransferListItem[] = columns.flatMap((column) =>
    ArrayBuffer.isView(column) && column.buffer instanceof ArrayBuffer ? [column.buffer] : [],
  );
  parentPort?.postMessage(answered, moved);
}

parentPort?.on('message', (request: ReadRequest) => void post(request));
