import { parseLongSafe } from '../lib/longJson';
import type { TypedDocumentString } from './generated';
import { RequestError } from './RequestError';
import { authorization, refuse } from './session';

interface Answer<TData> {
  data?: TData | null;
  errors?: { message: string }[];
}

/** One query or mutation over HTTP. Answers with data or throws a {@link RequestError}; an AbortError passes through. */
export async function request<TData, TVariables>(
  document: TypedDocumentString<TData, TVariables>,
  variables: TVariables,
  signal?: AbortSignal,
): Promise<TData> {
  const response = await post(JSON.stringify({ query: document.toString(), variables }), signal);
  if (response.status === 401) {
    refuse();
    throw new RequestError('401', 'unauthorized');
  }
  const answer = read<TData>(await response.text(), response.status);
  // Part of an answer with an error elsewhere would show a page with holes as if it were whole.
  if (answer.errors && answer.errors.length > 0) {
    throw new RequestError(answer.errors.map((error) => error.message).join(' · '), 'refused');
  }
  if (answer.data == null) throw new RequestError(`HTTP ${response.status}`, 'refused');
  return answer.data;
}

async function post(body: string, signal: AbortSignal | undefined): Promise<Response> {
  try {
    return await fetch('/graphql', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json, application/json;q=0.9',
        ...authorization(),
      },
      body,
      ...(signal && { signal }),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new RequestError(String(error), 'unreachable');
  }
}

function read<TData>(text: string, status: number): Answer<TData> {
  try {
    return parseLongSafe<Answer<TData>>(text);
  } catch {
    // Not GraphQL: a proxy's page or an empty answer. The status says what is known.
    throw new RequestError(`HTTP ${status}`, status >= 500 ? 'unreachable' : 'refused');
  }
}
