// A thread of the test of shared rows: adds rows that others add too, and tells the numbers it got.

import { parentPort, workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
const { AT, joinMemory } = await import('../../../generators/explore/shared.ts');
const { createRows } = await import('../../../generators/explore/tables.ts');

function add({ seat, rows, layout, first }) {
  const table = createRows(joinMemory(seat, false), layout);
  const row = new Int32Array(layout.key + 1);
  const numbers = [];
  let added = 0;
  for (let i = 0; i < rows; i++) {
    const value = (first + i) % rows;
    row.set([value, -value, value & 1, Math.imul(value, 0x9e3779b1)]);
    const placed = table.place(row);
    if (placed < 0) added += 1;
    numbers[value] = placed < 0 ? ~placed : placed;
  }
  return { numbers, added };
}

parentPort.on('message', () => {});
const told = add(workerData);
Atomics.sub(new Int32Array(workerData.seat.counters), AT.active, 1);
parentPort.postMessage(told);
