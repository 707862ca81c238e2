/** Positions that this browser keeps, by the address of the server and the revision of its data. */

const [BASE, STORE] = ["quartiersgraph-positions", "places"];

/** @returns {Promise<IDBDatabase | null>} null where the browser keeps nothing (a private window may forbid it) */
function open() {
  return new Promise((resolve) => {
    if (!globalThis.indexedDB) return resolve(null);
    const asked = indexedDB.open(BASE, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE);
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => resolve(null);
    return undefined;
  });
}

/** What was kept last under a name: {revision, ids, x, y}, or null. */
export async function recall(name) {
  return work("readonly", (store) => store.get(name));
}

export async function remember(name, kept) {
  await work("readwrite", (store) => store.put(kept, name));
}

async function work(mode, what) {
  const base = await open();
  if (!base) return null;
  try {
    return await new Promise((resolve, reject) => {
      const asked = what(base.transaction(STORE, mode).objectStore(STORE));
      asked.onsuccess = () => resolve(asked.result ?? null);
      asked.onerror = () => reject(asked.error);
    });
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    return null; // a full or closed base keeps nothing; the picture is computed again
  } finally {
    base.close();
  }
}
