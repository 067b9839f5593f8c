/** Whether an interface that is listened to shows packets as they were on the wire. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fine, type Finding, note, trouble } from './check.ts';

/** Offloads that put packets together before anybody can see them. */
const MERGING = ['generic-receive-offload', 'large-receive-offload', 'rx-gro-hw'];
const PROMISCUOUS = 0x100;

export function lookAtInterface(name: string): Finding[] {
  const what = `Interface ${name}`;
  const folder = `/sys/class/net/${name}`;
  if (process.platform !== 'linux' || name.includes('/')) return [];
  if (!existsSync(folder))
    return [trouble(what, 'Does not exist', 'List interfaces with "ip link", and correct its name')];
  const state = read(`${folder}/operstate`);
  const found: Finding[] = [];
  if (state === 'down' || state === 'lowerlayerdown') {
    found.push(trouble(what, 'Is down', `Plug the cable in, and bring it up with "ip link set ${name} up"`));
  }
  const merging = mergingOffloads(name);
  if (merging.length > 0) {
    const next = `Switch it off: ethtool -K ${name} gro off lro off`;
    found.push(
      note(what, `Puts packets together before they are seen (${merging.join(', ')}); counts are then too low`, next),
    );
  }
  const flags = Number(read(`${folder}/flags`));
  if ((flags & PROMISCUOUS) === 0) {
    found.push(
      note(
        what,
        'Is not promiscuous at the moment: it hears this machine alone',
        'It is made so while a sensor listens',
      ),
    );
  }
  return found.length === 0 ? [fine(what, state === 'unknown' ? 'up' : state)] : found;
}

/** None where `ethtool` is not there to ask. */
function mergingOffloads(name: string): string[] {
  const { status, stdout } = spawnSync('ethtool', ['-k', name], { encoding: 'utf8', timeout: 5000 });
  if (status !== 0) return [];
  return MERGING.filter((feature) => new RegExp(`^${feature}: on`, 'm').test(stdout));
}

const read = (file: string): string => readFileSync(file, 'utf8').trim();
