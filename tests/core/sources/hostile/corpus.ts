import { eve, eveAlert } from '#tests/support/scripted-source.ts';

/** What an attacker, a dying disk or a broken sensor writes; made here, none longer than the limits but where it says so. */

const MEGABYTE = 1024 * 1024;
const DEEP = 20_000;

/** Text that a cut in the wrong place would spoil. */
const WIDE = 'é漢😀';

const line = (...parts: (string | readonly number[])[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));

const withText = (...bytes: number[]): Buffer =>
  line('{"timestamp":"2026-11-24T12:00:00.000000+0000","event_type":"flow","host":"', bytes, '","flow":{}}');

const at = (time: string): Buffer =>
  line(`{"timestamp":${time},"event_type":"flow","src_ip":"192.0.2.1","dest_ip":"192.0.2.2","flow":{}}`);

const nested = (open: string, close: string): string => open.repeat(DEEP) + close.repeat(DEEP);

/** No record at all: counted as malformed. */
export const REFUSED: Readonly<Record<string, Buffer>> = {
  'truncated in a string': line('{"timestamp":"2026'),
  'truncated at the end': line(eve().slice(0, -1)),
  'a brace': line('{'),
  'two braces the wrong way': line('}{'),
  NaN: line('{"a":NaN}'),
  Infinity: line('{"a":-Infinity}'),
  'a sign without a number': line('{"a":-}'),
  'a leading zero': line('{"a":01}'),
  'single quotes': line("{'a':1}"),
  'a number': line('1e999'),
  null: line('null'),
  'a string': line('"text"'),
  'an array': line('[1,2]'),
  'an open array': line('[1,2'),
  words: line('not a record'),
  NULs: line([0, 0, 0, 0]),
  'a NUL in a string': line('{"a":"', [0], '"}'),
  'CR for a newline': line('{"a":1}\r{"b":2}'),
  'UTF-16': line([0xff, 0xfe], Buffer.from('{"a":1}', 'utf16le').toJSON().data),
  'a lone continuation': line([0x80, 0xbf, 0x80]),
  'arrays without end': line('['.repeat(DEEP)),
  'arrays 20,000 deep': line(nested('[', ']')),
  'objects without end': line('{"a":'.repeat(DEEP)),
  '5 MB of a letter': line('x'.repeat(5 * MEGABYTE)),
  '5 MB truncated': line(`{"a":"${'x'.repeat(5 * MEGABYTE)}`),
  'CEF, no more': line('CEF:'),
};

