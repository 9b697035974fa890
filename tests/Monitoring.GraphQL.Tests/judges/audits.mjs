// usage: node audits.mjs URL — the official audits of GraphQL over HTTP.
import { serverAudits } from 'graphql-http';

let bad = 0;
for (const audit of serverAudits({ url: process.argv[2] })) {
  const result = await audit.fn();
  if (result.status === 'ok') continue;
  bad++;
  console.log(`${result.status}: ${audit.id} ${audit.name}: ${result.reason}`);
  if (result.response) console.log(`  ${result.response.status} ${result.response.headers.get('content-type')} ${await result.response.clone().text().catch(() => '')}`);
}
console.log(`${bad} audits did not pass`);
process.exit(bad === 0 ? 0 : 1);
