/** Takes records out of the frames that carry them, or as they come, byte by byte. @see CLSI LIS01-A2 section 6.3 */
import { latin1 } from '../../../../lib/reader.ts';

export const Control = { stx: 0x02, etx: 0x03, eot: 0x04, enq: 0x05, ack: 0x06, nak: 0x15, etb: 0x17 } as const;

/** What a byte completes: a record, the end of a transmission, a refused frame, or a frame whose checksum is wrong. */
export type Said =
  | { readonly kind: 'record'; readonly text: string }
  | { readonly kind: 'end' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'malformed'; readonly reason: string };

const CR = 0x0d;
const LF = 0x0a;
/** So much of a record is kept. Longer ones carry pictures, and say who they are about at their beginning. */
const MAX_RECORD = 8 * 1024;

type Place = 'outside' | 'number' | 'text' | 'checksum' | 'between';

export class Link {
  readonly #record = new Uint8Array(MAX_RECORD);
  #length = 0;
  #place: Place = 'outside';
  #sum = 0;
  #checksum = '';
  /** The frame ended with ETB: its record goes on in the next. */
  #continues = false;

  /** The bytes before and after a hole belong to different records. */
  lose(): void {
    this.#length = 0;
    this.#place = 'outside';
    this.#continues = false;
  }

  feed(byte: number): Said | undefined {
    if (byte === Control.stx) return this.#begin();
    if (this.#place === 'checksum') return this.#check(byte);
    if (this.#place === 'number') {
      this.#sum = byte;
      this.#place = 'text';
      // The frame's number, from 0 to 7, which some leave out.
      if (byte >= 0x30 && byte <= 0x37) return undefined;
      this.#sum = 0;
    }
    if (byte === Control.eot || byte === Control.enq) return this.#end();
    if (byte === Control.nak && this.#place === 'outside') return { kind: 'refused' };
    this.#sum += byte;
    if (byte === Control.etx || byte === Control.etb) return this.#close(byte);
    if (this.#place === 'between') return undefined;
    if (byte === CR || byte === LF) return this.#take();
    if (byte >= 0x20 && this.#length < MAX_RECORD) this.#record[this.#length++] = byte;
    return undefined;
  }

  #begin(): undefined {
    if (!this.#continues) this.#length = 0;
    this.#continues = false;
    this.#place = 'number';
    return undefined;
  }

  #close(byte: number): Said | undefined {
    if (this.#place !== 'text') return undefined;
    this.#place = 'checksum';
    this.#checksum = '';
    this.#continues = byte === Control.etb;
    return byte === Control.etx ? this.#take() : undefined;
  }

  #check(byte: number): Said | undefined {
    const digit = String.fromCharCode(byte);
    if (/[0-9A-Fa-f]/.test(digit)) this.#checksum += digit;
    // Some send none.
    else this.#place = this.#continues ? 'between' : 'outside';
    if (this.#checksum.length < 2) return undefined;
    this.#place = this.#continues ? 'between' : 'outside';
    if (Number.parseInt(this.#checksum, 16) === (this.#sum & 0xff)) return undefined;
    return { kind: 'malformed', reason: 'a frame whose checksum is wrong' };
  }

  #end(): Said {
    this.lose();
    return { kind: 'end' };
  }

  #take(): Said | undefined {
    if (this.#length === 0) return undefined;
    // A string of its own: the buffer is written over by the next record.
    const text = latin1(this.#record.subarray(0, this.#length));
    this.#length = 0;
    return { kind: 'record', text };
  }
}