/** Records of a sort: read, and nothing of them may harm what comes after. */
export const ODD: Readonly<Record<string, Buffer>> = {
  'ports out of range': line(eve({ src_port: 65_536, dest_port: -1 })),
  'ports of other types': line(eve({ src_port: '443', dest_port: [443] })),
  '1e999': line(eve().replace('"src_port":40000', '"src_port":1e999').replace('443', '-1e999')),
  'minus zero': line(eve().replace('40000', '-0')),
  'beyond 2^53': line(
    eve().replace('40000', '40000,"flow_id":9007199254740993,"pcap_cnt":18446744073709551617'),
  ),
  __proto__: line(
    '{"__proto__":{"polluted":1},"timestamp":"2026-11-24T12:00:00Z","event_type":"flow","flow":{}}',
  ),
  '__proto__ at depth': line(
    eve({ event_type: 'http' }).replace(
      /\}$/,
      ',"http":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}},"metadata":{"__proto__":[{"__proto__":{"polluted":1}}]}}',
    ),
  ),
  'a type of __proto__': line(eve({ event_type: '__proto__', app_proto: 'constructor', proto: 'toString' })),
  'objects 20,000 deep': line(nested('{"a":', '}').replace('}', '1}')),
  'an alert 20,000 deep': line(
    eve({ event_type: 'alert' }).replace(/\}$/, `,"alert":${nested('{"a":', '}').replace('}', '1}')}}`),
  ),
  'arrays deep in a record': line(eve().replace(/\}$/, `,"tags":${nested('[', ']')}}`)),
  'year 0': at('"0000-01-01T00:00:00.000000+0000"'),
  'year 9999': at('"9999-12-31T23:59:59.999999+0000"'),
  'a garbled time': at('"2026-99-99T99:99:99"'),
  'a time of a number': at('1e300'),
  'no time': at('null'),
  'lone surrogates': line(eveAlert('x').replace('"x"', '"\\ud800 \\udfff\\ud83d"')),
  'a lone continuation in a string': withText(0x61, 0x80, 0x62),
  'overlong slashes': withText(0xc0, 0xaf, 0xe0, 0x80, 0xaf),
  'a cut character': withText(0xf0, 0x9f, 0x98),
  'half a surrogate pair in UTF-8': withText(0xed, 0xa0, 0x80),
  'a byte order mark before it': line([0xef, 0xbb, 0xbf], eve()),
  'CEF: escapes': line(
    'CEF:0|V\\|W|P\\\\|1|2|N \\| M|5|msg=a\\=b\\|c\\\\ cs1=x\\ny src=192.0.2.1 __proto__=z',
  ),
  'CEF: a dangling backslash': line('CEF:0|V|P|1|2|N|5|src=192.0.2.1 msg=end\\'),
  'CEF: an extension that does not end': line('CEF:0|V|P|1|2|N|5|src=192.0.2.1 msg="open dst'),
  'CEF: bars without end': line(`CEF:0|V|P|1|2|N|5|${'|'.repeat(9_000)}`),
  'LEEF: odd delimiters': line('LEEF:2.0|V|P|1|2|x5E|src=192.0.2.1^dst=192.0.2.2^__proto__=x'),
  'LEEF: a delimiter of no character': line('LEEF:2.0|V|P|1|2||src=192.0.2.1\tdst=192.0.2.2'),
  'LEEF: an equals sign for one': line('LEEF:2.0|V|P|1|2|=|src=192.0.2.1=dst=192.0.2.2'),
  'LEEF: a delimiter beyond all': line('LEEF:2.0|V|P|1|2|xFFFFFFFF|src=192.0.2.1'),
  'a name of 1 MB': line(eveAlert('n'.repeat(MEGABYTE))),
  'a thousand keys': line(eve(Object.fromEntries(Array.from({ length: 1_000 }, (_, n) => [`k${n}`, n])))),
};

export const BAD: readonly Buffer[] = [...Object.values(REFUSED), ...Object.values(ODD)];

/** Between all bad records and around them: whose they are, and which. */
export function good(whose: string, n: number): string {
  return eve({ dest_port: 31_337, host: `<good ${whose} ${n} ${WIDE}>` });
}

/** The same as syslog, with what the framings could stumble over. */
export function goodSyslog(whose: string, n: number): string {
  return `<${n % 192}>1 2026-11-24T12:00:00Z fw app ${n} - - <good ${whose} ${n} ${WIDE}>`;
}

/** The good ones of one sender that a text tells of, each as often as it is there. */
export function goodIn(text: string, whose: string): number[] {
  return [...text.matchAll(/<good ([\w-]+) (\d+) ([^>]+)>/g)].flatMap(([, name, n, wide]) =>
    name === whose ? [wide === WIDE ? Number(n) : -1] : [],
  );
}

export const GOOD_COUNT = BAD.length + 1;

/** All of it: good, bad, good, bad … good. */
export function mixed(make: (n: number) => string): Buffer[] {
  return [...BAD.flatMap((bad, n) => [Buffer.from(make(n)), bad]), Buffer.from(make(BAD.length))];
}

/** In pieces that end in the middle of everything. */
export function* pieces(bytes: Buffer, size: number): Generator<Buffer> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

export function joined(lines: readonly Buffer[], end: string): Buffer {
  return Buffer.concat(lines.flatMap((one) => [one, Buffer.from(end)]));
}
