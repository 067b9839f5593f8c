/** Says that two devices are one: find the other, see what will be united and what speaks for and against it, then say so. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type * as decision from '../../../../src/inventory/decision.contract.ts';
import { productName, typeLabel } from '../../../../src/inventory/device-name.ts';
import type * as contract from '../../../../src/inventory/inventory.contract.ts';
import { query, send } from '../../../api.ts';
import { Ask, AskActions } from '../../../ui/ask.tsx';
import { Button } from '../../../ui/button.tsx';
import { DeviceIcon } from '../../../ui/device-icon.tsx';
import { deviceHref } from '../../../ui/device-link.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { SearchField } from '../../../ui/search-field.tsx';
import { Answer } from '../../../ui/states.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { useDoing } from '../../../ui/use-doing.ts';
import css from './merge-dialog.module.css';
import { mergeReasons } from './merge-reasons.ts';
import { useDecide } from './use-decide.ts';

interface MergeDialogProps {
  readonly detail: contract.DeviceDetail;
  readonly onClose: () => void;
}

export function MergeDialog({ detail, onClose }: MergeDialogProps) {
  const [other, setOther] = useState<string>();
  return (
    <Ask open wide onClose={onClose} title={`Which device is the same as ${detail.name}?`}>
      {other === undefined ? (
        <Search detail={detail} onChoose={setOther} onClose={onClose} />
      ) : (
        <Compare detail={detail} other={other} onBack={() => setOther(undefined)} onClose={onClose} />
      )}
    </Ask>
  );
}

interface SearchProps extends MergeDialogProps {
  readonly onChoose: (id: string) => void;
}

function Search({ detail, onChoose, onClose }: SearchProps) {
  const [text, setText] = useState('');
  const { data } = useQuery({
    ...query<typeof contract.listDevices>('/devices', { search: text.trim(), limit: '9' }),
    placeholderData: keepPreviousData,
  });
  const found = (data?.devices ?? []).filter(({ id }) => id !== detail.device.id).slice(0, 8);
  return (
    <>
      <SearchField label="Name, serial number, address…" value={text} onChange={setText} />
      <ul className={css['found']} aria-label="Devices found">
        {found.map((row) => (
          <li key={row.id}>
            <button type="button" onClick={() => onChoose(row.id)}>
              <DeviceIcon device={row} />
              <span>{row.name}</span>
              <span className="quiet">
                {[productName(row) ?? typeLabel(row.type), row.address].filter((it) => it !== null).join(' · ')}
              </span>
            </button>
          </li>
        ))}
        {found.length === 0 ? <li className="quiet">Nothing else is called that.</li> : null}
      </ul>
      <AskActions>
        <Button onClick={onClose}>Cancel</Button>
      </AskActions>
    </>
  );
}

interface CompareProps extends MergeDialogProps {
  readonly other: string;
  readonly onBack: () => void;
}

function Compare({ detail, other, onBack, onClose }: CompareProps) {
  const asked = useQuery(query<typeof contract.getDevice>('/devices/{id}', { id: other }));
  const [note, setNote] = useState('');
  const [, navigate] = useLocation();
  const doing = useDoing();
  const { decided } = useDecide();
  const merge = async (name: string) => {
    const input = { devices: [detail.device.id, other], note: note.trim() };
    const answer = await send<typeof decision.mergeDevices>('POST', '/devices/merge', input);
    onClose();
    if (answer.device.id !== null) navigate(deviceHref(answer.device.id), { replace: true });
    await decided(answer.decision, `${detail.name} and ${name} are one device now.`);
  };
  return (
    <Answer of={asked}>
      {(answer) => (
        <>
          <div className={css['sides']}>
            <Side detail={detail} />
            <Icon name="plus" />
            <Side detail={answer} />
          </div>
          <Reasons a={detail} b={answer} />
          <TextField
            label="How do you know?"
            hint="For those who come after you. May stay empty."
            value={note}
            maxLength={500}
            onChange={setNote}
          />
          <p className="quiet">
            Their addresses, conversations and findings will stand under one name. Nothing is deleted, and it can be
            undone at any time.
          </p>
          <AskActions>
            <Button onClick={onBack}>Another one</Button>
            <Button onClick={onClose}>Cancel</Button>
            <Button kind="main" disabled={doing.busy} onClick={() => doing.run(() => merge(answer.name))}>
              They are one device
            </Button>
          </AskActions>
        </>
      )}
    </Answer>
  );
}

const SHOWN = 6;

function Side({ detail: { name, device, row } }: { detail: contract.DeviceDetail }) {
  const lines = [...device.addresses, ...device.macs];
  return (
    <section className={css['side']} aria-label={name}>
      <h3>
        <DeviceIcon device={row} /> {name}
      </h3>
      <p className="quiet">{productName(device) ?? typeLabel(device.type)}</p>
      {lines.slice(0, SHOWN).map((line) => (
        <p key={line} className="mono">
          {line}
        </p>
      ))}
      {lines.length > SHOWN ? <p className="quiet">and {lines.length - SHOWN} more addresses</p> : null}
    </section>
  );
}

function Reasons({ a, b }: { a: contract.DeviceDetail; b: contract.DeviceDetail }) {
  const { likely, sentence, speaksFor, against } = mergeReasons(a, b);
  return (
    <div className={css['reasons']} data-likely={likely}>
      <p>{sentence}</p>
      <ul>
        {speaksFor.map((text) => (
          <li key={text} data-for="true">
            <Icon name="check" /> {text}
          </li>
        ))}
        {against.map((text) => (
          <li key={text} data-for="false">
            <Icon name="close" /> {text}
          </li>
        ))}
      </ul>
    </div>
  );
}
