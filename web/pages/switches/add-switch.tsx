/** The form by which a switch is named. It is asked at once, and what it says is shown at its place in the list. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type * as contract from '../../../src/switch/switch.contract.ts';
import { send } from '../../api.ts';
import { notify } from '../../ui/notice.ts';
import { TextField } from '../../ui/text-field.tsx';
import { plural } from '../../ui/words.ts';
import { Form } from '../account/form.tsx';
import { AccessFields } from './access-fields.tsx';
import { givenBy, missingIn, NO_ACCESS } from './switch-access.ts';

const SNMP_PORT = '161';

export function AddSwitch({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const [address, setAddress] = useState('');
  const [port, setPort] = useState(SNMP_PORT);
  const [access, setAccess] = useState(NO_ACCESS);
  const isPort = /^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535;
  const missing = address.trim() === '' ? 'Type its address.' : isPort ? undefined : 'A port is a number up to 65535.';
  return (
    <Form
      action="Add it and ask"
      doing="Asking it…"
      wrong={missing ?? missingIn(access)}
      onSubmit={async () => {
        const it = await send<typeof contract.addSwitch>('POST', '/switches', {
          address: address.trim(),
          port: Number(port),
          credentials: givenBy(access),
        });
        await client.invalidateQueries();
        if (it.trouble === null)
          notify(`${it.name ?? it.address} answers. It knows ${plural(it.macs, 'network card')}.`);
        onClose();
      }}
    >
      <TextField
        label="Address"
        hint="An internet address, such as 10.0.0.2. Names are not looked up."
        autoCapitalize="none"
        spellCheck={false}
        maxLength={253}
        value={address}
        onChange={setAddress}
      />
      <TextField
        label="Port"
        hint="Nearly always 161."
        inputMode="numeric"
        maxLength={5}
        value={port}
        onChange={setPort}
      />
      <AccessFields access={access} onChange={setAccess} />
    </Form>
  );
}
