/** Another user or community for a switch that we know. What was given before is never shown. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type * as contract from '../../../src/switch/switch.contract.ts';
import { send } from '../../api.ts';
import { notify } from '../../ui/notice.ts';
import { Form } from '../account/form.tsx';
import { AccessFields } from './access-fields.tsx';
import { givenBy, missingIn, NO_ACCESS } from './switch-access.ts';

interface ChangeSwitchProps {
  readonly it: contract.SwitchEntry;
  readonly onClose: () => void;
}

export function ChangeSwitch({ it: { id, version, user }, onClose }: ChangeSwitchProps) {
  const client = useQueryClient();
  const [access, setAccess] = useState({ ...NO_ACCESS, version, user: user ?? '' });
  return (
    <Form
      action="Ask with these"
      doing="Asking it…"
      wrong={missingIn(access)}
      onSubmit={async () => {
        const changed = await send<typeof contract.changeSwitch>('PATCH', '/switches/{id}', {
          id,
          credentials: givenBy(access),
        });
        await client.invalidateQueries();
        if (changed.trouble === null) notify(`${changed.name ?? changed.address} answers.`);
        onClose();
      }}
    >
      <AccessFields access={access} onChange={setAccess} />
    </Form>
  );
}
