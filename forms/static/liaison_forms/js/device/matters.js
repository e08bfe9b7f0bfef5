/* "My matters": numbers and codes that somebody chose to have remembered on this device, the latest first. */
import { get, put, remove } from "./store.js";

const KEY = "mine";

export async function remembered() {
  return (await get(KEY)) ?? [];
}

export async function isRemembered(number) {
  return (await remembered()).some((matter) => matter.number === number);
}

/** False when there are `most` already, or when nothing can be kept here. */
export async function remember(matter, most) {
  const others = (await remembered()).filter(({ number }) => number !== matter.number);
  return others.length < most && put(KEY, [matter, ...others]);
}

export async function forget(number) {
  const others = (await remembered()).filter((matter) => matter.number !== number);
  await (others.length ? put(KEY, others) : remove(KEY));
}

export function forgetAll() {
  return remove(KEY);
}

/**
 * How they stand: {matters: [… or null]} in the order of `matters`, or {problem, seconds}: "limited" by the server for that
 * long, or "lost" on the way.
 */
export async function ask(url, matters) {
  try {
    const answer = await fetch(url, { method: "POST", credentials: "omit", body: JSON.stringify({ matters }) });
    if (answer.status === 429) return { problem: "limited", seconds: Number(answer.headers.get("Retry-After")) || 60 };
    return answer.ok ? await answer.json() : { problem: "lost" };
  } catch {
    return { problem: "lost" };
  }
}
