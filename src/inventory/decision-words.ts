/** A decision in a sentence. */
import type { DecisionKind } from './decision.contract.ts';

/** So many addresses are named; of more, how many. */
const NAMED = 3;

type Words = (devices: number, anchors: readonly string[]) => string;

const WORDS: Readonly<Record<DecisionKind, Words>> = {
  merge: (_, anchors) => `${listed(anchors)} are one device`,
  split: (_, anchors) =>
    anchors.length === 1 ? `${listed(anchors)} is a device of its own` : `${listed(anchors)} are a device of their own`,
  approve: (devices) => `${plural(devices)} approved`,
  withdraw: (devices) => `Approval of ${plural(devices)} taken back`,
  assign: (devices) => `${plural(devices)} given a ward or an owner`,
};

export function decisionWords(kind: DecisionKind, devices: number, anchors: readonly string[]): string {
  return WORDS[kind](devices, anchors);
}

function listed(anchors: readonly string[]): string {
  const shown = anchors.slice(0, NAMED).join(', ');
  return anchors.length > NAMED ? `${shown} and ${anchors.length - NAMED} more` : shown;
}

const plural = (count: number) => `${count.toLocaleString('en')} device${count === 1 ? '' : 's'}`;
