/** HL7 version 2 in the body of a request or its answer. @see HAPI, "HL7 over HTTP" 1.0 sections 3 (request), 4 (response) */
import { Violation } from '../../../../lib/reader.ts';
import type { Hl7Event } from '../hl7.ts';
import { readBlock } from '../hl7/message.ts';

const TYPE = /^(x-)?application\/(x-)?hl7-v2(\+er7)?$/;
const START_OF_BLOCK = 0x0b;
const END_OF_BLOCK = 0x1c;

export const isHl7 = (mediaType: string): boolean => TYPE.test(mediaType);

/** @param asked The type of the message that this answers; undefined in a request, and where it was not seen. */
export function* hl7Body(body: Uint8Array, asked: string | undefined): Generator<Hl7Event, void> {
  try {
    // Some keep the frame of the other transport around it.
    const start = body[0] === START_OF_BLOCK ? 1 : 0;
    const end = body.indexOf(END_OF_BLOCK, start);
    for (const { message, acknowledgement } of readBlock(body.subarray(start, end < 0 ? undefined : end))) {
      yield message;
      if (acknowledgement !== undefined)
        yield { protocol: 'hl7', kind: 'acknowledgement', code: acknowledgement.code, of: asked };
    }
  } catch (error) {
    if (!(error instanceof Violation)) throw error;
    yield { protocol: 'hl7', kind: 'malformed', reason: error.message };
  }
}
