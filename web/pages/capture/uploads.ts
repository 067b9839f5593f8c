/**
 * Captures on their way to the server. They go on while one looks at other pages, one after the other, because a capture is
 * read as fast as it comes and two at once take as long. What breaks off or is refused stays in the list with what to do.
 */
import { useSyncExternalStore } from 'react';
import type { Capture } from '../../../src/capture/capture.contract.ts';
import { OURS, urlOf } from '../../api.ts';

export interface Upload {
  readonly key: number;
  readonly file: File;
  readonly state: 'waiting' | 'sending' | 'done' | 'failed' | 'cancelled';
  /** Bytes. */
  readonly sent: number;
  /** Bytes a second over the last seconds; null until it is known. */
  readonly rate: number | null;
  /** What became of it, once all of it was read. */
  readonly capture?: Capture;
  /** Why it failed, in words, with the HTTP status. */
  readonly trouble?: string;
  readonly status?: number;
}

const TYPE = 'application/vnd.tcpdump.pcap';
/** How much a new measure counts against the ones before. */
const SMOOTH = 0.3;
const CONFLICT = 409;

let uploads: readonly Upload[] = [];
let next = 1;
const listeners = new Set<() => void>();
const requests = new Map<number, XMLHttpRequest>();

export function useUploads(): readonly Upload[] {
  return useSyncExternalStore(subscribe, () => uploads);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function sendCaptures(files: readonly File[]): void {
  for (const file of files) {
    uploads = [...uploads, { key: next, file, state: 'waiting', sent: 0, rate: null }];
    next += 1;
  }
  changed();
  sendNext();
}

/** Sends one again that failed; `differs` when the server took it for a capture that it knows. */
export function sendAgain(key: number, differs: boolean): void {
  const upload = uploads.find((it) => it.key === key);
  if (upload === undefined) return;
  change(key, { state: 'waiting', sent: 0, rate: null });
  if (differs) differing.add(key);
  sendNext();
}
const differing = new Set<number>();

export function cancelUpload(key: number): void {
  requests.get(key)?.abort();
  change(key, { state: 'cancelled' });
  sendNext();
}

export function forgetUpload(key: number): void {
  uploads = uploads.filter((it) => it.key !== key);
  changed();
}

/** Whether the server takes it for one that it has read already. */
export const isKnown = ({ state, status }: Upload): boolean => state === 'failed' && status === CONFLICT;

function sendNext(): void {
  if (uploads.some(({ state }) => state === 'sending')) return;
  const upload = uploads.find(({ state }) => state === 'waiting');
  if (upload !== undefined) send(upload);
}

/** By XMLHttpRequest, because fetch does not tell how much of a body has been sent. */
function send({ key, file }: Upload): void {
  const request = new XMLHttpRequest();
  const differs = differing.has(key) ? { differs: 'true' } : {};
  let last = { at: performance.now(), sent: 0 };
  let rate: number | null = null;
  request.open('POST', urlOf('/captures', { name: file.name, size: file.size, ...differs }, 'query'));
  for (const [name, value] of Object.entries(OURS)) request.setRequestHeader(name, value);
  request.setRequestHeader('content-type', TYPE);
  request.responseType = 'json';
  request.upload.addEventListener('progress', ({ loaded }) => {
    const at = performance.now();
    if (at - last.at < 250) return;
    const measured = ((loaded - last.sent) / (at - last.at)) * 1000;
    rate = rate === null ? measured : rate + SMOOTH * (measured - rate);
    last = { at, sent: loaded };
    change(key, { sent: loaded, rate });
  });
  request.addEventListener('load', () => {
    const answer: unknown = request.response;
    if (request.status === 200) change(key, { state: 'done', sent: file.size, capture: request.response });
    else change(key, { state: 'failed', status: request.status, trouble: detailOf(answer) });
    finish(key);
  });
  request.addEventListener('error', () => {
    const trouble = 'The connection broke. What was read until then is kept: send the same file to go on from there.';
    change(key, { state: 'failed', trouble });
    finish(key);
  });
  request.addEventListener('abort', () => finish(key));
  requests.set(key, request);
  change(key, { state: 'sending' });
  request.send(file);
}

function finish(key: number): void {
  requests.delete(key);
  sendNext();
}

function change(key: number, to: Partial<Upload>): void {
  uploads = uploads.map((it) => (it.key === key ? { ...it, ...to } : it));
  changed();
}

function changed(): void {
  for (const listener of listeners) listener();
}

const detailOf = (answer: unknown): string =>
  typeof answer === 'object' && answer !== null && 'detail' in answer
    ? String(answer.detail)
    : 'The server did not say why.';
