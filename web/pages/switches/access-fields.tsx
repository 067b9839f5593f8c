/** The fields of a form by which one tells how a switch may be asked. */
import { Segments } from '../../ui/segments.tsx';
import { SelectField, TextField } from '../../ui/text-field.tsx';
import type { Access } from './switch-access.ts';

const LEVELS = [
  { value: 'authPriv', label: 'Signed and encrypted (authPriv)' },
  { value: 'authNoPriv', label: 'Signed only (authNoPriv)' },
  { value: 'noAuthNoPriv', label: 'Neither (noAuthNoPriv)' },
] as const;
const SIGNINGS = [
  { value: 'sha256', label: 'SHA-256' },
  { value: 'sha384', label: 'SHA-384' },
  { value: 'sha512', label: 'SHA-512' },
  { value: 'sha224', label: 'SHA-224' },
  { value: 'sha', label: 'SHA-1' },
] as const;
const ENCRYPTIONS = [
  { value: 'aes', label: 'AES-128' },
  { value: 'aes256b', label: 'AES-256 (Blumenthal)' },
  { value: 'aes256r', label: 'AES-256 (Reeder, as Cisco)' },
] as const;

interface AccessFieldsProps {
  readonly access: Access;
  readonly onChange: (access: Access) => void;
}

export function AccessFields({ access, onChange }: AccessFieldsProps) {
  const put = (part: Partial<Access>): void => onChange({ ...access, ...part });
  const { version, level } = access;
  return (
    <>
      <Segments
        label="Version of SNMP"
        value={version}
        options={[
          { value: '3', label: 'SNMP 3, by a user' },
          { value: '2c', label: 'SNMP 2c, by a community' },
        ]}
        onChange={(value) => put({ version: value === '2c' ? '2c' : '3' })}
      />
      {version === '2c' ? (
        <Secret
          label="Community"
          hint="Of one that may only read. It crosses the network readable: version 3 is better."
          value={access.community}
          onChange={(community) => put({ community })}
        />
      ) : (
        <>
          <TextField
            label="User"
            hint="Of one that may only read."
            autoCapitalize="none"
            spellCheck={false}
            maxLength={64}
            value={access.user}
            onChange={(user) => put({ user })}
          />
          <Choice label="Protection" value={level} options={LEVELS} onChange={(value) => put({ level: value })} />
        </>
      )}
      {version === '3' && level !== 'noAuthNoPriv' ? (
        <>
          <Choice label="Signed with" value={access.auth} options={SIGNINGS} onChange={(auth) => put({ auth })} />
          <Secret
            label="Pass phrase of authentication"
            value={access.authKey}
            onChange={(authKey) => put({ authKey })}
          />
        </>
      ) : null}
      {version === '3' && level === 'authPriv' ? (
        <>
          <Choice
            label="Encrypted with"
            value={access.privacy}
            options={ENCRYPTIONS}
            onChange={(privacy) => put({ privacy })}
          />
          <Secret
            label="Pass phrase of encryption"
            value={access.privacyKey}
            onChange={(privacyKey) => put({ privacyKey })}
          />
        </>
      ) : null}
    </>
  );
}

interface SecretProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Not the password of whoever types it: the browser is not to keep it as such. */
function Secret(props: SecretProps) {
  return <TextField {...props} type="password" autoComplete="off" maxLength={128} data-1p-ignore />;
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly onChange: (value: T) => void;
}

function Choice<T extends string>({ label, value, options, onChange }: ChoiceProps<T>) {
  return (
    <SelectField
      label={label}
      value={value}
      options={options}
      onChange={(text) => {
        const chosen = options.find((option) => option.value === text);
        if (chosen !== undefined) onChange(chosen.value);
      }}
    />
  );
}
