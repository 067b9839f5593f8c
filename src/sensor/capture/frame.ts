/** One captured frame, as the reader of a capture hands it on: a view into a buffer that is used again. */

/** Link types we know, by their number in captures. @see https://www.tcpdump.org/linktypes.html */
export const LinkType = {
  null: 0,
  ethernet: 1,
  ppp: 9,
  fddi: 10,
  /** What BSD and OpenBSD wrote for {@link raw}. */
  rawBsd: 12,
  rawOpenBsd: 14,
  pppHdlc: 50,
  pppEther: 51,
  raw: 101,
  ciscoHdlc: 104,
  wireless: 105,
  loop: 108,
  linuxSll: 113,
  radiotap: 127,
  ipv4: 228,
  ipv6: 229,
  /** What Linux' packet filter logs. */
  nflog: 239,
  linuxSll2: 276,
} as const;

const KNOWN: ReadonlySet<number> = new Set(Object.values(LinkType));

export const isLinkType = (number: number): boolean => KNOWN.has(number);

/** Reused for every frame: whoever needs something of it later copies it. */
export class Frame {
  /** The buffer that holds the frame between {@link start} and {@link end}. */
  bytes: Uint8Array = new Uint8Array();
  /** The same buffer, for numbers of 16 and 32 bits. */
  view: DataView = new DataView(new ArrayBuffer(0));
  start = 0;
  end = 0;
  /** Its length on the wire; more than was captured when a snapshot length cut it. */
  wireLength = 0;
  /** Microseconds since 1970; nanoseconds are cut off. 0 when the capture gives none. */
  time = 0;
  /** One of {@link LinkType}, or a number that we do not know. */
  linkType = 0;
  /** Counted from 1 in its capture, as Wireshark does. */
  number = 0;
}
