/** What SMB says. Names of shares and files are not among it: they hold patients' names often enough. */
import type { Ntlmssp } from './ntlmssp.ts';

export type SmbEvent = SmbNegotiated | SmbLogin | SmbNames | SmbCommand | SmbEncrypted;

/** What the server chose. */
export interface SmbNegotiated {
  readonly protocol: 'smb';
  readonly kind: 'negotiated';
  /** Such as `3.1.1`; `1` for the one of 1996 that ransomware travels on. */
  readonly dialect: string;
  readonly signing: 'required' | 'enabled' | 'off';
  /** Undefined before 2.0. */
  readonly serverGuid: string | undefined;
  /** With which files are encrypted, if they are. Undefined before 3.0. */
  readonly cipher: string | undefined;
}

export interface SmbLogin {
  readonly protocol: 'smb';
  readonly kind: 'login';
  readonly ntlm: Ntlmssp | undefined;
  /** What an SMB 1 end calls its operating system and its SMB software. */
  readonly os: string | undefined;
  readonly lanManager: string | undefined;
  /** Whether a user logs in here, in a form that can be guessed at. */
  readonly user: boolean;
}

/** The NetBIOS names with which a session over port 139 begins. */
export interface SmbNames {
  readonly protocol: 'smb';
  readonly kind: 'names';
  readonly called: string | undefined;
  readonly calling: string | undefined;
}

export interface SmbCommand {
  readonly protocol: 'smb';
  readonly kind: 'command';
  readonly name: string;
}

/** From here on this side speaks encrypted. Undefined is what the negotiation, had we seen it, would tell. */
export interface SmbEncrypted {
  readonly protocol: 'smb';
  readonly kind: 'encrypted';
  readonly dialect: string | undefined;
  readonly cipher: string | undefined;
}
