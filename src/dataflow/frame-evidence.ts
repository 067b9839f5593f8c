/** The way back from a statement to the packet: all that was concluded from one frame of one capture. */
import type { AnalysisDocument } from '../analysis/document.ts';
import { deviceRefs } from '../inventory/device-ref.ts';
import { notFound } from '../lib/errors.ts';
import type { FrameEvidence } from './dataflow.contract.ts';
import { findingNames } from './finding-list.ts';

export interface FrameRef {
  readonly capture: number;
  readonly frame: number;
}

export function frameEvidence(document: AnalysisDocument): (ref: FrameRef) => FrameEvidence {
  const refOf = deviceRefs(document);
  const nameOf = findingNames(document);
  return (ref) => {
    const capture = document.captures[ref.capture];
    if (capture === undefined || ref.frame > capture.frames) throw notFound('Frame', `${ref.frame} of this capture`);
    const here = (it: FrameRef) => it.capture === ref.capture && it.frame === ref.frame;
    const entry = document.conversations.find(({ evidence }) => here(evidence));
    return {
      capture,
      frame: ref.frame,
      values: document.devices.flatMap((device) =>
        device.attributes
          .filter(here)
          .map((attribute) => ({ device: refOf(device.id, device.addresses[0] ?? device.id), attribute })),
      ),
      findings: document.findings.flatMap((finding) =>
        finding.evidence.filter(here).map(({ says }) => ({ finding: nameOf(finding), says })),
      ),
      conversation:
        entry === undefined
          ? null
          : {
              entry,
              client: refOf(entry.client.device, entry.client.address),
              server: refOf(entry.server.device, entry.server.address),
            },
    };
  };
}
