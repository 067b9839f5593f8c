/** PostgreSQL's settings for a small machine that it shares with everything else. */
import { availableParallelism, totalmem } from 'node:os';
import type { Layout } from './layout.ts';

const MB = 1024 * 1024;

/** Given on the command line at each start, so that no file of settings grows old. */
export function settingsFor(layout: Layout, major: number): Record<string, string> {
  const memory = totalmem() / MB;
  return {
    listen_addresses: '',
    port: '5432',
    unix_socket_directories: layout.socket,
    unix_socket_permissions: '0700',
    max_connections: '60',
    shared_buffers: `${Math.round(Math.min(1024, Math.max(64, memory / 16)))}MB`,
    effective_cache_size: `${Math.round(memory / 3)}MB`,
    work_mem: '16MB',
    maintenance_work_mem: '64MB',
    max_parallel_workers_per_gather: availableParallelism() > 2 ? '2' : '0',
    random_page_cost: '1.1',
    jit: 'off',
    wal_compression: 'on',
    max_wal_size: '1GB',
    checkpoint_timeout: '10min',
    autovacuum_max_workers: '2',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // A connection whose transaction was forgotten holds back vacuum and the bus.
    idle_in_transaction_session_timeout: '10min',
    // After a crash: one call for the whole file system instead of one for each of thousands of files.
    ...(process.platform === 'linux' && { recovery_init_sync_method: 'syncfs' }),
    // Statements and the values in them never reach the log, nor errors, whose words quote values: they may carry what no
    // log may hold. Whoever made the statement is told. What is logged is about the server itself.
    log_min_messages: 'log',
    log_statement: 'none',
    log_min_error_statement: 'panic',
    log_min_duration_statement: '-1',
    log_parameter_max_length: '0',
    log_parameter_max_length_on_error: '0',
    log_error_verbosity: 'terse',
    logging_collector: 'on',
    log_directory: layout.logs,
    log_filename: 'postgres-%Y-%m-%d_%H%M%S.log',
    log_rotation_size: '10MB',
    log_rotation_age: '7d',
    log_line_prefix: '%m [%p] ',
    ...(major >= 18 && { io_method: 'worker', io_workers: '2' }),
  };
}
