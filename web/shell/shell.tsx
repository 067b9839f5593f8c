/** What stays while pages change: the rail on the left (a bar at the bottom of a phone), and the command palette. */
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { Link, useLocation } from 'wouter';
import type * as contract from '../../src/dataflow/dataflow.contract.ts';
import { query } from '../api.ts';
import { Icon } from '../ui/icon.tsx';
import { NoticeBar } from '../ui/notice-bar.tsx';
import { useFreshAnswers } from '../use-fresh-answers.ts';
import { count, plural } from '../ui/words.ts';
import { Palette } from './palette.tsx';
import { type PageEntry, PAGES } from './pages.ts';
import css from './shell.module.css';
import { isDark, switchTheme } from './theme.ts';

export function Shell({ children }: { children: ReactNode }) {
  const [searching, setSearching] = useState(false);
  useFreshAnswers();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'k') return;
      event.preventDefault();
      setSearching((open) => !open);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  return (
    <div className={css['shell']}>
      <a className={css['skip']} href="#main">
        Skip to the page
      </a>
      <header className={css['rail']}>
        <Link href="/" className={css['brand']}>
          <Mark />
          Wardline
        </Link>
        <button type="button" className={css['find']} onClick={() => setSearching(true)}>
          <Icon name="search" />
          <span>Find</span>
          <kbd>Ctrl K</kbd>
        </button>
        <nav aria-label="Pages" className={css['nav']}>
          {PAGES.map((page) => (
            <RailLink key={page.path} {...page} />
          ))}
        </nav>
        <RailFoot />
      </header>
      <main id="main" className={css['main']} tabIndex={-1}>
        {children}
      </main>
      <NoticeBar />
      <Palette open={searching} onOpenChange={setSearching} />
    </div>
  );
}

function RailLink({ path, label, icon }: PageEntry) {
  const [location] = useLocation();
  const here = path === '/' ? location === '/' : location.startsWith(path);
  return (
    <Link href={path} className={css['page']} aria-current={here ? 'page' : undefined}>
      <Icon name={icon} size={18} />
      {label}
    </Link>
  );
}

/** From what all of this was read, and the theme. */
function RailFoot() {
  const { data } = useQuery(query<typeof contract.listCaptures>('/captures', {}));
  const [dark, setDark] = useState(isDark);
  const captures = data?.captures ?? [];
  const frames = captures.reduce((sum, capture) => sum + capture.frames, 0);
  const [first] = captures;
  return (
    <div className={css['foot']}>
      {first === undefined ? null : (
        <p className="quiet" title={captures.map(({ file }) => file).join('\n')}>
          {captures.length === 1 ? fileName(first.file) : plural(captures.length, 'capture')}
          <br />
          {count(frames)} frames
        </p>
      )}
      <button
        type="button"
        className={css['theme']}
        onClick={() => {
          switchTheme();
          setDark(isDark());
        }}
      >
        <Icon name={dark ? 'sun' : 'moon'} />
        <span>{dark ? 'Light' : 'Dark'}</span>
      </button>
    </div>
  );
}

const fileName = (path: string) => path.split(/[/\\]/).at(-1) ?? path;

function Mark() {
  return (
    <svg
      aria-hidden="true"
      width="20"
      height="20"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d="M12 2.500 4 5.500v6c0 5 3.400 8.400 8 10 4.600-1.600 8-5 8-10v-6z" />
      <path d="M7.500 12h2.200l1.600-3.400 2 6 1.300-2.600h1.900" />
    </svg>
  );
}
