/** From captures to the analysis document: the sensor and the pure parts of the product, one after the other. */
import { findings } from '../dataflow/findings.ts';
import { linkAll } from '../inventory/child-link.ts';
import { resolve } from '../inventory/resolution.ts';
import { isoTime } from '../lib/time.ts';
import { type CaptureSummary, type ReadOptions, readCapture } from '../sensor/capture/capture.ts';
import type { CaptureSource } from '../sensor/capture/source.ts';
import { Sensor } from '../sensor/sensor.ts';
import { entryOf } from './conversation-entry.ts';
import type { AnalysisDocument, Capture, ConversationEntry } from './document.ts';
import { SCHEMA } from './edition.ts';
import { Ends } from './ends.ts';
import { Gathering } from './gathering.ts';

export interface AnalyzeOptions {
  /** Is told which of the captures is being read, and how far: bytes consumed and in all, null when not known. */
  readonly onProgress?: (index: number, consumed: number, size: number | null) => void;
}

/**
 * Analyses `captures` as one network, opening each when its turn comes.
 *
 * @throws AppError when a capture cannot be opened or read; bad content is no error.
 */
export async function analyze(
  captures: readonly (() => Promise<CaptureSource>)[],
  options: AnalyzeOptions = {},
): Promise<AnalysisDocument> {
  const gathering = new Gathering();
  const sensor = new Sensor(gathering);
  const summaries: CaptureSummary[] = [];
  for (const [index, open] of captures.entries()) {
    sensor.begin(index);
    const { onProgress } = options;
    const reading: ReadOptions =
      onProgress === undefined ? {} : { onProgress: (consumed, size) => onProgress(index, consumed, size) };
    summaries.push(await readCapture(await open(), sensor, reading));
  }
  sensor.end();
  return documentOf(gathering, summaries);
}

function documentOf(gathering: Gathering, summaries: readonly CaptureSummary[]): AnalysisDocument {
  const devices = linkAll(resolve(gathering));
  const ends = new Ends(devices);
  const conversations = gathering.conversations.map((record) => entryOf(record, ends));
  const { gaps, unreadable, shed, untracked } = gathering.losses;
  return {
    schema: SCHEMA,
    captures: summaries.map(captureOf),
    devices,
    conversations,
    findings: findings(devices, conversations),
    alerts: [],
    loss: { gaps, unreadable, shed, untracked, oneWay: conversations.filter(isOneWay).length },
  };
}

function captureOf({ first, last, ...summary }: CaptureSummary): Capture {
  return { ...summary, first: first === null ? null : isoTime(first), last: last === null ? null : isoTime(last) };
}

/** One end of a TCP or UDP conversation was never heard, though it is somebody and not a group. */
function isOneWay({ transport, server, packets }: ConversationEntry): boolean {
  const oneWay = packets[0] === 0 || packets[1] === 0;
  return oneWay && (transport === 'tcp' || (transport === 'udp' && server.device !== null));
}
