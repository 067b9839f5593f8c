/**
 * POCT1-A: what glucose meters, blood gas and other analysers at the bedside say to the manager of their data.
 *
 * Each message is an XML document, one after the other on a connection that the device opens, or the manager.
 *
 * @see CLSI POCT01-A2 appendix B, device messaging layer: sections 3 (flow), 5 (objects), 6 (messages)
 */
import { latin1, Violation } from '../../../lib/reader.ts';
import { alike, type Emit, Gap, type Reading, seek, type StreamDissector, until } from '../dissector.ts';
import { Poct1aDraft, type Poct1aMessage } from './poct1a/message.ts';
import { goesOn, openQuote, readTag } from './xml.ts';

export type Poct1aEvent =
  | Poct1aMessage
  | { readonly protocol: 'poct1a'; readonly kind: 'malformed'; readonly reason: string };

const END_OF_TAG = 0x3e;
const MARK = '\xef\xbb\xbf';
/** Pieces that one tag is put together from, where there is `>` in it, and characters of it. */
const MAX_PIECES = 256;
const MAX_TAG = 16 * 1024;
/** Names of messages, which begin a document: those of the standard, or of a maker. */
const ROOT = /^<(HEL|DST|ACK|REQ|OBS|EOT|END|ESC|KPA|DTV|OPL|PTL|EVS)\.R\d\d[\s>]/;
const ROOTS = 'HEL DST ACK REQ OBS EOT END ESC KPA DTV OPL PTL EVS'.split(' ').map((name) => `<${name}.R`);

export const poct1a: StreamDissector<Poct1aEvent> = {
  name: 'poct1a',
  transport: 'tcp',
  ports: [],

  probe(head) {
    const text = latin1(head);
    if (MARK.startsWith(text)) return undefined;
    let at = text.startsWith(MARK) ? MARK.length : 0;
    // Declarations and comments come before the first element. Bounded by the length: each round goes past one.
    for (;;) {
      while (/\s/.test(text.charAt(at))) at += 1;
      if (!/^<[?!]/.test(text.slice(at, at + 2))) break;
      const close = text.startsWith('<!--', at) ? '-->' : '>';
      const end = text.indexOf(close, at + 2);
      if (end < 0) return undefined;
      at = end + close.length;
    }
    const root = text.slice(at, at + 9);
    if (ROOT.test(root)) return true;
    return couldBecome(root) ? undefined : false;
  },

  open: alike(function* (_side, emit) {
    const draft = new Poct1aDraft(emit);
    for (;;) {
      try {
        yield* readTags(draft);
      } catch (error) {
        if (error instanceof Violation) yield* recover(error.message, emit);
        else if (!(error instanceof Gap)) throw error;
        draft.forget();
      }
    }
  }),
};

function* readTags(draft: Poct1aDraft): Reading<void> {
  for (;;) {
    const first = yield* until(END_OF_TAG);
    const before = first.utf8(first.left);
    const start = before.indexOf('<');
    if (start < 0) continue;
    let inside = before.slice(start + 1);
    let quote = openQuote(inside, '');
    for (let pieces = 1; goesOn(inside, quote); pieces++) {
      if (pieces === MAX_PIECES || inside.length > MAX_TAG)
        throw new Violation(`a tag of over ${inside.length} characters`);
      const more = yield* until(END_OF_TAG);
      const piece = `>${more.utf8(more.left)}`;
      quote = openQuote(piece, quote);
      inside += piece;
    }
    draft.read(before.slice(0, start), readTag(inside));
  }
}

/** What is too long to hold may be let pass: the tag after it is read again. */
function* recover(reason: string, emit: Emit<Poct1aEvent>): Reading<void> {
  emit({ protocol: 'poct1a', kind: 'malformed', reason });
  try {
    yield* seek(END_OF_TAG);
  } catch (error) {
    if (!(error instanceof Gap)) throw error;
  }
}

function couldBecome(root: string): boolean {
  if (root.length < 6) return ROOTS.some((name) => name.startsWith(root));
  return root.length < 9 && ROOTS.includes(root.slice(0, 6)) && /^\d{0,2}$/.test(root.slice(6));
}
