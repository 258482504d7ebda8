import { parentPort, workerData } from 'node:worker_threads';

// A browser is another process: what it takes to receive a page is not the page's.
parentPort.on('message', async ({ url }) => {
  const answer = await fetch(url, { headers: workerData.headers });
  const text = await answer.text();
  parentPort.postMessage(
    answer.status === 200 ? { length: text.length } : { failure: `${answer.status} ${text.slice(0, 500)}` },
  );
});
