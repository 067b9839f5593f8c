import { expect, test } from 'vitest';
import { Frame, LinkType } from '../sensor/capture/frame.ts';
import { placeText, Position, PositionFile } from './position.ts';

test('where a sensor is can be read by whoever started it, and nothing of what it read', () => {
  const file = new PositionFile();
  expect(file.read()).toBeUndefined();
  const position = new Position(file.descriptor);
  const frame = Object.assign(new Frame(), {
    number: 2 ** 33,
    time: 1_700_000_000_000_001,
    linkType: LinkType.ethernet,
    start: 10,
    end: 90,
  });
  position.note(frame);
  expect(file.read()).toEqual({ frame: 2 ** 33, time: 1_700_000_000_000_001, linkType: 1, length: 80, dissector: '' });
  position.read('hl7');
  expect(placeText(file.read()!)).toBe(`frame ${2 ** 33} (80 bytes, ethernet, read as hl7)`);
  position.read('a-name-that-is-longer-than-there-is-room-for');
  expect(file.read()?.dissector).toBe('a-name-that-is-longer-than-ther');
  frame.number += 1;
  position.note(frame);
  expect(file.read()?.dissector).toBe('');
  file.close();
});
