/** Drives load and measures it: operations a second, median and 99th percentile, CPU of server and database. */
import http from 'node:http';
import { readdirSync, readFileSync } from 'node:fs';

export function post(agent, port, path, headers, body) {
  const payload = JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const request = http.request(
      {
        agent,
        port,
        host: '127.0.0.1',
        path,
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(payload),
          ...headers,
        },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk) => (text += chunk));
        response.on('end', () => resolve({ status: response.statusCode, text }));
      },
    );
    request.on('error', reject);
    request.end(payload);
  });
}

/** Runs `operation(client, n)` from so many clients for so long; a failed operation ends the benchmark. */
export async function drive(clients, seconds, operation) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: clients });
  const latencies = [];
  const loop = async (client, until) => {
    for (let n = 0; performance.now() < until; n += 1) {
      const start = performance.now();
      await operation(agent, client, n);
      latencies.push(performance.now() - start);
    }
  };
  const run = async (duration) => {
    const until = performance.now() + duration * 1000;
    await Promise.all(Array.from({ length: clients }, (_, client) => loop(client, until)));
  };
  await run(2);
  latencies.length = 0;
  const cpuBefore = cpuMs();
  const start = performance.now();
  await run(seconds);
  const elapsed = (performance.now() - start) / 1000;
  const cpu = cpuMs() - cpuBefore;
  agent.destroy();
  latencies.sort((a, b) => a - b);
  const at = (share) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))];
  return {
    perSecond: latencies.length / elapsed,
    medianMs: at(0.5),
    p99Ms: at(0.99),
    cpuMs: cpu / latencies.length,
  };
}

let watched = [];

/** Whose CPU time counts: these processes and their children, such as the backends of a postmaster. */
export function watch(pids) {
  watched = pids;
}

const TICK_MS = 10;

function cpuMs() {
  let total = 0;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (!watched.includes(Number(pid)) && !watched.includes(Number(fields[1]))) continue;
      total += (Number(fields[11]) + Number(fields[12])) * TICK_MS;
    } catch {
      // A process that ended in between.
    }
  }
  return total;
}

/** `perOperation`: how many movements one operation posts; rates and CPU are then per movement. */
export function table(title, rows, perOperation = 1) {
  const line = (cells) =>
    cells
      .map((cell, index) => String(cell)[index === 0 ? 'padEnd' : 'padStart'](index === 0 ? 34 : 12))
      .join('');
  process.stdout.write(
    `\n${title}\n${line(['', 'ours/s', 'floor/s', 'ratio', 'p50 ms', 'p99 ms', 'CPU ms', 'floor CPU'])}\n`,
  );
  for (const { name, ours, floor } of rows) {
    const ratio = (ours.perSecond / floor.perSecond).toFixed(2);
    const cells = [ours.perSecond, floor.perSecond].map((value) => (value * perOperation).toFixed(0));
    const times = [ours.medianMs, ours.p99Ms].map((value) => value.toFixed(2));
    const cpu = [ours.cpuMs, floor.cpuMs].map((value) => (value / perOperation).toFixed(2));
    const rest = [...times, ...cpu];
    process.stdout.write(`${line([name, ...cells, ratio, ...rest])}\n`);
  }
}
