/** Says that a device is really two: choose the addresses that belong to the other one, see both, then say so. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type * as decision from '../../../../src/inventory/decision.contract.ts';
import type * as history from '../../../../src/inventory/history.contract.ts';
import type * as contract from '../../../../src/inventory/inventory.contract.ts';
import { query, send } from '../../../api.ts';
import { Ask, AskActions } from '../../../ui/ask.tsx';
import { Button } from '../../../ui/button.tsx';
import { Answer } from '../../../ui/states.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { useDoing } from '../../../ui/use-doing.ts';
import { plural, span } from '../../../ui/words.ts';
import css from './split-dialog.module.css';
import { useDecide } from './use-decide.ts';

interface SplitDialogProps {
  readonly detail: contract.DeviceDetail;
  readonly onClose: () => void;
}

export function SplitDialog({ detail, onClose }: SplitDialogProps) {
  const asked = useQuery(query<typeof history.listAddresses>('/devices/{id}/addresses', { id: detail.device.id }));
  return (
    <Ask open wide onClose={onClose} title={`Which addresses are not ${detail.name}?`}>
      <Answer of={asked}>
        {({ addresses }) => <Choose detail={detail} parts={partsOf(addresses)} onClose={onClose} />}
      </Answer>
    </Ask>
  );
}

/** What goes together, because one card had it: an anchor with all addresses that it had. */
interface Part {
  readonly anchor: string;
  readonly addresses: readonly string[];
  readonly first: string;
  readonly last: string;
}

export function partsOf(addresses: history.AddressList['addresses']): Part[] {
  return [...Map.groupBy(addresses, ({ anchor }) => anchor)].map(([anchor, held]) => ({
    anchor,
    addresses: [...new Set(held.flatMap(({ address, mac }) => address ?? mac ?? []))],
    first: held.map(({ first }) => first).toSorted()[0] ?? '',
    last:
      held
        .map(({ last }) => last)
        .toSorted()
        .at(-1) ?? '',
  }));
}

function Choose({ detail, parts, onClose }: SplitDialogProps & { parts: readonly Part[] }) {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [note, setNote] = useState('');
  const doing = useDoing();
  const { decided } = useDecide();
  const rest = parts.length - chosen.length;
  const split = async () => {
    const input = { id: detail.device.id, anchors: [...chosen], note: note.trim() };
    const answer = await send<typeof decision.splitDevice>('POST', '/devices/{id}/split', input);
    onClose();
    await decided(answer.decision, `${answer.device.name} is a device of its own now.`);
  };
  if (parts.length < 2) {
    return (
      <>
        <p>It has one address only, so there is nothing that could be another device.</p>
        <AskActions>
          <Button onClick={onClose}>Close</Button>
        </AskActions>
      </>
    );
  }
  return (
    <>
      <ul className={css['parts']}>
        {parts.map(({ anchor, addresses, first, last }) => (
          <li key={anchor}>
            <label>
              <input
                type="checkbox"
                checked={chosen.includes(anchor)}
                onChange={({ target }) =>
                  setChosen(target.checked ? [...chosen, anchor] : chosen.filter((it) => it !== anchor))
                }
              />
              <span>
                <span className="mono">{anchor}</span>
                <span className={css['held']}>
                  {addresses
                    .filter((it) => it !== anchor)
                    .slice(0, 4)
                    .join(', ')}
                  {addresses.length > 5 ? ` and ${addresses.length - 5} more` : ''} seen {span(first, last)}
                </span>
              </span>
            </label>
          </li>
        ))}
      </ul>
      <p role="status">{outcome(chosen.length, rest, detail.name)}</p>
      <TextField
        label="How do you know?"
        hint="For those who come after you. May stay empty."
        value={note}
        maxLength={500}
        onChange={setNote}
      />
      <AskActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button kind="main" disabled={doing.busy || chosen.length === 0 || rest === 0} onClick={() => doing.run(split)}>
          They are another device
        </Button>
      </AskActions>
    </>
  );
}

function outcome(chosen: number, rest: number, name: string): string {
  if (chosen === 0) return 'Choose what belongs to the other device.';
  if (rest === 0) return 'One of them at least has to stay.';
  return `${plural(chosen, 'address', 'addresses')} will be a device of its own, ${rest} will stay with ${name}. It can be undone.`;
}
