// A node:test reporter that writes one JSON line for what the closing summary needs: totals, skips, failures.

function reason(data) {
  if (typeof data.skip === 'string') return data.skip;
  return data.skip === true ? 'no reason given' : undefined;
}

export default async function* tally(source) {
  for await (const { type, data } of source) {
    if (type === 'test:pass' && data.skip !== undefined && data.skip !== false) {
      yield `${JSON.stringify({ skipped: data.name, file: data.file, reason: reason(data) })}\n`;
    } else if (type === 'test:fail' && data.details?.type !== 'suite') {
      yield `${JSON.stringify({ failed: data.name, file: data.file })}\n`;
    } else if (type === 'test:summary' && data.file === undefined) {
      const { passed, failed, cancelled, skipped, todo, tests } = data.counts;
      yield `${JSON.stringify({ totals: { passed, failed: failed + cancelled, skipped: skipped + todo, tests } })}\n`;
    }
  }
}
