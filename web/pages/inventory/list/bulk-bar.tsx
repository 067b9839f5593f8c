/** What can be done with all chosen devices at once, each of it undone by one press. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type * as contract from '../../../../src/inventory/decision.contract.ts';
import { send } from '../../../api.ts';
import { Ask, AskActions } from '../../../ui/ask.tsx';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { May } from '../../../ui/may.tsx';
import { notify } from '../../../ui/notice.ts';
import { TextField } from '../../../ui/text-field.tsx';
import { useDoing } from '../../../ui/use-doing.ts';
import { count, plural } from '../../../ui/words.ts';
import css from './bulk-bar.module.css';
import { downloadCsv } from './device-csv.ts';
import { SELECTABLE, type Selection } from './use-selection.ts';

interface BulkBarProps {
  readonly selection: Selection;
  /** Of the list, to say that more match than can be chosen. */
  readonly total: number;
  /** That the list shall be read again. */
  readonly onChanged: () => void;
  /** Wards and people that have been named before, to choose from. */
  readonly wards: readonly string[];
  readonly owners: readonly string[];
}

type Question = 'ward' | 'owner';

export function BulkBar({ selection, total, onChanged, wards, owners }: BulkBarProps) {
  const [question, setQuestion] = useState<Question>();
  const client = useQueryClient();
  const doing = useDoing();
  const devices = selection.rows.map(({ id }) => id);
  const again = async () => {
    onChanged();
    await client.invalidateQueries();
  };
  const done = async (decision: contract.Decision, text: string) => {
    await again();
    notify(text, async () => {
      await send<typeof contract.undoDecision>('POST', '/decisions/{id}/undo', { id: decision.id });
      await again();
    });
  };
  const approve = async () => {
    const { decision } = await send<typeof contract.approveDevices>('POST', '/devices/approve', { devices });
    await done(decision, `Approved ${plural(devices.length, 'device')} as they are now.`);
  };
  const assign = async (field: Question, text: string) => {
    const value = text.trim() === '' ? null : text.trim();
    const input = { devices, [field]: value };
    const { decision } = await send<typeof contract.assignDevices>('PATCH', '/devices', input);
    setQuestion(undefined);
    const what = field === 'ward' ? `stand in ${value ?? 'no named ward'}` : `belong to ${value ?? 'nobody'}`;
    await done(decision, `Said: ${plural(devices.length, 'device')} ${what}.`);
  };
  if (selection.size === 0) return null;
  return (
    <div className={css['bar']} role="region" aria-label="What to do with the chosen devices">
      <strong>{count(selection.size)} chosen</strong>
      {selection.size === SELECTABLE && total > SELECTABLE ? (
        <span className="quiet">the first {count(SELECTABLE)}, as many as can be changed at once</span>
      ) : null}
      <span className={css['actions']}>
        <May do="device:write">
          <Button icon="check" disabled={doing.busy} onClick={() => doing.run(approve)}>
            Approve as they are
          </Button>
          <Button icon="place" onClick={() => setQuestion('ward')}>
            Say where they stand
          </Button>
          <Button icon="person" onClick={() => setQuestion('owner')}>
            Say who answers for them
          </Button>
        </May>
        <Button icon="download" onClick={() => downloadCsv(selection.rows)}>
          Export
        </Button>
        <button type="button" className={css['clear']} aria-label="Choose none" onClick={selection.clear}>
          <Icon name="close" />
        </button>
      </span>
      {question === undefined ? null : (
        <Assign
          key={question}
          question={question}
          devices={devices.length}
          known={question === 'ward' ? wards : owners}
          busy={doing.busy}
          onClose={() => setQuestion(undefined)}
          onSay={(text) => doing.run(() => assign(question, text))}
        />
      )}
    </div>
  );
}

interface AssignProps {
  readonly question: Question;
  readonly devices: number;
  readonly known: readonly string[];
  readonly busy: boolean;
  readonly onClose: () => void;
  readonly onSay: (text: string) => void;
}

const QUESTIONS = {
  ward: {
    title: 'Where do they stand?',
    label: 'Ward',
    hint: 'Such as Imaging or ICU 2. Leave it empty to take it away.',
  },
  owner: {
    title: 'Who answers for them?',
    label: 'Team or person',
    hint: 'Such as Biomedical engineering. Leave it empty to take it away.',
  },
};

function Assign({ question, devices, known, busy, onClose, onSay }: AssignProps) {
  const [text, setText] = useState('');
  const { title, label, hint } = QUESTIONS[question];
  return (
    <Ask open onClose={onClose} title={title}>
      <form
        className={css['form']}
        onSubmit={(event) => {
          event.preventDefault();
          onSay(text);
        }}
      >
        <p>This is said of {plural(devices, 'device')}, replaces what was said before, and can be undone.</p>
        <TextField label={label} hint={hint} value={text} list="named-before" maxLength={100} onChange={setText} />
        <datalist id="named-before">
          {known.map((value) => (
            <option key={value} value={value} />
          ))}
        </datalist>
        <AskActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="main" type="submit" disabled={busy}>
            {text.trim() === '' ? 'Take it away' : 'Say so'}
          </Button>
        </AskActions>
      </form>
    </Ask>
  );
}
