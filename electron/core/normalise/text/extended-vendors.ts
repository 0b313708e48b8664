import type { SocEvent } from '#contract/event.ts';
import type { FormatContext } from '../format.ts';
import type { Extended } from './cef-header.ts';
import { checkpointExtended } from './checkpoint-extended.ts';
import { cyberark } from './cyberark.ts';
import { f5Extended } from './f5-extended.ts';
import { fortigateExtended } from './fortigate-extended.ts';
import { paloAltoExtended } from './palo-alto-extended.ts';
import { trellix } from './trellix.ts';
import { trendMicro } from './trend-micro.ts';

/** Sets right what a vendor means otherwise than the standard, or says in keys of its own. */
export type VendorMapper = (line: Extended, event: SocEvent, context: FormatContext) => void;

interface Vendor {
  /** Name of the event's module. */
  readonly module: string;
  readonly map: VendorMapper;
}

/** By the header's vendor, lower case. */
const VENDORS: ReadonlyMap<string, Vendor> = new Map([
  ['fortinet', { module: 'fortigate', map: fortigateExtended }],
  ['palo alto networks', { module: 'palo-alto', map: paloAltoExtended }],
  ['check point', { module: 'checkpoint', map: checkpointExtended }],
  ['f5', { module: 'f5', map: f5Extended }],
  ['trend micro', { module: 'trend-micro', map: trendMicro }],
  ['trellix', { module: 'trellix', map: trellix }],
  ['fireeye', { module: 'trellix', map: trellix }],
  ['musarubra', { module: 'trellix', map: trellix }],
  ['cyber-ark', { module: 'cyberark', map: cyberark }],
  ['cyberark', { module: 'cyberark', map: cyberark }],
]);

export function vendorOf(line: Extended): Vendor | undefined {
  return VENDORS.get(line.vendor.toLowerCase());
}
