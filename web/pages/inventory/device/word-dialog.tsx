/** Gives a device a value that wins over what was concluded, with the reason; or lets what was concluded hold again. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type * as contract from '../../../../src/inventory/decision.contract.ts';
import { typeLabel } from '../../../../src/inventory/device-name.ts';
import type { DeviceDetail } from '../../../../src/inventory/inventory.contract.ts';
import { send } from '../../../api.ts';
import { Ask, AskActions } from '../../../ui/ask.tsx';
import { Button } from '../../../ui/button.tsx';
import { notify } from '../../../ui/notice.ts';
import { SelectField, TextField } from '../../../ui/text-field.tsx';
import { useDoing } from '../../../ui/use-doing.ts';
import { useDecide } from './use-decide.ts';
import { valueOf } from './said-value.ts';
import { WORD_FIELDS } from './word-fields.ts';

interface WordDialogProps {
  readonly detail: DeviceDetail;
  readonly field: contract.WordField;
  readonly onClose: () => void;
}

export function WordDialog({ detail, field, onClose }: WordDialogProps) {
  const word = detail.words.find((it) => it.field === field);
  const now = valueOf(detail, field);
  const [value, setValue] = useState(now ?? '');
  const [reason, setReason] = useState('');
  const doing = useDoing();
  const { again } = useDecide();
  const { title, hint } = WORD_FIELDS[field];
  const path = { id: detail.device.id, field };
  const put = (to: string, why: string) =>
    send<typeof contract.setWord>('PUT', '/devices/{id}/words/{field}', { ...path, value: to, reason: why });
  const remove = () => send<typeof contract.deleteWord>('DELETE', '/devices/{id}/words/{field}', path);
  const before = word === undefined ? remove : () => put(word.value, word.reason);
  const done = async (text: string) => {
    onClose();
    await again();
    notify(text, async () => {
      await before();
      await again();
    });
  };
  const say = async () => {
    await put(value.trim(), reason.trim());
    await done(`${title}: what you said holds now.`);
  };
  const takeBack = async () => {
    const answer = await remove();
    await done(`${title}: ${answer.value ?? 'not known'}, as concluded.`);
  };
  return (
    <Ask
      open
      onClose={onClose}
      title={now === null ? `Say its ${title.toLowerCase()}` : `Correct its ${title.toLowerCase()}`}
    >
      <form
        style={{ display: 'contents' }}
        onSubmit={(event) => {
          event.preventDefault();
          doing.run(say);
        }}
      >
        {field === 'type' ? (
          <TypeField value={value} onChange={setValue} />
        ) : (
          <TextField label={title} hint={hint} value={value} maxLength={200} onChange={setValue} />
        )}
        <TextField
          label="How do you know?"
          hint="For those who come after you. May stay empty."
          value={reason}
          maxLength={500}
          onChange={setReason}
        />
        {word === undefined ? null : (
          <p className="quiet">
            {word.by} said “{word.value}”{word.reason === '' ? '' : `: ${word.reason}`}.{' '}
            {word.concluded === null ? 'Wardline concluded nothing.' : `Wardline concluded “${word.concluded}”.`}
          </p>
        )}
        <AskActions>
          {word === undefined ? null : (
            <Button disabled={doing.busy} onClick={() => doing.run(takeBack)}>
              Let the conclusion hold again
            </Button>
          )}
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="main" type="submit" disabled={doing.busy || value.trim() === '' || value.trim() === now}>
            Say so
          </Button>
        </AskActions>
      </form>
    </Ask>
  );
}

/** The kinds that Wardline knows what they mean for a patient. Loaded when asked for. */
function TypeField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { data } = useQuery({
    queryKey: ['taxonomy'],
    queryFn: async () => {
      const { TAXONOMY } = await import('../../../../src/inventory/taxonomy.ts');
      return Object.entries(TAXONOMY).map(([type, { title }]) => ({ value: type, label: title }));
    },
  });
  const known = data ?? [];
  const own = known.some((it) => it.value === value) ? [] : [{ value, label: typeLabel(value) }];
  const { title, hint } = WORD_FIELDS.type;
  const options = [...own, ...known].toSorted((a, b) => a.label.localeCompare(b.label));
  return <SelectField label={title} hint={hint} value={value} options={options} onChange={onChange} />;
}
