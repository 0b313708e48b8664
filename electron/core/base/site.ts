/** A place of our own: where the private addresses of these blocks are on the map. */
export interface Site {
  readonly name: string;
  /** IPv4 and IPv6 blocks; the longest prefix wins over all sites. */
  readonly cidrs: readonly string[];
  readonly latitude: number;
  readonly longitude: number;
  /** The network zone in the owner's words: office, DMZ, data centre. */
  readonly zone?: string | undefined;
}
