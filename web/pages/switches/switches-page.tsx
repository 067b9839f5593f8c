/** Switches and routers that a person named: whether they answer, and which device is plugged in where. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type * as contract from '../../../src/switch/switch.contract.ts';
import { query } from '../../api.ts';
import { Ask } from '../../ui/ask.tsx';
import { Button } from '../../ui/button.tsx';
import { May } from '../../ui/may.tsx';
import { Page } from '../../ui/page.tsx';
import { Answer } from '../../ui/states.tsx';
import { SetUpFirst } from '../account/set-up-first.tsx';
import { AddSwitch } from './add-switch.tsx';
import { SwitchCard } from './switch-card.tsx';
import css from './switches.module.css';

/** Milliseconds: switches are asked in the background, and what they say is shown soon after. */
const LOOK_AGAIN = 10_000;

export function SwitchesPage() {
  const asked = useQuery({
    ...query<typeof contract.listSwitches>('/switches', {}),
    staleTime: 0,
    refetchInterval: LOOK_AGAIN,
  });
  const [adding, setAdding] = useState(false);
  return (
    <Page title="Switches">
      <div className={css['head']}>
        <h1>Switches</h1>
        <May do="switch:write">
          <Button kind="main" icon="plus" onClick={() => setAdding(true)}>
            Add a switch
          </Button>
        </May>
      </div>
      <p className={css['lead']}>
        A switch knows which device is plugged in at which port; a router knows which address belongs to which card.
        Only those that you add here are asked, by SNMP, and nothing on them is changed. Medical devices are never
        asked.
      </p>
      <May do="switch:write" otherwise={<SetUpFirst />}>
        {null}
      </May>
      <div className={css['parts']}>
        <Answer of={asked}>
          {({ switches }) =>
            switches.length === 0 ? (
              <p className={css['says']}>
                None yet. Begin with the switch next to your medical devices: you need its address, and a user or a
                community that may read.
              </p>
            ) : (
              switches.map((one) => <SwitchCard key={one.id} it={one} />)
            )
          }
        </Answer>
      </div>
      <Ask open={adding} onClose={() => setAdding(false)} title="Add a switch or router">
        <AddSwitch onClose={() => setAdding(false)} />
      </Ask>
    </Page>
  );
}
