/**
 * What the head of a message tells of who speaks: the same in each version of HTTP.
 *
 * @see RFC 9110 sections 7.2 (Host), 10 (User-Agent, Server), 11 (authentication)
 */
import type { ProtocolEvent } from '../../dissector.ts';
import { findNtlmssp, type Ntlmssp } from '../ntlmssp.ts';
import type { Headers } from './message.ts';

/** HTTP/1, or HTTP/2 without encryption. */
export type HttpVersion = 'http' | 'http2';

export interface HttpRequest extends ProtocolEvent {
  readonly protocol: HttpVersion;
  readonly kind: 'request';
  /** A registered method, or `other`. */
  readonly method: string;
  readonly host: string | undefined;
  readonly userAgent: string | undefined;
  /** The scheme of the credentials it carries, in lower case, such as `basic` or `bearer`; never the credentials. */
  readonly authorization: string | undefined;
  /** What the credentials tell of the machine, where they are those of a Windows log-in. */
  readonly ntlm?: Ntlmssp | undefined;
  /** Of a remote procedure call, the service in its interface description, such as `grpc.health.v1.Health`, or empty. */
  readonly grpc?: string;
}

export interface HttpResponse extends ProtocolEvent {
  readonly protocol: HttpVersion;
  readonly kind: 'response';
  readonly status: number;
  readonly server: string | undefined;
  /** The protection space that asks for credentials, as a device names it; undefined when it is a path or an address. */
  readonly realm: string | undefined;
  /** What the challenge of a Windows log-in tells of the machine. */
  readonly ntlm?: Ntlmssp | undefined;
}

/** Of an address within a text, what follows its path: a search for somebody, for example. */
const QUERY = /(https?:\/\/[^\s?#;()]{1,1024})[?#][^\s;()]*/gi;
const SCHEME = /^(basic|bearer|digest|negotiate|ntlm|aws4-hmac-sha256|hoba|mutual|dpop)\b/;

export function requestOf(protocol: HttpVersion, method: string, headers: Headers): HttpRequest {
  const credentials = headers.get('authorization') ?? headers.get('proxy-authorization');
  const scheme = credentials === undefined ? undefined : (SCHEME.exec(credentials.toLowerCase())?.[1] ?? 'other');
  return {
    protocol,
    kind: 'request',
    method,
    host: hostOf(headers.get('host')),
    userAgent: printable(headers.get('user-agent')?.replaceAll(QUERY, '$1')),
    authorization: scheme,
    ntlm: ntlmOf(credentials),
  };
}

export function responseOf(protocol: HttpVersion, status: number, headers: Headers): HttpResponse {
  const realm = /\brealm="([^"/?=@\\]{1,128})"/i.exec(headers.get('www-authenticate') ?? '')?.[1];
  return {
    protocol,
    kind: 'response',
    status,
    server: printable(headers.get('server')),
    realm: printable(realm),
    ntlm: ntlmOf(headers.get('www-authenticate') ?? headers.get('proxy-authenticate')),
  };
}

/** @see RFC 4559, MS-NTHT section 2.2 */
function ntlmOf(value: string | undefined): Ntlmssp | undefined {
  const token = /\b(?:NTLM|Negotiate) +([A-Za-z0-9+/]{16,}={0,2})/i.exec(value ?? '')?.[1];
  return token === undefined ? undefined : findNtlmssp(Buffer.from(token, 'base64'));
}

/** A name or address without its port, when it is one. */
function hostOf(value: string | undefined): string | undefined {
  return /^([A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?$/.exec(value ?? '')?.[1];
}

function printable(value: string | undefined): string | undefined {
  const text = value
    ?.replaceAll(/\p{Cc}/gu, ' ')
    .slice(0, 1024)
    .trim();
  return text === '' ? undefined : text;
}
