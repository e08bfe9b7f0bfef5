/*
What is kept on this device, by key: in IndexedDB, or, where that is refused, in localStorage, which holds no photos.
Nothing here leaves the device. `MARK` tells every page (cms/js/page.js), without opening anything, whether there is
something kept.
*/
const TABLE = "kept";
const PREFIX = "liaison/";
const MARK = "liaison-kept";
let opening;

function open() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("liaison", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(TABLE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opening;
}

async function inTable(mode, act) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(TABLE, mode);
    const request = act(transaction.objectStore(TABLE));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error);
  });
}

/** `act`, or `otherwise` where the browser allows neither. */
function ifAllowed(act, otherwise) {
  try {
    return act();
  } catch {
    return otherwise;
  }
}

function hasPhotos(value) {
  return (Array.isArray(value) ? value : value.photos ?? []).some((item) => item?.blob);
}

/** Whether `value` is kept now, whole. */
export async function put(key, value) {
  ifAllowed(() => localStorage.setItem(MARK, "1"));
  try {
    await inTable("readwrite", (table) => table.put(value, key));
    return true;
  } catch {
    if (hasPhotos(value)) return false;
    return ifAllowed(() => (localStorage.setItem(PREFIX + key, JSON.stringify(value)), true), false);
  }
}

export async function get(key) {
  const kept = await inTable("readonly", (table) => table.get(key)).catch(() => undefined);
  return kept ?? ifAllowed(() => JSON.parse(localStorage.getItem(PREFIX + key)) ?? undefined, undefined);
}

export async function remove(key) {
  await inTable("readwrite", (table) => table.delete(key)).catch(() => undefined);
  ifAllowed(() => localStorage.removeItem(PREFIX + key));
}

const range = (start) => IDBKeyRange.bound(start, `${start}\uffff`);

/** The keys in localStorage that start with `start`. */
function plainKeys(start) {
  return ifAllowed(() => Object.keys(localStorage), []).filter((key) => key.startsWith(PREFIX + start));
}

/** Everything whose key starts with `start`, the oldest key first. */
export async function all(start) {
  const kept = await inTable("readonly", (table) => table.getAll(range(start))).catch(() => []);
  return [...kept, ...plainKeys(start).sort().map((key) => JSON.parse(localStorage.getItem(key)))];
}

/** Everything whose key starts with `start` goes. */
export async function removeAll(start) {
  await inTable("readwrite", (table) => table.delete(range(start))).catch(() => undefined);
  for (const key of plainKeys(start)) localStorage.removeItem(key);
}

export function unmark() {
  ifAllowed(() => localStorage.removeItem(MARK));
}
