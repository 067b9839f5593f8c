/** The first page while there is nothing to show: the two ways to begin, side by side. */
import { Link } from 'wouter';
import { Icon } from '../../ui/icon.tsx';
import { Page } from '../../ui/page.tsx';
import css from './begin.module.css';

export function Begin() {
  return (
    <Page title="Begin">
      <h1 className={css['title']}>What shall Wardline look at?</h1>
      <p className={css['lead']}>
        It finds devices in network traffic and sends nothing itself. Patient data is counted, never kept.
      </p>
      <ul className={css['ways']}>
        <li>
          <Link href="/captures">
            <Icon name="captures" size={24} />
            <strong>Give it a capture</strong>
            <span>
              A file from Wireshark, tcpdump or a firewall (pcap or pcapng). The best to begin with: you see within a
              minute what is in it.
            </span>
          </Link>
        </li>
        <li>
          <Link href="/sensors">
            <Icon name="sensors" size={24} />
            <strong>Let it listen at an interface</strong>
            <span>
              One that gets a copy of the traffic: the mirror port of a switch, or a tap. It only listens, and goes on
              for years.
            </span>
          </Link>
        </li>
      </ul>
    </Page>
  );
}
