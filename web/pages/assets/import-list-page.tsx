/** The maintenance system: read a file of it, see those read before, and give back what the network knows better. */
import { useQuery } from '@tanstack/react-query';
import { Link, useLocation } from 'wouter';
import type * as contract from '../../../src/asset/asset.contract.ts';
import { query, upload } from '../../api.ts';
import { DropZone } from '../../ui/drop-zone.tsx';
import { Icon } from '../../ui/icon.tsx';
import { May } from '../../ui/may.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { Answer } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { useDoing } from '../../ui/use-doing.ts';
import { SetUpFirst } from '../account/set-up-first.tsx';
import css from './imports.module.css';
import { keepFile } from './kept-files.ts';

export function ImportListPage() {
  const asked = useQuery(query<typeof contract.listImports>('/imports', {}));
  const [, navigate] = useLocation();
  const doing = useDoing();
  const read = async (file: File) => {
    const answer = await upload<typeof contract.createImport>(
      'POST',
      '/imports',
      { name: file.name },
      file,
      'text/csv',
    );
    keepFile(answer.id, file);
    navigate(`/imports/${encodeURIComponent(answer.id)}`);
  };
  return (
    <Page title="Maintenance system">
      <h1 className={css['title']}>Compare with the maintenance system</h1>
      <p className={css['lead']}>
        A list from your CMMS or a spreadsheet is laid beside what the network shows: what fits, what is only here, only
        there, or different. Nothing is changed before you apply it, and that can be undone.
      </p>
      <May do="import:write" otherwise={<SetUpFirst />}>
        <DropZone
          label={doing.busy ? 'Reading and comparing…' : 'Drop a list here, or'}
          button="Choose a file"
          accept=".csv,.txt,.tsv"
          onFiles={([file]) => (file === undefined || doing.busy ? undefined : doing.run(() => read(file)))}
        >
          CSV with a line of titles: commas, semicolons or tabs. The columns are recognised by their titles, and you can
          change what each is taken for.
        </DropZone>
      </May>
      <div className={css['parts']}>
        <Section title="Give back">
          <p className={css['says']}>Files for the maintenance system, with what the network knows.</p>
          <ul className={css['files']}>
            <Download what="differences" title="Only what it lacks or has otherwise">
              for each device, to be read in there
            </Download>
            <Download what="assets" title="All that it has">
              completed by what the network shows
            </Download>
            <Download what="devices" title="Every device on the network">
              whether it is in there or not
            </Download>
          </ul>
        </Section>
        <Section title="Read before">
          <Answer of={asked}>
            {({ imports }) =>
              imports.length === 0 ? (
                <p className={css['says']}>No list was read yet.</p>
              ) : (
                <Table label="Lists read before" columns={COLUMNS} rows={imports} rowKey={({ id }) => id} />
              )
            }
          </Answer>
        </Section>
      </div>
    </Page>
  );
}

function Download({ what, title, children }: { what: string; title: string; children: string }) {
  return (
    <li>
      <a href={`/api/assets/export?what=${what}`} download className="link cited">
        <Icon name="download" /> {title}
      </a>{' '}
      <span className="quiet">{children}</span>
    </li>
  );
}

export const STATE_WORDS: Readonly<Record<contract.AssetImport['state'], string>> = {
  preview: 'Not applied yet',
  applied: 'Applied',
  discarded: 'Thrown away',
  undone: 'Undone',
};

const COLUMNS: readonly Column<contract.AssetImport>[] = [
  {
    key: 'name',
    title: 'File',
    cell: ({ id, name }) => (
      <Link href={`/imports/${encodeURIComponent(id)}`} className="link">
        {name}
      </Link>
    ),
  },
  { key: 'sentence', title: 'What came of it', from: 'wide', cell: ({ sentence }) => sentence },
  { key: 'state', title: 'State', cell: ({ state }) => STATE_WORDS[state] },
  {
    key: 'at',
    title: 'Read',
    from: 'wide',
    cell: ({ at, by }) => (
      <>
        <Time at={at} /> <span className="quiet">by {by}</span>
      </>
    ),
  },
];
