/** A button says what happens. `main` is the one that a page is there for, `danger` what hurts and is told before. */
import type { ButtonHTMLAttributes } from 'react';
import css from './button.module.css';
import { Icon, type IconName } from './icon.tsx';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly kind?: 'plain' | 'main' | 'danger' | 'quiet';
  readonly icon?: IconName;
}

export function Button({ kind = 'plain', icon, children, ...rest }: ButtonProps) {
  return (
    <button type="button" {...rest} className={css['button']} data-kind={kind}>
      {icon === undefined ? null : <Icon name={icon} />}
      {children}
    </button>
  );
}
