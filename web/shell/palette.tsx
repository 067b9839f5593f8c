/** The command palette (Ctrl K): finds any device, page or action by a few letters. */
import { Dialog } from '@base-ui/react/dialog';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { useLocation } from 'wouter';
import type * as contract from '../../src/inventory/inventory.contract.ts';
import { productName, typeLabel } from '../../src/inventory/device-name.ts';
import { query } from '../api.ts';
import { DeviceIcon } from '../ui/device-icon.tsx';
import { Icon } from '../ui/icon.tsx';
import css from './palette.module.css';
import { PAGES } from './pages.ts';
import { switchTheme } from './theme.ts';

interface Option {
  readonly id: string;
  readonly label: string;
  readonly detail: string;
  readonly icon: ReactNode;
  readonly run: () => void;
}

interface PaletteProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

export function Palette({ open, onOpenChange }: PaletteProps) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className={css['backdrop']} />
        <Dialog.Popup className={css['popup']} aria-label="Find a device, a page or an action">
          <Finder onDone={() => onOpenChange(false)} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Finder({ onDone }: { onDone: () => void }) {
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const options = useOptions(text);
  const chosen = options[Math.min(active, options.length - 1)];
  const run = (option: Option | undefined) => {
    if (option === undefined) return;
    onDone();
    option.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setActive((at) => (Math.min(at, options.length - 1) + step + options.length) % Math.max(1, options.length));
    } else if (event.key === 'Enter') run(chosen);
  };
  return (
    <>
      <div className={css['field']}>
        <Icon name="search" size={18} />
        <input
          role="combobox"
          aria-expanded="true"
          aria-controls="palette-options"
          aria-activedescendant={chosen?.id}
          aria-label="Find a device, a page or an action"
          placeholder="Find a device, a page or an action"
          autoComplete="off"
          spellCheck={false}
          value={text}
          onKeyDown={onKeyDown}
          onChange={({ target }) => {
            setText(target.value);
            setActive(0);
          }}
        />
      </div>
      <ul id="palette-options" role="listbox" aria-label="What was found" className={css['options']}>
        {options.map((option) => (
          <li
            key={option.id}
            id={option.id}
            role="option"
            aria-selected={option === chosen}
            className={css['option']}
            ref={(element) => {
              if (option === chosen) element?.scrollIntoView({ block: 'nearest' });
            }}
            onPointerMove={() => setActive(options.indexOf(option))}
            onClick={() => run(option)}
            onKeyDown={onKeyDown}
          >
            {option.icon}
            <span className={css['label']}>{option.label}</span>
            <span className={css['detail']}>{option.detail}</span>
          </li>
        ))}
      </ul>
      {options.length === 0 ? (
        <p className={css['none']}>Nothing is called that. Try a part of a name, a maker, a model or an address.</p>
      ) : null}
    </>
  );
}

/** Pages and actions whose label holds the words, then devices as the server finds them. */
function useOptions(text: string): Option[] {
  const [, navigate] = useLocation();
  const { data } = useQuery({
    ...query<typeof contract.listDevices>('/devices', { search: text.trim(), limit: '8' }),
    placeholderData: keepPreviousData,
  });
  const fits = ({ label }: Option) => label.toLowerCase().includes(text.trim().toLowerCase());
  const pages = PAGES.map(({ path, label, icon }) => ({
    id: `palette-page-${label}`,
    label,
    detail: 'Page',
    icon: <Icon name={icon} />,
    run: () => navigate(path),
  }));
  const theme = {
    id: 'palette-theme',
    label: 'Switch between light and dark',
    detail: 'Action',
    icon: <Icon name="moon" />,
    run: switchTheme,
  };
  const devices = (data?.devices ?? []).map((device) => ({
    id: `palette-${device.id}`,
    label: device.name,
    detail: [productName(device) ?? typeLabel(device.type), device.address].filter((it) => it !== null).join(' · '),
    icon: <DeviceIcon device={device} />,
    run: () => navigate(`/devices/${encodeURIComponent(device.id)}`),
  }));
  return [...pages.filter(fits), ...devices, ...[theme].filter(fits)];
}
