/** Windows made of evidence for tests: its pieces laid into windows as the test says, each piece once. */
import type { Evidence } from '../inventory/evidence.ts';
import type { FrameRef } from '../sensor/observe/observation.ts';
import type { ConversationPart, SensorWindow } from '../sensor/window.ts';

/** `place` says into which of `count` windows each piece goes. */
export function windowsOf(
  source: number,
  evidence: Evidence,
  count: number,
  place: (at: FrameRef, piece: number) => number,
): SensorWindow[] {
  let piece = 0;
  const here = <At extends { capture: number }>(at: At): At => ({ ...at, capture: source });
  const windows = Array.from({ length: count }, (_, number) => ({
    source,
    number,
    from: Infinity,
    to: 0,
    closed: 0,
    frames: 1,
    bytes: 64,
    dropped: 0,
    seconds: 1,
    bindings: [],
    observations: [],
    conversations: [],
    loss: { gaps: 0, unreadable: 0, shed: 0, untracked: 0 },
    summary: null,
  })) as (Mutable<SensorWindow> & { bindings: object[]; observations: object[]; conversations: object[] })[];
  const at = (first: FrameRef, last: number) => {
    const window = windows[place(first, piece++)];
    if (window === undefined) throw new Error('There is no such window');
    window.from = Math.min(window.from, first.time);
    window.to = Math.max(window.to, last);
    return window;
  };
  for (const binding of evidence.bindings)
    at(binding.first, binding.last).bindings.push({ ...binding, first: here(binding.first) });
  for (const observation of evidence.observations)
    at(observation.at, observation.at.time).observations.push({ ...observation, at: here(observation.at) });
  for (const conversation of evidence.conversations) {
    const data = conversation.data.map((item) => ({ ...item, first: here(item.first) }));
    const part: ConversationPart = {
      ...conversation,
      opened: here(conversation.opened),
      data,
      begins: true,
      over: true,
    };
    at(conversation.opened, conversation.last).conversations.push(part);
  }
  for (const window of windows) if (window.from === Infinity) window.from = 0;
  return windows;
}

type Mutable<T> = { -readonly [Name in keyof T]: T[Name] };
