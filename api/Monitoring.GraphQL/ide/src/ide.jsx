import { createRoot } from 'react-dom/client';
import { GraphiQL } from 'graphiql';
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { createClient } from 'graphql-ws';
import 'graphiql/style.css';

// The IDE lives one level below the GraphQL address.
const url = new URL('..', window.location.href).href.replace(/\/$/, '');
const wsClient = createClient({ url: url.replace(/^http/, 'ws'), lazy: true });
const fetcher = createGraphiQLFetcher({ url, wsClient });
const hello = '# Ctrl+Enter runs the query; Ctrl+Space completes names.\n\nquery Schema {\n  __schema {\n    queryType {\n      fields {\n        name\n        description\n      }\n    }\n  }\n}\n';

createRoot(document.getElementById('root')).render(<GraphiQL fetcher={fetcher} defaultQuery={hello} />);
