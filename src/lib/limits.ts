/** What a capture, or whoever wrote it, may make us hold. One place, so that the sum can be seen. */

/** The longest frame, as in libpcap and Wireshark: a record that claims more is damage. */
export const MAX_FRAME = 256 * 1024;
/** The buffer that a capture is read through. */
export const CAPTURE_BUFFER = 1024 * 1024;
/** How much of a pcapng block is held: the longest frame and its options. What is beyond is let pass. */
export const MAX_BLOCK_HELD = 512 * 1024;
/** The longest pcapng block, as in Wireshark: one that claims more is damage. */
export const MAX_BLOCK = 16 * 1024 * 1024;
/** Interfaces of one pcapng section. */
export const MAX_INTERFACES = 65_536;

/** Datagrams of which fragments wait for the others. */
export const MAX_DATAGRAMS = 4096;
/** Bytes that they hold together. */
export const MAX_FRAGMENT_BYTES = 16 * 1024 * 1024;
/** Holes in one of them; fragments that come in order leave none. */
export const MAX_HOLES = 64;
/** How long, in microseconds of capture time, they wait: as Linux does. */
export const MAX_FRAGMENT_AGE = 30_000_000;

/** Conversations over UDP whose messages span datagrams, such as QUIC's, and that are read at the same time. */
export const MAX_DATAGRAM_READINGS = 1024;

/** Internet addresses, hardware addresses, and pairs of them that are told apart: what floods of made-up senders can fill. */
export const MAX_HOSTS = 262_144;
export const MAX_MACS = 262_144;
export const MAX_SIGHTINGS = 524_288;
/** Conversations that are kept until the end. */
export const MAX_FLOWS = 1_000_000;
