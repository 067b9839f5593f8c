/** Marks that carry meaning: each is a colour, a shape and a word, so that none depends on the colour alone. */
import type { ReactNode } from 'react';
import type { Severity } from '../../src/analysis/document.ts';
import type { Protection } from '../../src/dataflow/protection.ts';
import type { PresenceState } from '../../src/inventory/history.contract.ts';
import { Icon, type IconName } from './icon.tsx';
import css from './marks.module.css';
import { PROTECTION_LABELS, PROTECTION_SHORT } from './words.ts';

const SHAPES: Readonly<Record<Severity, string>> = {
  critical: 'M4.400 1h5.200L13 4.400v5.200L9.600 13H4.400L1 9.600V4.400zM7 4v3.500M7 10h.01',
  high: 'M7 1.500 13 12H1zM7 5.500v2.800M7 10.200h.01',
  medium: 'M7 1l6 6-6 6-6-6z',
  low: 'M7 2a5 5 0 1 0 0 10A5 5 0 0 0 7 2z',
  info: 'M7 1.500a5.500 5.500 0 1 0 0 11 5.500 5.500 0 0 0 0-11zM7 6.500V10M7 4.300h.01',
};

export const SEVERITY_LABELS: Readonly<Record<Severity, string>> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  info: 'Note',
};

export const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];

/** With its word, or with a number in place of the word, which is then read aloud. */
export function SeverityMark({ severity, text, bare }: { severity: Severity; text?: string; bare?: boolean }) {
  const label = SEVERITY_LABELS[severity];
  return (
    <span
      className={css['mark']}
      data-severity={severity}
      title={text === undefined && bare !== true ? undefined : label}
    >
      <svg
        aria-hidden="true"
        width="14"
        height="14"
        viewBox="0 0 14 14"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      >
        <path d={SHAPES[severity]} />
      </svg>
      {bare === true ? <span className="aloud">{label}</span> : (text ?? label)}
      {text === undefined ? null : <span className="aloud"> {label}</span>}
    </span>
  );
}

const PROTECTION_ICONS: Readonly<Record<Protection, IconName>> = {
  exposed: 'eye',
  weak: 'crack',
  clear: 'unlocked',
  unknown: 'question',
  encrypted: 'lock',
};

export function ProtectionMark({ protection, text }: { protection: Protection; text?: string | null }) {
  return (
    <span className={css['mark']} data-protection={protection} title={PROTECTION_LABELS[protection]}>
      <Icon name={PROTECTION_ICONS[protection]} size={14} />
      {text ?? PROTECTION_SHORT[protection]}
    </span>
  );
}

const PRESENCE_SHAPES: Readonly<Record<PresenceState, ReactNode>> = {
  here: <circle cx="7" cy="7" r="4" fill="currentColor" />,
  quiet: <path d="M7 3a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM7 3v8a4 4 0 0 1 0-8z" fill="currentColor" fillOpacity="0.4" />,
  gone: <circle cx="7" cy="7" r="4" />,
  unwatched: <path d="M3.500 7h7" />,
};

export const PRESENCE_LABELS: Readonly<Record<PresenceState, string>> = {
  here: 'Here now',
  quiet: 'Quiet today',
  gone: 'Not heard for a day',
  unwatched: 'Nobody listens',
};

/** Whether a device is there, with its word or with `text` in its place. */
export function PresenceMark({ state, children }: { state: PresenceState; children?: ReactNode }) {
  return (
    <span className={css['mark']} data-presence={state} title={PRESENCE_LABELS[state]}>
      <svg
        aria-hidden="true"
        width="14"
        height="14"
        viewBox="0 0 14 14"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
      >
        {PRESENCE_SHAPES[state]}
      </svg>
      {children === undefined ? (
        PRESENCE_LABELS[state]
      ) : (
        <>
          <span className="aloud">{PRESENCE_LABELS[state]}, </span>
          <span className={css['beside']}>{children}</span>
        </>
      )}
    </span>
  );
}

/** How sure we are, as a bar of four steps and a figure read aloud. */
export function Confidence({ value }: { value: number }) {
  const steps = value === 0 ? 0 : Math.min(4, Math.ceil(value * 4));
  const label = `${Math.round(value * 100)} % sure`;
  return <span className={css['confidence']} role="img" aria-label={label} title={label} data-steps={steps} />;
}
