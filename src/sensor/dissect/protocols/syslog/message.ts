/** The head of one message in either of the two formats, and the audit message within, if any. */
import { latin1, Violation } from '../../../../lib/reader.ts';
import type { ProtocolEvent } from '../../dissector.ts';
import { type Audit, readAudit } from './audit.ts';

export interface SyslogMessage extends ProtocolEvent {
  readonly protocol: 'syslog';
  readonly kind: 'message';
  readonly format: 'rfc5424' | 'rfc3164' | 'other';
  /** 0 to 23, 0 to 7. @see RFC 5424 section 6.2.1 */
  readonly facility: number;
  readonly severity: number;
  readonly host: string | undefined;
  readonly application: string | undefined;
  readonly audit: Audit | undefined;
}

const PRIORITY = /^<(0|[1-9]\d{0,2})>/;
const MAX_PRIORITY = 191;
/** What must be readable behind the priority before it counts as syslog. */
const SHOWN = 8;
/** So long a head can be: version, time, host of 255, application of 48, process of 128, message id of 32. */
const MAX_HEAD = 640;
const NEW =
  /^1 (?:-|\d{4}-\d\d-\d\dT[\d:.]{8,15}(?:Z|[+-]\d\d:\d\d)) (\S{1,255}) (\S{1,48}) (\S{1,128}) (\S{1,32})(?: |$)/;
/** The time without a year, or as others write it; a number in front of it counts messages. */
const TIME =
  /^(?:\d{1,10}: )?[*.]?(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ \d]\d (?:\d{4} )?\d\d:\d\d:\d\d(?:\.\d{1,6})?|\d{4}-\d\d-\d\dT[\d:.]{8,15}(?:Z|[+-]\d\d:?\d\d)?)(?: [A-Z]{3,4})?:? /;
const HOST = /^([A-Za-z0-9][\w.:-]{0,254}) (?=\S)/;
const TAG = /^([A-Za-z][\w./-]{0,47})(?:\[[\w.-]{1,32}\])?: /;

/** Whether text begins a message, as far as it was captured; `length` where it says how long it is. */
export function beginsSyslog(head: Uint8Array, length = Number.POSITIVE_INFINITY): boolean | undefined {
  const text = latin1(head.subarray(0, 5 + SHOWN));
  const [priority, number] = PRIORITY.exec(text) ?? [];
  if (priority === undefined) return /^(<(0?|[1-9]\d{0,2}))?$/.test(text) && length > text.length ? undefined : false;
  if (Number(number) > MAX_PRIORITY) return false;
  // The mark of UTF-8 may stand before the text, and other scripts after it.
  const shown = text.slice(priority.length, priority.length + SHOWN);
  if (!/^[\t -~\x80-\xff]*$/.test(shown) || length < priority.length + SHOWN) return false;
  return shown.length >= SHOWN ? true : undefined;
}

export function readSyslog(message: Uint8Array): SyslogMessage {
  const head = latin1(message.subarray(0, MAX_HEAD));
  const [priority = '', number] = PRIORITY.exec(head) ?? [];
  if (number === undefined || Number(number) > MAX_PRIORITY) throw new Violation('no priority');
  const rest = head.slice(priority.length);
  return {
    protocol: 'syslog',
    kind: 'message',
    facility: Number(number) >> 3,
    severity: Number(number) & 7,
    ...readHead(rest),
    audit: readAudit(message),
  };
}

function readHead(rest: string): Pick<SyslogMessage, 'format' | 'host' | 'application'> {
  const [, host, application] = NEW.exec(rest) ?? [];
  if (host !== undefined) return { format: 'rfc5424', host: named(host), application: named(application) };
  const time = TIME.exec(rest)?.[0];
  const after = rest.slice(time?.length ?? 0);
  // Cisco and others leave the name out: what stands there then ends in a colon, and is a tag.
  const own = time === undefined || TAG.test(after) ? undefined : HOST.exec(after)?.[1];
  const tag = TAG.exec(own === undefined ? after : after.slice(own.length + 1))?.[1];
  return { format: time === undefined ? 'other' : 'rfc3164', host: named(own), application: tag };
}

/** A hyphen stands for nothing; what has other characters than names have is none. */
function named(text: string | undefined): string | undefined {
  return text !== undefined && text !== '-' && /^[\w.:/@+-]+$/.test(text) ? text : undefined;
}
