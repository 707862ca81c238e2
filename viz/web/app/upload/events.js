/** Server-sent events by fetch: unlike EventSource it sends the token in a header. */

import { ApiError, call } from "../api.js";

const TRIES = 5;
const PAUSE = 1000;

/**
 * The events of a stream to its end; a stream that breaks off is taken up where it broke.
 * @param {string} path
 * @param {string[]} last the events that end it
 * @returns {AsyncGenerator<{id: string, event: string, data: any}>}
 */
export async function* events(path, last) {
  let id = "";
  for (let tries = 0; tries < TRIES; tries += 1) {
    if (tries) await new Promise((resolve) => { setTimeout(resolve, PAUSE * tries); });
    try {
      const { body } = await call(path, { headers: id ? { "Last-Event-ID": id } : {} });
      for await (const event of parsed(body)) {
        [id, tries] = [event.id, 0];
        yield event;
        if (last.includes(event.event)) return;
      }
    } catch (error) {
      const broken = error instanceof TypeError || (error instanceof ApiError && error.code === "unreachable");
      if (!broken) throw error;
    }
  }
  throw new ApiError(0, { code: "unreachable", message: "", hint: "" });
}

/** @returns {AsyncGenerator<{id: string, event: string, data: any}>} */
async function* parsed(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const blocks = (text + part.value).split("\n\n");
    text = blocks.pop();
    for (const block of blocks) if (!block.startsWith(":")) yield told(block);
  }
}

/** @returns {{id: string, event: string, data: any}} */
function told(block) {
  const fields = /** @type {any} */ (Object.fromEntries(block.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)])));
  return { ...fields, data: JSON.parse(fields.data) };
}
