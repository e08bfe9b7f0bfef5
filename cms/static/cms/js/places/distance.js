/* How far, on the globe and in words. */
const EARTH_METRES = 6_371_000;
const FEW_METRES = 1000; // from there on in kilometres
const STEP_METRES = 10; // nearer than this nobody's phone knows

const radians = (degrees) => (degrees * Math.PI) / 180;

/** Metres between two [latitude, longitude] in WGS 84, by the haversine formula. */
export function distance([fromLat, fromLng], [toLat, toLng]) {
  const [half, across] = [radians(toLat - fromLat) / 2, radians(toLng - fromLng) / 2];
  const chord = Math.sin(half) ** 2 + Math.cos(radians(fromLat)) * Math.cos(radians(toLat)) * Math.sin(across) ** 2;
  return 2 * EARTH_METRES * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/** 320 米, 1.2 公里, 14 公里. `words`: {metres, kilometres} with {number} in them. */
export function spoken(metres, words) {
  const rounded = Math.max(STEP_METRES, Math.round(metres / STEP_METRES) * STEP_METRES);
  if (rounded < FEW_METRES) return words.metres.replace("{number}", rounded);
  const kilometres = rounded / FEW_METRES;
  return words.kilometres.replace("{number}", kilometres < 10 ? kilometres.toFixed(1) : Math.round(kilometres));
}
