/* Where the browser is, asked for by a click and never before. Nothing of it is sent by what is here. */
const LOCATING = { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 };
const PROBLEMS = { 1: "denied", 2: "unavailable", 3: "timeout" }; // codes of GeolocationPositionError

/** Coordinates as the browser gives them; rejects with the name of what went wrong, a value of `PROBLEMS`. */
export function locate() {
  return new Promise((found, failed) => {
    if (!navigator.geolocation) return failed("unavailable");
    const say = ({ code }) => failed(PROBLEMS[code] ?? "unavailable");
    navigator.geolocation.getCurrentPosition(({ coords }) => found(coords), say, LOCATING);
  });
}
